import GraphQLLanguage
import GraphQLSchema

/// Fragments on composite types.
///
/// Only objects, interfaces and unions have fields to select.
///
/// - SeeAlso: GraphQL Sep 2025 §5.5.1.3
enum FragmentsOnCompositeTypes {
    /// Whether a type condition names a composite type; the fragment is nil for an inline fragment.
    static func check(
        _ type: TypeID, at offset: Int32, _ fragment: NameID?, _ context: inout ValidationContext
    ) -> Bool {
        if context.kind(type).isComposite { return true }
        let subject = fragment.map { "Fragment \"\(context.name($0))\"" } ?? "A fragment"
        context.report(
            .fragmentsOnCompositeTypes,
            "\(subject) cannot condition on non composite type \"\(context.name(type))\".", at: offset)
        return false
    }
}
