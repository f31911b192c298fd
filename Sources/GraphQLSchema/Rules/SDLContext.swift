import GraphQLLanguage

/// What the SDL rules look at, and where they tell what they find.
struct SDLContext {
    /// The definitions and extensions.
    let source: SchemaDocument
    /// The schema that they extend; nil for a whole schema.
    let base: Schema?
    /// All places of the text where directives stand.
    let sites: [DirectiveSite]
    /// The directives that may be used, by name.
    let directives: [String: DirectiveFacts]
    /// What is wrong so far.
    private(set) var findings: [Finding] = []

    init(_ source: SchemaDocument, extending base: Schema?) {
        self.source = source
        self.base = base
        sites = DirectiveSite.all(in: source)
        directives = DirectiveFacts.all(in: source, and: base ?? .core)
    }

    /// What breaks the given rules.
    static func findings(
        in source: SchemaDocument, extending base: Schema?, rules: [SDLRule]
    ) -> [Finding] {
        var context = SDLContext(source, extending: base)
        for rule in rules { rule.check(&context) }
        return context.findings
    }

    /// The text of a name.
    func name(_ id: NameID) -> String { source.document.name(id) }

    /// The type of a name in the schema that is extended.
    func baseType(_ name: String) -> TypeDefinition? {
        base.flatMap { base in base.type(named: name).map { base[$0] } }
    }

    /// Notes a problem.
    mutating func report(_ message: String, at offsets: Int32..., of coordinate: String? = nil) {
        report(message, at: offsets, of: coordinate)
    }

    /// Notes a problem.
    mutating func report(_ message: String, at offsets: [Int32], of coordinate: String? = nil) {
        findings.append(Finding(message: message, coordinate: coordinate, offsets: offsets))
    }

    /// Finds names that stand twice: each report points to the first and the repeated one.
    mutating func reportRepeated(
        _ names: some Sequence<(name: NameID, offset: Int32)>, _ message: (String) -> String
    ) {
        var first: [NameID: Int32] = [:]
        for (name, offset) in names {
            if let known = first[name] {
                report(message(self.name(name)), at: known, offset)
            } else {
                first[name] = offset
            }
        }
    }
}
