import GraphQLExecution
import GraphQLSchema

/// What a selection may cost before it runs: the same sum as the engine makes, from the schema alone.
///
/// - SeeAlso: `PlanCost.swift`
struct SelectionCost {
    let schema: Schema
    let view: SchemaView

    /// The most that a field with its selections may cost.
    func cost(of field: FieldDefinition, _ selection: ExampleSelection?) -> Int {
        guard let selection else { return 0 }
        let entries = entryCount(of: field)
        return (entries ?? 1) * (1 + below(selection, page: pageSize(of: field)))
    }

    /// How many entries a plain list is taken to have; nil for what is none.
    func entryCount(of field: FieldDefinition) -> Int? {
        guard field.type.isList, schema[field.type.named].kind.isComposite else { return nil }
        return field.assumedListSize ?? 10
    }

    /// How many entries a page has that nobody asks for otherwise; nil for what is no page.
    func pageSize(of field: FieldDefinition) -> Int? {
        guard schema[field.type.named].name.hasSuffix("Connection") else { return nil }
        let first = schema.inputs(field.arguments, in: view).first { $0.name == "first" }
        guard let text = first?.defaultText, let count = Int(text) else { return 100 }
        return count
    }

    private func below(_ selection: ExampleSelection, page: Int?) -> Int {
        selection.names.reduce(0) { sum, name in
            guard let inner = selection.inner[name] else { return sum }
            guard let page else { return sum + cost(of: inner.field, inner.selection) }
            // What tells about a page costs nothing.
            if name == "pageInfo" { return sum }
            return sum + page * (1 + below(inner.selection, page: nil))
        }
    }
}
