import GraphQLSchema

/// Every code of `errors`, and the enums of codes that payloads' refusals have.
struct ErrorPage {
    let site: DocumentationSite

    var content: HTML {
        """
        <h1>Errors</h1>
        <p>An entry of <code>errors</code> has a stable code in <code>extensions.code</code>, the request's \
        <code>requestId</code> and, for a limit, its name in <code>extensions.limit</code>. \
        <a href="/docs/guides/errors">Where errors are told</a>.</p>
        \(ErrorCode.Place.allCases.map(table).joined())\(refusals)
        """
    }

    private func table(_ place: ErrorCode.Place) -> HTML {
        let rows = ErrorCode.all.filter { $0.place == place }.map { code -> HTML in
            """
            <tr id="\(code.name)"><th scope="row"><code>\(code.name)</code></th>\
            <td>\(site.markdown.inline(code.meaning))</td><td>\(site.markdown.inline(code.remedy))</td></tr>
            """
        }
        let names: [HTML] = ["Code", "What has happened", "What to do"]
        return "<h2>\(place.rawValue)</h2>\n" + PageParts.table(names, rows)
    }

    private var refusals: HTML {
        let enums = site.schema.types.filter { type in
            type.kind == .enumeration && type.name.hasSuffix("ErrorCode") && site.view.isVisible(type.id)
        }.map(\.name)
        return PageParts(site: site).links("What the business refuses: codes of userErrors", enums)
    }
}
