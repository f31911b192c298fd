import GraphQLLanguage

/// Unique fragment names.
///
/// - SeeAlso: GraphQL Sep 2025 §5.5.1.1
enum UniqueFragmentNames {
    static func check(_ context: inout ValidationContext) {
        for (index, fragment) in context.document.fragments.enumerated() {
            guard let first = context.fragment(fragment.name), first != index else { continue }
            context.report(
                .uniqueFragmentNames,
                "There can be only one fragment named \"\(context.name(fragment.name))\".",
                at: context.document.fragments[first].nameOffset, fragment.nameOffset)
        }
    }
}
