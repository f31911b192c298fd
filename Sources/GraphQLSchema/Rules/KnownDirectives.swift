import GraphQLLanguage

/// Every directive of the text is defined and stands where it may.
///
/// - SeeAlso: GraphQL Sep 2025 §3.13
enum KnownDirectives {
    static func check(_ context: inout SDLContext) {
        for site in context.sites {
            for node in context.source.document.directives[site.directives.range] {
                let coordinate = "@\(context.name(node.name))"
                if let directive = context.directives[context.name(node.name)] {
                    if directive.locations.isDisjoint(with: site.location) {
                        let place = site.location.names.joined()
                        context.report(
                            "The directive \(coordinate) may not stand on \(place).", at: node.offset,
                            of: coordinate)
                    }
                } else {
                    context.report("The directive \(coordinate) is not defined.", at: node.offset)
                }
            }
        }
    }
}
