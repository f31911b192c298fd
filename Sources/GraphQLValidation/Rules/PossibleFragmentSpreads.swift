import GraphQLLanguage
import GraphQLSchema

/// Fragment spread is possible.
///
/// A fragment stands only where an object of its type can be.
///
/// - SeeAlso: GraphQL Sep 2025 §5.5.2.3
enum PossibleFragmentSpreads {
    /// The fragment is nil for an inline fragment; types are nil where they could not be found out.
    static func check(
        _ type: TypeID?, in parent: TypeID?, at offset: Int32, _ fragment: NameID?,
        _ context: inout ValidationContext
    ) {
        guard let type, let parent, type != parent else { return }
        let types = context.schema.types
        if context.view.canCoincide(types[type.index], types[parent.index]) { return }
        let subject = fragment.map { "Fragment \"\(context.name($0))\"" } ?? "Fragment"
        context.report(
            .possibleFragmentSpreads,
            "\(subject) cannot be spread here as objects of type \"\(context.name(parent))\" "
                + "can never be of type \"\(context.name(type))\".", at: offset)
    }
}
