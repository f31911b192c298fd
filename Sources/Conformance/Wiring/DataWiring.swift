import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

/// Answers every field from the property of its name in plain JSON data; `__typename` tells object types.
struct DataWiring {
    private let schema: Schema
    private let data: DataTree
    /// The columns of every type: the object's number and its `__typename`.
    private static let (number, typeName) = (0, 1)

    init(_ schema: Schema, root: InputValue) {
        self.schema = schema
        data = DataTree(root)
    }

    /// The sources of all fields.
    var resolvers: [ObjectResolver] {
        schema.types.filter { !$0.isIntrospection && $0.kind.isComposite }.map { type in
            let isRoot = [schema.queryType, schema.mutationType, schema.subscriptionType].contains(type.id)
            let fields = type.kind == .object ? Array(type.fields) : []
            return ObjectResolver(
                typeName: type.name, fields: fields.map { field(schema.fields[$0], isRoot: isRoot) },
                typeNameColumn: type.kind.isAbstract ? Self.typeName : nil)
        }
    }

    private func field(_ definition: FieldDefinition, isRoot: Bool) -> Field {
        let name = definition.name
        let data = data
        let type = schema[definition.type.named]
        guard type.kind.isComposite else {
            let isCustom = type.kind == .scalar && type.builtInScalar == nil
            return Field(
                name,
                .value(needs: [Self.number]) { row, _ in
                    data.output(data.object(of: row[0])[name], isCustom: isCustom)
                })
        }
        let isList = definition.type.isList
        let isNested = definition.type.wrapping.listDepth > 1
        let cardinality: LoaderCardinality = isNested ? .lists : isList ? .many : .one
        let loader = Loader(
            name: definition.coordinate, cardinality: cardinality, keyCount: isRoot ? 2 : 1
        ) { shape in
            LoadStatement(
                text: definition.coordinate, positions: shape.columns.map { $0 + 1 },
                grouping: .ordinal(column: 0), context: DataLoad(data: data, property: name))
        }
        // The root itself has no row; its type may have objects below it that have.
        let key: [KeyPart] =
            [.column(Self.number)] + (isRoot ? [.constant(WireForm.bytes(ofInteger: 0))] : [])
        return Field(name, isList ? .many(loader, key: key) : .one(loader, key: key, absence: .null))
    }
}

/// The objects of one property, list by list.
private struct DataLoad: MemoryLoad {
    let data: DataTree
    let property: String

    func rows(for call: LoadCall) -> RowSet {
        var rows: [[[UInt8]?]] = []
        var marks = RowMarks()
        for (key, cell) in call.keys.columns[0].cells.enumerated() {
            let value = data.object(of: cell)[property] ?? .leaf(.null)
            append(value, key: WireForm.bytes(ofInteger: key + 1), &rows, &marks)
        }
        return RowSet(values: rows, marks: marks)
    }

    private func append(
        _ node: DataTree.Node, key: [UInt8], _ rows: inout [[[UInt8]?]], _ marks: inout RowMarks
    ) {
        func add(_ mark: RowMark, _ number: [UInt8]? = nil, _ typeName: [UInt8]? = nil) {
            rows.append([key, number, typeName])
            marks.marks.append(mark)
        }
        switch node {
        case .leaf(.null): add(.null)
        case .leaf:
            marks.errors[rows.count] = FieldError(message: "A leaf is no object.", code: "INTERNAL")
            add(.error)
        case .object(let number):
            var typeName: [UInt8]?
            if case .leaf(.string(let name))? = data.objects[number]["__typename"] {
                typeName = Array(name.utf8)
            }
            add(.object, WireForm.bytes(ofInteger: number), typeName)
        case .list(let items):
            add(.listStart)
            for item in items { append(item, key: key, &rows, &marks) }
            add(.listEnd)
        }
    }
}
