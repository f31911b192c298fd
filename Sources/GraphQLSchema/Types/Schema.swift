/// A checked type system, made once from its text and then read by everything that handles requests.
///
/// Types, fields and names are numbered densely, so that requests compare integers and roles are bit sets.
///
/// - SeeAlso: GraphQL Sep 2025 §3
public struct Schema: Sendable {
    /// All types, the five built-in scalars first, then in source order.
    public internal(set) var types: [TypeDefinition] = []
    /// All fields of objects and interfaces; those of one type are neighbours; `__typename` is the first.
    public internal(set) var fields: [FieldDefinition] = []
    /// All arguments and input fields; those of one field, directive or input object are neighbours.
    public internal(set) var inputValues: [InputValueDefinition] = []
    /// All directive definitions, the built-in ones first.
    public internal(set) var directives: [DirectiveDefinition] = []
    /// The root type of queries.
    public internal(set) var queryType = TypeID(rawValue: 0)
    /// The root type of mutations, if the schema has mutations.
    public internal(set) var mutationType: TypeID?
    /// The root type of subscriptions, if the schema has subscriptions.
    public internal(set) var subscriptionType: TypeID?
    /// The description of the schema.
    public internal(set) var description: String?
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
                    id: scalar.typeID, name: scalar.name, symbol: symbol, kind: .scalar, description: nil,
                    builtInScalar: scalar))
        }
        fields.append(
            FieldDefinition(
                id: .typename, name: "__typename", symbol: .typename, parent: TypeID(rawValue: 0),
                type: FieldType(named: BuiltInScalar.string.typeID).nonNull, arguments: 0..<0,
                description: "The name of the object's type.", deprecationReason: nil, directives: [],
                coordinate: "__typename"))
    }

    /// Builds and checks a schema.
    ///
    /// - Throws: `SchemaErrors` with every problem of the text at once.
    public init(sdl: String) throws(SchemaErrors) {
        self = try SchemaBuilder.build(sdl)
    }
}
