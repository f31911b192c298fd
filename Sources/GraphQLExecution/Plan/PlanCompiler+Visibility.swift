import GraphQLLanguage
import GraphQLSchema

extension PlanCompiler {
    /// Whether the caller may see an object of this type through these selections.
    ///
    /// Validation looks at the fields of the position's own type. Where that is an interface, an object type
    /// brings fields of its own under the same names, which the caller may not see: such an object is as good
    /// as absent, as is one of a type that has no field for the caller at all.
    ///
    /// - Complexity: O(selections below, up to the next abstract position, which asks again).
    func isVisible(_ type: TypeID, _ selections: [IndexRange]) -> Bool {
        guard !access.view.isAll else { return true }
        return schema[type].fields.contains { access.view.isVisible(schema.fields[$0].id) }
            && areVisible(selections, of: type)
    }

    private func areVisible(_ selections: [IndexRange], of type: TypeID) -> Bool {
        collector.collect(selections, for: type).groups.allSatisfy { group in
            let node = document.fields[group.nodes[0]]
            guard let field = schema.field(collector.symbols[node.name.index], of: type),
                access.view.isVisible(field)
            else { return false }
            let inner = schema[field].type.named
            guard schema[inner].kind == .object else { return true }
            return areVisible(group.nodes.map { document.fields[$0].selectionSet }, of: inner)
        }
    }
}
