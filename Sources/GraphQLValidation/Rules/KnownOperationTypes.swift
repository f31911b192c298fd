import GraphQLLanguage
import GraphQLSchema

/// Known operation types.
///
/// The schema must offer the kind of operation.
///
/// - SeeAlso: GraphQL Sep 2025 §5.2.1.1
enum KnownOperationTypes {
    /// The root type of an operation; nil after a report.
    static func check(_ operation: Document.OperationDefinition, _ context: inout ValidationContext)
        -> TypeID?
    {
        if let type = context.schema.rootType(operation.kind),
            operation.kind == .query || context.view.isVisible(type)
        {
            return type
        }
        context.report(
            .knownOperationTypes, "The schema has no \(operation.kind.keyword) operations.",
            at: operation.offset)
        return nil
    }
}
