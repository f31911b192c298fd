import GraphQLLanguage

/// Turns type system definitions into a checked schema, gathering all problems on the way.
///
/// Each step may rely on the steps before it: names, then members, then what relates members to each other,
/// then values.
///
/// - SeeAlso: GraphQL Sep 2025 §3
struct SchemaBuilder {
    /// The definitions.
    let source: SchemaDocument
    /// What has been built so far.
    var schema = Schema()
    /// The definition of each type and its extensions, by type; empty for built-in scalars.
    var parts: [[SchemaDocument.TypeDefinition]] = BuiltInScalar.allCases.map { _ in [] }
    /// The definition of each field but `__typename`, `__schema` and `__type`, by field.
    var fieldNodes: [SchemaDocument.FieldDefinition?] = [nil, nil, nil]
    /// The definition of each argument and input field but that of `__type`, by input value.
    var inputNodes: [SchemaDocument.InputValueDefinition?] = [nil]
    /// The bytes of the schema's own text; the built-in definitions stand behind it.
    private let ownByteCount: Int32
    /// What is wrong, by offset.
    private var problems: [(offset: Int32, message: String)] = []

    /// Builds the schema of a text, with `@defer` and `@stream` if they are switched on.
    ///
    /// - Throws: `SchemaErrors` with every problem of the text.
    static func build(_ sdl: String, deliversIncrementally: Bool) throws(SchemaErrors) -> Schema {
        let source: SchemaDocument
        do throws(SyntaxError) {
            // Alone first, so that a text that breaks off is reported where it ends.
            _ = try Parser.parseSchema(Array(sdl.utf8))
            let incremental = deliversIncrementally ? BuiltInDefinitions.incrementalDelivery : ""
            let builtIn = BuiltInDefinitions.text + incremental
            source = try Parser.parseSchema(Array(sdl.utf8) + Array(builtIn.utf8))
        } catch {
            throw SchemaErrors(problems: [.init(message: error.message, location: error.location)])
        }
        var builder = SchemaBuilder(source: source, ownByteCount: sdl.utf8.count)
        builder.schema.deliversIncrementally = deliversIncrementally
        builder.run()
        guard builder.problems.isEmpty else { throw builder.errors() }
        return builder.schema
    }

    private init(source: SchemaDocument, ownByteCount: Int) {
        self.source = source
        self.ownByteCount = Int32(truncatingIfNeeded: ownByteCount)
    }

    private mutating func run() {
        refuseExecutableDefinitions()
        collectTypes()
        collectMembers()
        collectDirectives()
        collectPossibleTypes()
        chooseRootTypes()
        checkInterfaces()
        checkInputObjects()
        // Values need sound types: a type that is not known cannot coerce its defaults.
        guard problems.isEmpty else { return }
        coerceDefaults()
        applyDirectives()
    }

    /// Notes a problem.
    mutating func report(_ message: String, at offset: Int32) {
        problems.append((offset, message))
    }

    /// The text of a name.
    func name(_ id: NameID) -> String { source.document.name(id) }

    /// The number of a name in the schema.
    mutating func symbol(_ id: NameID) -> SymbolID { schema.symbols.intern(name(id)) }

    /// Reports a name that starts with `__`, which is kept for introspection.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.1.8
    mutating func checkName(_ name: String, at offset: Int32, _ coordinate: String) {
        if name.hasPrefix("__"), !isBuiltIn(offset) {
            report(
                "\(coordinate) must not begin with \"__\": such names belong to introspection.", at: offset)
        }
    }

    /// Whether an offset lies in the built-in definitions.
    func isBuiltIn(_ offset: Int32) -> Bool { offset >= ownByteCount }

    /// Where an argument or input field is defined.
    func offset(ofInputValue index: Int) -> Int32 { inputNodes[index]?.offset ?? 0 }

    private mutating func refuseExecutableDefinitions() {
        let offsets = source.document.operations.map(\.offset) + source.document.fragments.map(\.offset)
        for offset in offsets { report("A schema holds no operations or fragments.", at: offset) }
    }

    private func errors() -> SchemaErrors {
        let sorted = problems.sorted { $0.offset < $1.offset }
        return SchemaErrors(
            problems: sorted.map { problem in
                .init(message: problem.message, location: source.document.location(ofOffset: problem.offset))
            })
    }
}
