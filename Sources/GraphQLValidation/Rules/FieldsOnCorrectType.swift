import GraphQLLanguage
import GraphQLSchema

/// Fields on correct type.
///
/// A selected field is defined on its parent type; one outside the caller's view is not.
///
/// - SeeAlso: GraphQL Sep 2025 §5.3.1
enum FieldsOnCorrectType {
    /// The field that a node selects; nil after a report.
    static func check(_ node: Document.Field, of parent: TypeID, _ context: inout ValidationContext)
        -> FieldID?
    {
        if let field = context.field(node.name, of: parent) { return field }
        let name = context.name(node.name)
        let types = context.suggestion(ofTypesWith: node.name, below: parent)
        let hint =
            types.isEmpty
            ? context.suggestion(for: name, among: context.visibleFieldNames(of: parent)) : types
        context.report(
            .fieldsOnCorrectType,
            "Cannot query field \"\(name)\" on type \"\(context.name(parent))\".\(hint)", at: node.offset)
        return nil
    }
}
