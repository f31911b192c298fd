import GraphQLLanguage

/// Lone anonymous operation.
///
/// An operation without a name cannot be chosen among others.
///
/// - SeeAlso: GraphQL Sep 2025 §5.2.3.1
enum LoneAnonymousOperation {
    static func check(_ context: inout ValidationContext) {
        guard context.document.operations.count > 1 else { return }
        for operation in context.document.operations where operation.name == nil {
            context.report(
                .loneAnonymousOperation, "An anonymous operation must be the only operation.",
                at: operation.offset)
        }
    }
}
