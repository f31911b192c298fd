import GraphQLLanguage

/// Unique operation names.
///
/// A request chooses an operation by its name.
///
/// - SeeAlso: GraphQL Sep 2025 §5.2.2.1
enum UniqueOperationNames {
    static func check(_ context: inout ValidationContext) {
        context.marks.clear()
        for operation in context.document.operations {
            guard let name = operation.name, !context.marks.insert(name) else { continue }
            let first = context.document.operations.first { $0.name == name } ?? operation
            context.report(
                .uniqueOperationNames, "There can be only one operation named \"\(context.name(name))\".",
                at: first.nameOffset,
                operation.nameOffset)
        }
    }
}
