import GraphQLLanguage

extension SchemaBuilder {
    /// Chooses the root types: those of the schema definition, or those of the usual names.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.3.1
    mutating func chooseRootTypes() {
        let definition = source.schemas.first { !$0.isExtension }
        schema.description = definition.flatMap { source.description($0.description) }
        let roots = rootTypes.map { type in type.flatMap { schema[$0].kind == .object ? $0 : nil } }
        schema.hasRootTypes = definition != nil || roots.contains { $0 != nil }
        (schema.mutationType, schema.subscriptionType) = (roots[1], roots[2])
        guard let query = roots[0] else { return }
        schema.queryType = query
        schema.bindIntrospectionFields()
    }

    /// The types named as roots, by kind of operation, whatever their kind of type.
    var rootTypes: [TypeID?] {
        let isDefined = source.schemas.contains { !$0.isExtension }
        let usualNames = ["Query", "Mutation", "Subscription"]
        return zip(Document.OperationKind.allCases, usualNames).map { kind, usualName in
            if !isDefined, let id = schema.type(named: usualName) { return id }
            return rootNode(kind).flatMap { schema.type(named: name($0.name)) }
        }
    }

    /// Where a root type is named; nil when it has the usual name.
    func rootNode(_ kind: Document.OperationKind) -> SchemaDocument.NamedType? {
        source.schemas.flatMap(\.rootTypes).first { $0.kind == kind }?.type
    }
}

extension Document.OperationKind {
    /// All kinds in the order of the specification.
    static var allCases: [Document.OperationKind] { [.query, .mutation, .subscription] }
}
