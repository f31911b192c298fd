import GraphQLSchema

/// The page of a directive.
struct DirectivePage {
    let site: DocumentationSite
    let directive: DirectiveDefinition

    var content: HTML {
        let parts = PageParts(site: site)
        let places = directive.locationNames.map { name -> HTML in "<code>\(name)</code>" }
        return """
            <h1><small>directive</small> \(directive.coordinate)</h1>
            \(parts.description(directive.description))\(parts.inputs("Arguments", directive.arguments))\
            <p>May stand on \(places.joined(", "))\(directive.isRepeatable ? ", more than once" : "").</p>

            """
    }
}
