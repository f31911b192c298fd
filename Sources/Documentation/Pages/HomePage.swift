import GraphQLSchema

/// The start: what there is, the shortest way to an answer, and everything that can be asked for.
struct HomePage {
    let site: DocumentationSite

    var content: HTML {
        """
        <h1>Comanda API</h1>
        <p>Menus, carts, orders, kitchen tickets, payments and guests of restaurants with many branches, \
        over GraphQL at <code>/graphql</code>. This is what \
        <strong>\(site.terms.audience)</strong> may see; <a href="#token">with a token</a> it is what its \
        bearer may.</p>
        \(guides)\(downloads)\(RootKind.allCases.map(list).joined())
        """
    }

    private var guides: HTML {
        let items = Guide.all(for: site.view, of: site.schema).map { guide -> HTML in
            "<li><a href=\"/docs/guides/\(guide.name)\">\(guide.title)</a>: \(guide.summary)</li>"
        }
        return "<h2 id=\"guides\">Guides</h2>\n<ul>\(items.joined())</ul>\n"
    }

    private var downloads: HTML {
        """
        <h2 id="downloads">For tools</h2>
        <ul>
        <li><a href="/docs/schema.graphql">schema.graphql</a>: the schema as text</li>
        <li><a href="/docs/schema.json">schema.json</a>: the same as the answer of an introspection</li>
        <li><a href="/docs/llms.txt">llms.txt</a>: an index for programs that read</li>
        </ul>

        """
    }

    private func list(_ kind: RootKind) -> HTML {
        let fields = site.rootFields(kind)
        guard !fields.isEmpty else { return .empty }
        let items = fields.map { field -> HTML in
            """
            <dt><a href="\(kind.address(of: field.name))"><code>\(field.name)</code></a>\
            \(PageParts.badge(field.deprecationReason))</dt>
            <dd>\(site.markdown.inline(DocumentationSite.summary(field.description)))</dd>

            """
        }
        return "<h2 id=\"\(kind.rawValue)\">\(kind.title)</h2>\n<dl>\(items.joined())</dl>\n"
    }
}
