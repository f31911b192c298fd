import GraphQLLanguage
import GraphQLSchema

/// Known type names.
///
/// Type conditions and variables name types of the schema.
///
/// - SeeAlso: GraphQL Sep 2025 §5.5.1.2
enum KnownTypeNames {
    /// The type of a name; nil after a report.
    static func check(_ name: NameID, at offset: Int32, _ context: inout ValidationContext) -> TypeID? {
        if let type = context.schema.type(context.symbol(name)), context.view.isVisible(type) { return type }
        let hint = context.suggestion(for: context.name(name), among: context.visibleTypeNames)
        context.report(.knownTypeNames, "Unknown type \"\(context.name(name))\".\(hint)", at: offset)
        return nil
    }
}
