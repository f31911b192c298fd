import GraphQLLanguage
import GraphQLSchema

/// Directives are defined, directives are in valid locations.
///
/// - SeeAlso: GraphQL Sep 2025 §5.7.1, §5.7.2
enum KnownDirectives {
    /// The definition of a directive; nil after a report that there is none.
    static func check(
        _ directive: Document.Directive, at location: DirectiveLocations, _ context: inout ValidationContext
    ) -> DirectiveDefinition? {
        guard let definition = context.schema.directive(context.symbol(directive.name)) else {
            context.report(
                .knownDirectives, "Unknown directive \"@\(context.name(directive.name))\".",
                at: directive.offset)
            return nil
        }
        if definition.locations.isDisjoint(with: location) {
            context.report(
                .knownDirectives,
                "Directive \"@\(definition.name)\" may not be used on \(location.names.first ?? "").",
                at: directive.offset)
        }
        return definition
    }
}
