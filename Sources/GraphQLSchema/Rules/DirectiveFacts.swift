import GraphQLLanguage

/// What rules need to know of a directive, whether the text defines it or the schema that the text extends.
struct DirectiveFacts {
    /// Where it may stand.
    let locations: DirectiveLocations
    /// Whether it may stand more than once at one place.
    let isRepeatable: Bool
    /// The arguments: name, type as written, whether one must be given.
    let arguments: [(name: String, type: String, isRequired: Bool)]

    /// The directives of a schema and of a text, which replaces those of the same name.
    static func all(in source: SchemaDocument, and schema: Schema) -> [String: DirectiveFacts] {
        var facts: [String: DirectiveFacts] = [:]
        for directive in schema.directives {
            facts[directive.name] = DirectiveFacts(
                locations: directive.locations, isRepeatable: directive.isRepeatable,
                arguments: schema.inputValues[directive.arguments].map {
                    ($0.name, schema.description(of: $0.type), $0.isRequired)
                })
        }
        let document = source.document
        for directive in source.directives {
            facts[document.name(directive.name)] = DirectiveFacts(
                locations: DirectiveLocations(
                    directive.locations.compactMap { DirectiveLocations(name: document.name($0.name)) }),
                isRepeatable: directive.isRepeatable,
                arguments: directive.arguments.map {
                    let type = $0.type.wrapping.description(around: document.name($0.type.name))
                    return (
                        document.name($0.name), type,
                        $0.type.wrapping.isNonNull && $0.defaultValue == nil
                    )
                })
        }
        return facts
    }
}
