import GraphQLLanguage

/// A field or directive defines each argument once.
///
/// - SeeAlso: GraphQL Sep 2025 §3.6, §3.7, §3.13
enum UniqueArgumentDefinitionNames {
    static func check(_ context: inout SDLContext) {
        for type in context.source.types {
            for field in type.fields {
                let coordinate = "\(context.name(type.name)).\(context.name(field.name))"
                check(field.arguments, of: coordinate, &context)
            }
        }
        for directive in context.source.directives {
            check(directive.arguments, of: "@\(context.name(directive.name))", &context)
        }
    }

    private static func check(
        _ arguments: [SchemaDocument.InputValueDefinition], of owner: String, _ context: inout SDLContext
    ) {
        for (name, nodes) in Dictionary(grouping: arguments, by: \.name) where nodes.count > 1 {
            let coordinate = "\(owner)(\(context.name(name)):)"
            context.report(
                "\(coordinate) is defined twice.", at: nodes.map(\.offset), of: coordinate)
        }
    }
}
