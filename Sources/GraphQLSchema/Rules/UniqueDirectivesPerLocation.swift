import GraphQLLanguage

/// A directive that is not repeatable stands once at a place; a type and its extensions are one place.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13
enum UniqueDirectivesPerLocation {
    static func check(_ context: inout SDLContext) {
        var seen: [DirectiveSite.Owner: [NameID: Int32]] = [:]
        for site in context.sites {
            for node in context.source.document.directives[site.directives.range] {
                let name = context.name(node.name)
                guard let directive = context.directives[name], !directive.isRepeatable else { continue }
                if let first = seen[site.owner]?[node.name] {
                    context.report(
                        "The directive @\(name) may stand here only once.", at: first, node.offset,
                        of: "@\(name)")
                } else {
                    seen[site.owner, default: [:]][node.name] = node.offset
                }
            }
        }
    }
}
