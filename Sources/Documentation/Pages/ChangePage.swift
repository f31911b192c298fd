import GraphQLSchema

/// What the versions of the schema have changed, as far as the reader may see what changed.
struct ChangePage {
    let site: DocumentationSite

    var content: HTML {
        """
        <h1>Changes</h1>
        <p>Since each version: breaking changes make documents invalid that were valid, dangerous ones can \
        answer with what a client does not know, safe ones do neither.</p>
        \(site.terms.releases().map(text).joined())
        """
    }

    private func text(_ release: SchemaRelease) -> HTML {
        let shown = release.changes.filter(isShown)
        let lists = SchemaChange.Severity.allCases.map { severity -> HTML in
            let items = shown.filter { $0.severity == severity }.map { change -> HTML in
                let name = PageParts(site: site).link(change.coordinate)
                return "<li>\(name) \(site.markdown.inline(change.message))</li>"
            }
            guard !items.isEmpty else { return .empty }
            let title = severity.rawValue.prefix(1).uppercased() + severity.rawValue.dropFirst()
            return "<h3>\(title)</h3>\n<ul>\(items.joined())</ul>\n"
        }
        let nothing: HTML = shown.isEmpty ? "<p>Nothing that you may see.</p>\n" : .empty
        return "<h2 id=\"\(release.name)\">Since \(release.name)</h2>\n\(nothing)\(lists.joined())"
    }

    /// Whether a reader may know of a change: what it is about, and every type that its words name, is
    /// visible. What is gone belongs to no view: only who sees everything is told of it.
    private func isShown(_ change: SchemaChange) -> Bool {
        if site.terms.seesEverything { return true }
        let words = change.message.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return site.names.address(of: change.coordinate) != nil
            && words.allSatisfy { word in
                site.schema.type(named: String(word)).map { site.view.isVisible($0) } ?? true
            }
    }
}
