/// A checked type system, made once from its text and then read by everything that handles requests.
///
/// Types, fields and names are numbered densely, so that requests compare integers and roles are bit sets.
///
/// - SeeAlso: GraphQL Sep 2025 §3
public struct Schema: Sendable {
    /// All types: the five built-in scalars, the introspection types, then the schema's own in source order.
    public internal(set) var types: [TypeDefinition] = []
    /// All fields of objects and interfaces; those of one type are neighbours.
    ///
    /// `__typename`, `__schema` and `__type` are the first, then those of the introspection types.
    public internal(set) var fields: [FieldDefinition] = []
    /// All arguments and input fields; those of one owner are neighbours.
    public internal(set) var inputValues: [InputValueDefinition] = []
    /// All directive definitions: the text's own in its order, then the built-in ones that it does not
    /// replace.
    public internal(set) var directives: [DirectiveDefinition] = []
    /// The root type of queries.
    public internal(set) var queryType = TypeID(rawValue: 0)
    /// The root type of mutations, if the schema has mutations.
    public internal(set) var mutationType: TypeID?
    /// The root type of subscriptions, if the schema has subscriptions.
    public internal(set) var subscriptionType: TypeID?
    /// The description of the schema.
    public internal(set) var description: String?
    /// Whether documents may use `@defer` and `@stream`.
    public internal(set) var deliversIncrementally = false
    /// Whether the text says which root types there are, by a schema definition or by the usual names.
    var hasRootTypes = false
    /// The numbers of names and what they stand for.
    var symbols = SymbolTable()
    /// The fields by (type, name).
    @usableFromInline
    var fieldTable: [UInt64: FieldID] = [:]

    /// Makes a schema that has only the built-in scalars and `__typename`, for the builder to fill.
    init() {
        for scalar in BuiltInScalar.allCases {
            let symbol = symbols.intern(scalar.name)
            symbols.bind(symbol, to: scalar.typeID)
            types.append(
                TypeDefinition(
                    id: scalar.typeID, name: scalar.name, symbol: symbol, kind: .scalar,
                    description: scalar.description,
                    builtInScalar: scalar))
        }
        addIntrospectionFields()
    }
}

extension Schema {
    /// The fields that exist without being defined; no type has the latter two until the roots are known.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §4.1, §4.2
    private mutating func addIntrospectionFields() {
        let string = FieldType(named: BuiltInScalar.string.typeID)
        inputValues.append(
            InputValueDefinition(
                name: "name", symbol: symbols.intern("name"), type: string.nonNull, defaultValue: nil,
                defaultText: nil, defaultKey: nil, description: "The name of the type.",
                deprecationReason: nil,
                directives: [],
                coordinate: "__type(name:)"))
        addField(.typename, "__typename", string.nonNull, "The name of the object's type.")
        addField(
            .schema, "__schema", FieldType(named: .introspectionSchema).nonNull,
            "The types and directives of this service.")
        addField(
            .type, "__type", FieldType(named: .introspectionType), "The type of a name.", arguments: 0..<1)
    }

    private mutating func addField(
        _ id: FieldID, _ name: String, _ type: FieldType, _ description: String, arguments: Range<Int> = 0..<0
    ) {
        fields.append(
            FieldDefinition(
                id: id, name: name, symbol: symbols.intern(name), parent: TypeID(rawValue: 0), type: type,
                arguments: arguments, description: description, deprecationReason: nil, directives: [],
                coordinate: name))
    }

    /// Gives the query type its `__schema` and `__type`.
    mutating func bindIntrospectionFields() {
        for field in [FieldID.schema, .type] {
            fieldTable[Schema.fieldKey(queryType, self[field].symbol)] = field
        }
    }
}
