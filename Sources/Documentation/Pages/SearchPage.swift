/// The names that fit a search, for readers without scripts and for links.
struct SearchPage {
    let site: DocumentationSite
    let text: String

    var content: HTML {
        let found = site.names.found(text)
        let items = found.map { entry -> HTML in
            """
            <li><a href="\(entry.address)"><code>\(entry.coordinate)</code></a> \
            <small>\(entry.kind)</small></li>
            """
        }
        let list: HTML = found.isEmpty ? "<p>No name holds this.</p>" : "<ul>\(items.joined())</ul>"
        return "<h1><small>search</small> \(text.prefix(64))</h1>\n\(list)\n"
    }
}
