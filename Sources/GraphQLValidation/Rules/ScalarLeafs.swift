import GraphQLLanguage
import GraphQLSchema

/// Leaf field selections.
///
/// Fields of scalar and enum types have no selection set, all others have one.
///
/// - SeeAlso: GraphQL Sep 2025 §5.3.3
enum ScalarLeafs {
    static func check(_ node: Document.Field, _ field: FieldID, _ context: inout ValidationContext) {
        let isLeaf = context.kind(context.schema.fields[field.index].type.named).isLeaf
        guard isLeaf != node.selectionSet.isEmpty else { return }
        let definition = context.schema.fields[field.index]
        let type = context.schema.description(of: definition.type)
        let subject = "Field \"\(definition.coordinate)\" of type \"\(type)\""
        context.report(
            .scalarLeafs,
            isLeaf
                ? "\(subject) must not have a selection of subfields."
                : "\(subject) must have a selection of subfields.",
            at: isLeaf ? context.document.selectionSetOffset(ofNodeAt: node.offset) : node.offset)
    }
}
