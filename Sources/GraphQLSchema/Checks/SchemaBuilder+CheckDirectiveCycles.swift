import GraphQLLanguage

extension SchemaBuilder {
    /// A directive must not stand on what its own definition is made of.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.13, Type Validation
    mutating func checkDirectiveCycles() {
        for (directive, node) in zip(schema.directives, directiveNodes) {
            guard let node, isUsed(by: directive, directive.name) else { continue }
            report(
                "The definition of \(directive.coordinate) uses \(directive.coordinate) itself.",
                at: node.offset, of: directive.coordinate)
        }
    }

    /// Whether a directive stands on a part of its definition, on the types of its arguments, on directives
    /// that stand there, and so on.
    private func isUsed(by directive: DirectiveDefinition, _ name: String) -> Bool {
        var seen: Set<String> = []
        var pending = uses(of: directive)
        while let use = pending.popLast() {
            if use == name { return true }
            guard seen.insert(use).inserted, let used = schema.directive(schema.symbol(use)) else { continue }
            pending += uses(of: used)
        }
        return false
    }

    private func uses(of directive: DirectiveDefinition) -> [String] {
        var uses = directive.directives.map(\.name)
        var seen: Set<TypeID> = []
        var pending: [TypeID] = []
        for input in schema.inputValues[directive.arguments] {
            uses += input.directives.map(\.name)
            pending.append(input.type.named)
        }
        while let id = pending.popLast() {
            guard seen.insert(id).inserted else { continue }
            let type = schema[id]
            uses += (type.directives + type.enumValues.flatMap(\.directives)).map(\.name)
            for input in schema.inputValues[type.inputFields] {
                uses += input.directives.map(\.name)
                pending.append(input.type.named)
            }
        }
        return uses
    }
}
