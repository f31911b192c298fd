import GraphQLLanguage

/// A directive is given every argument that it requires.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13, §5.4.3
enum ProvidedRequiredArgumentsOnDirectives {
    static func check(_ context: inout SDLContext) {
        for node in context.source.document.directives {
            let name = context.name(node.name)
            guard let directive = context.directives[name] else { continue }
            let given = Set(
                context.source.document.arguments[node.arguments.range].map { context.name($0.name) })
            for argument in directive.arguments where argument.isRequired && !given.contains(argument.name) {
                let coordinate = "@\(name)(\(argument.name):)"
                context.report(
                    "\(coordinate) of type \(argument.type) must be given.", at: node.offset, of: coordinate)
            }
        }
    }
}
