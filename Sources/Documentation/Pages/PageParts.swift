import GraphQLSchema

/// What several pages show.
struct PageParts {
    let site: DocumentationSite

    private var schema: Schema { site.schema }

    /// A type as the schema's text has it, the name a link.
    func type(_ type: FieldType) -> HTML {
        let text = schema.description(of: type)
        let name = schema[type.named].name
        guard let range = text.firstRange(of: name), let address = site.names.address(of: name) else {
            return "<code>\(text)</code>"
        }
        let before = text[..<range.lowerBound], after = text[range.upperBound...]
        return "<code>\(before)<a href=\"\(address)\">\(name)</a>\(after)</code>"
    }

    /// A link to what a coordinate names.
    func link(_ coordinate: String) -> HTML {
        guard let address = site.names.address(of: coordinate) else { return "<code>\(coordinate)</code>" }
        return "<a href=\"\(address)\"><code>\(coordinate)</code></a>"
    }

    /// A description; nothing without one.
    func description(_ text: String?) -> HTML { text.map { site.markdown.html($0) } ?? .empty }

    /// A word beside the name of what is deprecated.
    static func badge(_ reason: String?) -> HTML {
        reason == nil ? .empty : " <em class=\"badge\">deprecated</em>"
    }

    /// The reason of what is deprecated, and when it goes.
    func deprecation(_ reason: String?, _ directives: [AppliedDirective]) -> HTML {
        guard let reason else { return .empty }
        let day = directives.sunset.map { day -> HTML in
            " From <strong>\(day)</strong> on it may be gone."
        }
        return """
            <p class="warning"><strong>Deprecated.</strong> \(site.markdown.inline(reason))\
            \(day ?? .empty)</p>

            """
    }

    /// Arguments or input fields; nothing where there are none.
    func inputs(_ title: HTML, _ range: Range<Int>) -> HTML {
        let inputs = schema.inputs(range, in: site.view)
        guard !inputs.isEmpty else { return .empty }
        let rows = inputs.map { input -> HTML in
            """
            <tr id="\(input.name)"><th scope="row"><code>\(input.name)</code>\
            \(Self.badge(input.deprecationReason))</th><td>\(type(input.type))</td>\
            <td>\(defaultValue(of: input))</td><td>\(description(input.description))\
            \(deprecation(input.deprecationReason, input.directives))</td></tr>
            """
        }
        let names: [HTML] = ["Name", "Type", "If not said", "What it is"]
        return "<h2>\(title)</h2>\n" + Self.table(names, rows)
    }

    private func defaultValue(of input: InputValueDefinition) -> HTML {
        if let text = schema.defaultText(of: input, in: site.view) { return "<code>\(text)</code>" }
        return input.type.isNonNull ? "required" : ""
    }

    /// A table of rows.
    static func table(_ names: [HTML], _ rows: [HTML]) -> HTML {
        Markdown.table(
            head: names.map { name -> HTML in "<th scope=\"col\">\(name)</th>" }.joined(), body: rows.joined()
        )
    }

    /// Links in a line, all of them even where they are many.
    func links(_ title: HTML, _ coordinates: [String]) -> HTML {
        guard !coordinates.isEmpty else { return .empty }
        let items = coordinates.map { coordinate -> HTML in "<li>\(link(coordinate))</li>" }
        return "<h2>\(title)</h2>\n<ul class=\"names\">\(items.joined())</ul>\n"
    }
}

extension [AppliedDirective] {
    /// The day on which `@sunset` says that something goes; nil where it does not.
    var sunset: String? {
        guard case .string(let date)? = first(where: { $0.name == "sunset" })?.argument("on") else {
            return nil
        }
        return date
    }
}
