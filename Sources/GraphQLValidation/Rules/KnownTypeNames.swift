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
        if let type = context.schema.type(context.symbol(name)) { return type }
        context.report(.knownTypeNames, "Unknown type \"\(context.name(name))\".", at: offset)
        return nil
    }
}
