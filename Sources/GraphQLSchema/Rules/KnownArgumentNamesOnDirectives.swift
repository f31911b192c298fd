import GraphQLLanguage

/// Every argument given to a directive is one that the directive has.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13, §5.4.1
enum KnownArgumentNamesOnDirectives {
    static func check(_ context: inout SDLContext) {
        for node in context.source.document.directives {
            let name = context.name(node.name)
            guard let directive = context.directives[name] else { continue }
            for argument in context.source.document.arguments[node.arguments.range] {
                let argumentName = context.name(argument.name)
                if !directive.arguments.contains(where: { $0.name == argumentName }) {
                    context.report(
                        "@\(name) has no argument \(argumentName).", at: argument.offset, of: "@\(name)")
                }
            }
        }
    }
}
