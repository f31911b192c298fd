import GraphQLLanguage

/// Fragment spread target defined.
///
/// - SeeAlso: GraphQL Sep 2025 §5.5.2.1
enum KnownFragmentNames {
    /// The fragment that a spread names; nil after a report.
    static func check(_ spread: Document.FragmentSpread, _ context: inout ValidationContext) -> Int? {
        if let fragment = context.fragment(spread.name) { return fragment }
        context.report(
            .knownFragmentNames, "Unknown fragment \"\(context.name(spread.name))\".", at: spread.nameOffset)
        return nil
    }
}
