import GraphQLSchema

/// The page of a type: what it is, what it has, where it is used.
struct TypePage {
    let site: DocumentationSite
    let type: TypeDefinition

    private var schema: Schema { site.schema }
    private var parts: PageParts { PageParts(site: site) }

    var content: HTML {
        """
        <h1><small>\(type.kind.word)</small> \(type.name)</h1>
        \(parts.description(type.description))\(notes)\(fields)\(values)\
        \(parts.inputs(type.isOneOf ? "Exactly one of" : "Fields", type.inputFields))\
        \(parts.links("One of", members))\
        \(parts.links("Given by", site.usages.givenBy[type.id] ?? []))\
        \(parts.links("Taken by", site.usages.takenBy[type.id] ?? []))\
        <h2 id="text">As text</h2>
        \(Markdown.code(schema.printed(type.id, site.view)))
        """
    }

    private var notes: HTML {
        let interfaces = schema.interfaces(of: type, in: site.view).map { parts.link(schema[$0].name) }
        var notes = HTML.empty
        if !interfaces.isEmpty { notes += "<p>Is a \(interfaces.joined(", ")).</p>\n" }
        if let url = type.specifiedByURL {
            notes += "<p>Written as <a href=\"\(url)\" rel=\"noreferrer\">\(url)</a> says.</p>\n"
        }
        return notes
    }

    /// The members of a union, or the types that an interface stands for.
    private var members: [String] {
        guard type.kind.isAbstract else { return [] }
        return type.possibleTypes.types.filter(site.view.isVisible).map { schema[$0].name }
    }

    private var fields: HTML {
        let shown = schema.fields[type.fields].filter { site.view.isVisible($0.id) }
        guard !shown.isEmpty else { return .empty }
        return "<h2 id=\"fields\">Fields</h2>\n<dl>\(shown.map(text).joined())</dl>\n"
    }

    private func text(of field: FieldDefinition) -> HTML {
        """
        <dt id="\(field.name)"><code>\(field.name)</code>\(PageParts.badge(field.deprecationReason)): \
        \(parts.type(field.type))\(size(of: field))</dt>
        <dd>\(parts.deprecation(field.deprecationReason, field.directives))\
        \(parts.description(field.description))\(arguments(of: field))</dd>

        """
    }

    /// How many entries a field counts for.
    private func size(of field: FieldDefinition) -> HTML {
        let costs = SelectionCost(schema: schema, view: site.view)
        if let count = costs.entryCount(of: field) { return " <small>@cost × \(count)</small>" }
        if let size = costs.pageSize(of: field) {
            return " <small>@cost × first, else \(size)</small>"
        }
        return .empty
    }

    private func arguments(of field: FieldDefinition) -> HTML {
        let inputs = schema.inputs(field.arguments, in: site.view)
        guard !inputs.isEmpty else { return .empty }
        let items = inputs.map { input -> HTML in
            let value = schema.defaultText(of: input, in: site.view).map { text -> HTML in
                " = <code>\(text)</code>"
            }
            return """
                <li><code>\(input.name)</code>\(PageParts.badge(input.deprecationReason)): \
                \(parts.type(input.type))\(value ?? .empty) \
                \(site.markdown.inline(input.description ?? ""))</li>
                """
        }
        return "<ul>\(items.joined())</ul>"
    }

    private var values: HTML {
        let shown = schema.values(of: type, in: site.view)
        guard !shown.isEmpty else { return .empty }
        let items = shown.map { value -> HTML in
            """
            <dt id="\(value.name)"><code>\(value.name)</code>\(PageParts.badge(value.deprecationReason))</dt>
            <dd>\(parts.deprecation(value.deprecationReason, value.directives))\
            \(parts.description(value.description))</dd>

            """
        }
        return "<h2 id=\"values\">Values</h2>\n<dl>\(items.joined())</dl>\n"
    }
}
