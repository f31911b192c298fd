import GraphQLLanguage

extension Schema {
    /// What every schema starts from: the built-in scalars, the introspection types and the directives of the
    /// specification, with the same numbers in every schema.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.5, §3.13, §4.2
    static let core = SchemaBuilder.buildCore(deliversIncrementally: false)
    /// The same with the directives of incremental delivery.
    private static let incrementalCore = SchemaBuilder.buildCore(deliversIncrementally: true)

    /// The directives that the schema has without its text.
    var builtInDirectives: [DirectiveDefinition] {
        (deliversIncrementally ? Schema.incrementalCore : .core).directives
    }

    /// Builds and checks the schema of a text.
    ///
    /// - Parameter deliversIncrementally: gives the schema the directives `@defer` and `@stream`.
    /// - Throws: `SchemaErrors` with every problem of the text at once.
    public init(sdl: String, deliversIncrementally: Bool = false) throws(SchemaErrors) {
        try self.init(
            sources: [SchemaSource(text: sdl)], deliversIncrementally: deliversIncrementally)
    }

    /// Builds and checks the schema that several texts make together; each may extend what another defines.
    ///
    /// - Parameter deliversIncrementally: gives the schema the directives `@defer` and `@stream`.
    /// - Throws: `SchemaErrors` with every problem of all texts at once.
    /// - SeeAlso: GraphQL Sep 2025 §3
    public init(
        sources: [SchemaSource], deliversIncrementally: Bool = false
    ) throws(SchemaErrors) {
        let text = SchemaText(sources)
        let source = try text.parse()
        var builder = SchemaBuilder.build(source, onto: deliversIncrementally ? .incrementalCore : .core)
        builder.refuseForeignDefinitions()
        builder.check()
        let findings =
            SDLContext.findings(in: source, extending: nil, rules: SDLRule.allCases) + builder.findings
        guard findings.isEmpty else { throw SchemaErrors(text.problems(findings)) }
        self = builder.schema
    }

    /// Builds the schema of a text without checking it: what cannot be resolved is left out.
    ///
    /// For tools that ask for the problems apart; never execute on it. An empty text gives what every schema
    /// has.
    ///
    /// - Throws: `SchemaErrors` when the text is not GraphQL.
    public init(unchecked sdl: String) throws(SchemaErrors) {
        if sdl.allSatisfy(\.isWhitespace) {
            self = .core
            return
        }
        self = SchemaBuilder.build(try SchemaText([SchemaSource(text: sdl)]).parse()).schema
    }

    /// The problems that the SDL rules find in a text.
    ///
    /// - Parameters:
    ///   - base: The schema that the text extends; nil when the text is a whole schema.
    ///   - rules: The rules to look by.
    /// - Throws: `SchemaErrors` when the text is not GraphQL.
    public static func problems(
        inSDL sdl: String, extending base: Schema? = nil, rules: [SDLRule] = SDLRule.allCases
    ) throws(SchemaErrors) -> [SchemaErrors.Problem] {
        let text = SchemaText([SchemaSource(text: sdl)])
        return text.problems(SDLContext.findings(in: try text.parse(), extending: base, rules: rules))
    }

    /// The problems of the type system that a text builds, those of the SDL rules aside.
    ///
    /// - Throws: `SchemaErrors` when the text is not GraphQL.
    public static func problems(ofTypeSystem sdl: String) throws(SchemaErrors) -> [SchemaErrors.Problem] {
        let text = SchemaText([SchemaSource(text: sdl)])
        var builder = SchemaBuilder.build(try text.parse())
        builder.check()
        return text.problems(builder.findings)
    }
}

extension SchemaBuilder {
    /// A schema text holds definitions of the type system only, and none of types that every schema has; what
    /// it extends must exist.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3, §3.5
    fileprivate mutating func refuseForeignDefinitions() {
        let offsets = source.document.operations.map(\.offset) + source.document.fragments.map(\.offset)
        for offset in offsets { report("A schema holds no operations or fragments.", at: offset) }
        for type in source.types where !type.isExtension {
            guard Schema.core.type(named: name(type.name)) != nil else { continue }
            report("The type \(name(type.name)) is built in.", at: type.nameOffset)
        }
        for node in source.directiveExtensions where schema.directive(schema.symbol(name(node.name))) == nil {
            report(
                "The directive @\(name(node.name)) cannot be extended: it is not defined.",
                at: node.nameOffset)
        }
    }
}
