import GraphQLLanguage

extension SchemaBuilder {
    /// Chooses the root types: those of the schema definition, or those of the usual names.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.3.1
    mutating func chooseRootTypes() {
        var roots: [TypeID?] = [nil, nil, nil]
        let definitions = source.schemas.filter { !$0.isExtension }
        for extra in definitions.dropFirst() { report("The schema is defined twice.", at: extra.offset) }
        for node in source.schemas.flatMap(\.rootTypes) { chooseRoot(node, &roots) }
        if let definition = definitions.first {
            schema.description = source.description(definition.description)
        } else {
            for (slot, name) in ["Query", "Mutation", "Subscription"].enumerated() where roots[slot] == nil {
                guard let id = schema.type(named: name), schema[id].kind == .object else { continue }
                roots[slot] = id
            }
        }
        let named = roots.compactMap { $0 }
        if Set(named).count < named.count {
            report(
                "The root types of queries, mutations and subscriptions must differ.",
                at: definitions.first?.offset ?? 0)
        }
        guard let query = roots[0] else {
            return report("The schema has no root type for queries.", at: definitions.first?.offset ?? 0)
        }
        (schema.queryType, schema.mutationType, schema.subscriptionType) = (query, roots[1], roots[2])
        schema.bindIntrospectionFields()
    }

    private mutating func chooseRoot(_ node: SchemaDocument.RootType, _ roots: inout [TypeID?]) {
        let text = name(node.type.name)
        let slot = Int(node.kind.rawValue)
        guard let id = schema.type(named: name(node.type.name)) else {
            return report("The root type \(text) is not defined.", at: node.type.offset)
        }
        if schema[id].kind != .object {
            report("The root type \(text) must be an object type.", at: node.type.offset)
        } else if roots[slot] != nil {
            report("The schema has two root types for \(node.kind.keyword).", at: node.offset)
        } else {
            roots[slot] = id
        }
    }
}
