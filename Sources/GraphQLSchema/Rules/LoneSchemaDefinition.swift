import GraphQLLanguage

/// There is at most one schema definition, and none in the extension of a schema.
///
/// - SeeAlso: GraphQL Sep 2025 §3.3
enum LoneSchemaDefinition {
    static func check(_ context: inout SDLContext) {
        let definitions = context.source.schemas.filter { !$0.isExtension }
        if context.base?.hasRootTypes ?? false {
            for definition in definitions {
                context.report(
                    "The schema that is extended has its definition already.", at: definition.offset)
            }
        } else {
            for definition in definitions.dropFirst() {
                context.report("The schema is defined twice.", at: definition.offset)
            }
        }
    }
}
