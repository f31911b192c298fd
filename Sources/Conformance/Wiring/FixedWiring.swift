import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

/// The same answer for every field of a type, for any schema, so that engines can be compared.
///
/// `Int` 2, `Float` 3.14, `Boolean` true, `ID` "id", `String` and custom scalars "str", the first value of an
/// enum, two items in every list; a union is its alphabetically first member, an interface its alphabetically
/// last implementor.
struct FixedWiring {
    private let schema: Schema

    init(_ schema: Schema) { self.schema = schema }

    /// The sources of all fields.
    var resolvers: [ObjectResolver] {
        schema.types.filter { !$0.isIntrospection }.compactMap { type in
            switch type.kind {
            case .object:
                ObjectResolver(
                    typeName: type.name, fields: type.fields.map { field(schema.fields[$0]) })
            case .interface, .union:
                // Read only where no object type is known.
                ObjectResolver(typeName: type.name, fields: [], typeNameColumn: 0)
            default: nil
            }
        }
    }

    private func field(_ definition: FieldDefinition) -> Field {
        let type = schema[definition.type.named]
        let depth = Int(definition.type.wrapping.listDepth)
        guard type.kind.isComposite else {
            let output = lists(of: leaf(type), depth: depth)
            return Field(definition.name, .value(needs: []) { _, _ in output })
        }
        let object = objectType(of: type)
        let loader = Loader(
            name: definition.coordinate, cardinality: depth > 1 ? .lists : depth == 1 ? .many : .one,
            keyCount: 0,
            objectType: object
        ) { shape in
            LoadStatement(
                text: definition.coordinate, positions: shape.columns.indices.map { $0 + 1 },
                grouping: .ordinal(column: 0), context: FixedLoad(depth: depth, hasObjects: object != nil))
        }
        let source: Field.Source =
            depth == 0 ? .one(loader, key: [], absence: .null) : .many(loader, key: [])
        return Field(definition.name, source)
    }

    private func objectType(of type: TypeDefinition) -> String? {
        let names = type.possibleTypes.types.map { schema[$0].name }.sorted()
        return type.kind == .interface ? names.last : names.first
    }

    private func leaf(_ type: TypeDefinition) -> Output {
        if type.kind == .enumeration { return type.enumValues.first.map { .string($0.name) } ?? .null }
        switch type.builtInScalar {
        case .int: return .integer(2)
        case .float: return .float(3.14)
        case .boolean: return .boolean(true)
        case .id: return .string("id")
        case .string, nil: return .string("str")
        }
    }

    private func lists(of output: Output, depth: Int) -> Output {
        var output = output
        for _ in 0..<depth { output = .list([output, output]) }
        return output
    }
}

/// One object, or lists of two, for the one key without parts.
private struct FixedLoad: MemoryLoad {
    let depth: Int
    let hasObjects: Bool

    func rows(for call: LoadCall) -> RowSet {
        let first = WireForm.bytes(ofInteger: 1)
        guard hasObjects else { return RowSet(values: []) }
        let marks = depth < 2 ? nil : RowMarks(marks: marks(depth))
        let count = marks?.marks.count ?? depth + 1
        return RowSet(values: Array(repeating: [first], count: count), marks: marks)
    }

    private func marks(_ depth: Int) -> [RowMark] {
        var marks = [RowMark.object]
        for _ in 0..<depth { marks = [.listStart] + marks + marks + [.listEnd] }
        return marks
    }
}
