import GraphQLLanguage

/// Every type that the text mentions is defined in it, in the schema that it extends, or everywhere.
///
/// - SeeAlso: GraphQL Sep 2025 §3.4
enum KnownTypeNames {
    static func check(_ context: inout SDLContext) {
        let schema = context.base ?? .core
        let defined = Set(context.source.types.filter { !$0.isExtension }.map(\.name))
        for node in mentions(in: context.source) where !defined.contains(node.name) {
            let name = context.name(node.name)
            if schema.type(named: name) == nil {
                context.report("The type \(name) is not defined.", at: node.offset)
            }
        }
    }

    private static func mentions(in source: SchemaDocument) -> [(name: NameID, offset: Int32)] {
        var mentions = source.schemas.flatMap(\.rootTypes).map { ($0.type.name, $0.type.offset) }
        for type in source.types {
            mentions += (type.interfaces + type.members).map { ($0.name, $0.offset) }
            mentions += type.fields.map { ($0.type.name, $0.type.nameOffset) }
            let inputs = type.inputFields + type.fields.flatMap(\.arguments)
            mentions += inputs.map { ($0.type.name, $0.type.nameOffset) }
        }
        mentions += source.directives.flatMap(\.arguments).map { ($0.type.name, $0.type.nameOffset) }
        return mentions
    }
}
