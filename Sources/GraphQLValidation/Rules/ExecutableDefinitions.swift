import GraphQLLanguage

/// Executable definitions.
///
/// A document to execute holds operations and fragments only.
///
/// - SeeAlso: GraphQL Sep 2025 §5.1.1
enum ExecutableDefinitions {
    static func check(_ context: inout ValidationContext) {
        for definition in context.document.typeSystemDefinitions {
            let name = definition.name.map { "\"\(context.name($0))\"" } ?? "schema"
            context.report(
                .executableDefinitions, "The \(name) definition is not executable.", at: definition.offset)
        }
    }
}
