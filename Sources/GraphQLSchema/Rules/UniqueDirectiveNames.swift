import GraphQLLanguage

/// Each directive is defined once; one of the specification may be defined anew.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13
enum UniqueDirectiveNames {
    static func check(_ context: inout SDLContext) {
        let known = Set(context.base?.directives.map(\.name) ?? [])
        for directive in context.source.directives where known.contains(context.name(directive.name)) {
            let coordinate = "@\(context.name(directive.name))"
            context.report(
                "The directive \(coordinate) is in the schema that is extended.", at: directive.offset,
                of: coordinate)
        }
        let added = context.source.directives.filter { !known.contains(context.name($0.name)) }
        context.reportRepeated(added.map { ($0.name, $0.offset) }) {
            "The directive @\($0) is defined twice."
        }
    }
}
