import GraphQLLanguage

/// Turns type system definitions into a schema: names, then members, then what relates members to each other,
/// then values.
///
/// Building never stops: what cannot be resolved is left out. What is wrong is told by the SDL rules, which
/// look at the text alone (`Rules/`), and by the checks, which look at what was built (`Checks/`).
///
/// - SeeAlso: GraphQL Sep 2025 §3
struct SchemaBuilder {
    /// The definitions.
    let source: SchemaDocument
    /// What has been built so far.
    var schema: Schema
    /// The definition of each type and its extensions, by type; empty for the types that every schema has.
    var parts: [[SchemaDocument.TypeDefinition]]
    /// The definition of each field, by field; nil for the fields that every schema has.
    var fieldNodes: [SchemaDocument.FieldDefinition?]
    /// The definition of each argument and input field, by input value; nil as above.
    var inputNodes: [SchemaDocument.InputValueDefinition?]
    /// The definition of each directive, by directive; nil as above.
    var directiveNodes: [SchemaDocument.DirectiveDefinition?] = []
    /// Types with members that could not be resolved: nothing is said about what they lack.
    var incompleteTypes: Set<TypeID> = []
    /// What is wrong so far.
    private(set) var findings: [Finding] = []

    /// Makes a builder that adds definitions to a schema, which keeps all its numbers.
    private init(_ source: SchemaDocument, onto base: Schema) {
        self.source = source
        schema = base
        parts = base.types.map { _ in [] }
        fieldNodes = base.fields.map { _ in nil }
        inputNodes = base.inputValues.map { _ in nil }
    }

    /// Builds what every schema starts from, with `@defer` and `@stream` if they are switched on.
    static func buildCore(deliversIncrementally: Bool) -> Schema {
        let incremental = deliversIncrementally ? BuiltInDefinitions.incrementalDelivery : ""
        do throws(SyntaxError) {
            let source = try Parser.parseSchema(Array((BuiltInDefinitions.text + incremental).utf8))
            var builder = SchemaBuilder(source, onto: Schema())
            builder.run()
            builder.schema.deliversIncrementally = deliversIncrementally
            return builder.schema
        } catch {
            preconditionFailure("the definitions that every schema has are not GraphQL: \(error)")
        }
    }

    /// Builds the schema of a document, sound or not.
    static func build(_ source: SchemaDocument, onto core: Schema = .core) -> SchemaBuilder {
        var builder = SchemaBuilder(source, onto: core)
        builder.run()
        return builder
    }

    private mutating func run() {
        collectTypes()
        collectMembers()
        collectDirectives()
        collectPossibleTypes()
        chooseRootTypes()
        coerceDefaults()
        applyDirectives()
    }

    /// Notes a problem.
    mutating func report(_ message: String, at offsets: Int32?..., of coordinate: String? = nil) {
        report(message, at: offsets.compactMap { $0 }, of: coordinate)
    }

    /// Notes a problem.
    mutating func report(_ message: String, at offsets: [Int32], of coordinate: String? = nil) {
        findings.append(Finding(message: message, coordinate: coordinate, offsets: offsets))
    }

    /// The text of a name.
    func name(_ id: NameID) -> String { source.document.name(id) }

    /// The number of a name in the schema.
    mutating func symbol(_ id: NameID) -> SymbolID { schema.symbols.intern(name(id)) }
}
