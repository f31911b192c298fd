public import GraphQLSchema

/// Objects of one type in memory, ready to be read: the rows are made once, requests only point at them.
///
/// ```swift
/// let dishes = ArraySource(
///     "Dish", of: menu,
///     columns: [.text("id") { $0.id }, .text("name") { $0.name }, .text("course") { $0.course }])
/// ```
///
/// A column shows as the field of its name where the type has one; other columns serve as keys.
public struct ArraySource<Element: Sendable>: Sendable {
    /// The object type's name, or that of the interface or union whose objects these are.
    public let typeName: String
    /// The columns in the order of their indices.
    let columns: [ArrayColumn<Element>]
    /// All elements with all columns.
    let table: RowSet
    private let hasTypeNames: Bool

    /// Makes the rows of all elements.
    ///
    /// - Parameter objectType: for an interface or union: the object type's name of each element.
    /// - Complexity: O(elements × columns).
    public init(
        _ typeName: String, of elements: [Element], columns: [ArrayColumn<Element>],
        objectType: (@Sendable (Element) -> String)? = nil
    ) {
        self.typeName = typeName
        hasTypeNames = objectType != nil
        self.columns = columns + (objectType.map { type in [.text("__typename") { type($0) }] } ?? [])
        table = Self.table(elements, self.columns)
    }

    private static func table(_ elements: [Element], _ columns: [ArrayColumn<Element>]) -> RowSet {
        let memory = MemoryBytes(elements.flatMap { element in columns.map { $0.bytes(element) } })
        return RowSet(rowCount: elements.count, columnCount: columns.count, owner: memory) { cells in
            for index in cells.indices { cells[index] = memory.cells[index] }
        }
    }

    /// Rows of other elements with the same columns, as a mutation returns them for its payload.
    public func rows(_ elements: [Element]) -> RowSet { Self.table(elements, columns) }

    /// A column as the key of a load that starts from these objects:
    /// `dishes.many("dishes", where: "menu", equals: .parent(menus["id"]))`.
    ///
    /// - Precondition: there is such a column.
    public subscript(column: String) -> KeyPart { .column(index(of: column)) }

    /// The index of a column, for `Field.Source.value(needs:)`.
    ///
    /// - Precondition: there is such a column.
    public func index(of column: String) -> Int {
        guard let index = columns.firstIndex(where: { $0.name == column }) else {
            preconditionFailure("\(typeName) has no column \(column)")
        }
        return index
    }

    /// The source of every field of an object type that has a column of its name.
    ///
    /// - Parameters:
    ///   - type: for rows of an interface or union: one of its object types; otherwise the source's own.
    ///   - fields: the other fields of the type.
    public func resolver(
        in schema: Schema, for type: String? = nil, adding fields: [Field] = []
    ) -> ObjectResolver {
        let name = type ?? typeName
        let own = schema.type(named: name).map { id in
            columns.indices.filter { index in
                schema.field(named: columns[index].name, of: id).map { !$0.isIntrospection } ?? false
                    && schema[id].kind == .object && !fields.contains { $0.name == columns[index].name }
            }
        }
        return ObjectResolver(
            typeName: name,
            fields: (own ?? []).map { Field(columns[$0].name, .column($0, columns[$0].form)) } + fields,
            typeNameColumn: hasTypeNames && type == nil ? columns.count - 1 : nil)
    }
}
