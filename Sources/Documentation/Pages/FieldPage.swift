import GraphQLSchema

/// The page of a root field: what it takes, gives and costs, with an operation to begin with.
struct FieldPage {
    let site: DocumentationSite
    let field: FieldDefinition
    let kind: RootKind

    var content: HTML {
        let parts = PageParts(site: site)
        return """
            <h1><small>\(kind.word)</small> \(field.name)\(PageParts.badge(field.deprecationReason))</h1>
            \(parts.deprecation(field.deprecationReason, field.directives))\
            \(parts.description(field.description))\
            <p>Gives \(parts.type(field.type)).</p>
            \(parts.inputs("Arguments", field.arguments))\(cost)\(example)
            """
    }

    private var cost: HTML {
        let costs = SelectionCost(schema: site.schema, view: site.view)
        let words: HTML
        if let count = costs.entryCount(of: field) {
            words = "Each entry costs 1 and what is selected in it; the list is taken to have \(count)."
        } else if let size = costs.pageSize(of: field) {
            words = """
                The page costs 1, and 1 with what is selected in it for each object that <code>first</code> \
                asks for: \(size) where it is not said.
                """
        } else if site.schema[field.type.named].kind.isLeaf {
            words = "Nothing."
        } else {
            words = "1, and what is selected in it."
        }
        return """
            <h2 id="cost"><code>@cost</code></h2>
            <p>\(words) <a href="/docs/guides/cost">How costs are counted</a>.</p>

            """
    }

    private var example: HTML {
        let example = ExampleOperation(field, kind, site.schema, site.view)
        let variables = example.variables.map { text -> HTML in
            "<h3>Variables</h3>\n\(Markdown.code(text))"
        }
        return """
            <h2 id="example">Example</h2>
            \(Markdown.code(example.text))\(variables ?? .empty)\
            <p>It may cost \(example.cost) of the \(site.terms.costMax) that you may ask for at once.</p>

            """
    }
}
