import GraphQLLanguage

/// Each type is defined once.
///
/// - SeeAlso: GraphQL Sep 2025 §3.3
enum UniqueTypeNames {
    static func check(_ context: inout SDLContext) {
        let definitions = context.source.types.filter { !$0.isExtension }
        for type in definitions where context.baseType(context.name(type.name)) != nil {
            let name = context.name(type.name)
            context.report(
                "The type \(name) is in the schema that is extended.", at: type.nameOffset, of: name)
        }
        let added = definitions.filter { context.baseType(context.name($0.name)) == nil }
        context.reportRepeated(added.map { ($0.name, $0.nameOffset) }) { "The type \($0) is defined twice." }
    }
}
