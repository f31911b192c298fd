public import GraphQLSchema

/// The documentation of a schema as some callers may see it: every page is made of the schema and their view,
/// so that it tells neither more nor less than the API.
///
/// A site holds the names and no pages: these are made when they are asked for.
public struct DocumentationSite: Sendable {
    let schema: Schema
    let view: SchemaView
    let terms: SiteTerms
    let names: SiteNames
    let usages: TypeUsages

    /// The documentation of what a view shows of a schema.
    ///
    /// - Complexity: O(fields and arguments of the schema).
    public init(schema: Schema, view: SchemaView, terms: SiteTerms) {
        self.schema = schema
        self.view = view
        self.terms = terms
        names = SiteNames(schema, view)
        usages = TypeUsages(schema, view)
    }

    /// A page or file; nil where there is none, or none for these callers.
    ///
    /// - Parameters:
    ///   - path: below the server's address, such as `/docs/types/Order`.
    ///   - search: what is looked for, on the page that answers searches.
    /// - Complexity: O(what the page shows), at most the schema's text.
    public func page(at path: String, search: String = "") -> DocumentationPage? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        if parts == ["llms.txt"] || parts == ["docs", "llms.txt"] { return languageModelIndex }
        guard parts.first == "docs" else { return nil }
        switch parts.count {
        case 1: return frame("Documentation", HomePage(site: self).content)
        case 2: return page(named: parts[1], search: search)
        case 3: return page(named: parts[2], in: parts[1])
        default: return nil
        }
    }

    /// What stands where no page is, or none for these callers: the same for every path.
    public var missingPage: DocumentationPage {
        frame(
            "Nothing here",
            "<h1>Nothing here</h1>\n<p>There is no such page, or none that you may see.</p>\n")
    }

    /// The paths of all pages and files, but for the answers of searches.
    ///
    /// - Complexity: O(names).
    public var paths: [String] {
        let fixed = [
            "/docs", "/docs/types", "/docs/errors", "/docs/changes", "/docs/names.json",
            "/docs/schema.graphql", "/docs/docs.css", "/docs/docs.js", "/llms.txt", "/docs/llms.txt",
        ]
        let guides = Guide.all(for: view, of: schema).flatMap { guide in
            ["/docs/guides/\(guide.name)", "/docs/guides/\(guide.name).md"]
        }
        let pages = names.entries.map { entry in
            String(entry.address.prefix { $0 != "#" })
        }
        return fixed + guides + Set(pages).subtracting(fixed).sorted()
    }

    private func page(named name: String, search: String) -> DocumentationPage? {
        switch name {
        case "types": frame("Types", TypeListPage(site: self).content)
        case "errors": frame("Errors", ErrorPage(site: self).content)
        case "changes": frame("Changes", ChangePage(site: self).content)
        case "search": frame("Search", SearchPage(site: self, text: search).content)
        case "names.json": DocumentationPage(.json, namesAsJSON)
        case "schema.graphql": DocumentationPage(.text, schema.printed(view))
        case "docs.css": DocumentationPage(.css, Assets.style)
        case "docs.js": DocumentationPage(.script, Assets.script)
        default: nil
        }
    }

    private func page(named name: String, in folder: String) -> DocumentationPage? {
        if let kind = RootKind(rawValue: folder) {
            guard let field = rootField(name, kind) else { return nil }
            return frame(field.coordinate, FieldPage(site: self, field: field, kind: kind).content)
        }
        switch folder {
        case "types":
            guard let type = type(name) else { return nil }
            return frame(type.name, TypePage(site: self, type: type).content)
        case "directives":
            guard let directive = schema.directives.first(where: { $0.name == name }) else { return nil }
            return frame(directive.coordinate, DirectivePage(site: self, directive: directive).content)
        case "guides": return guide(name)
        default: return nil
        }
    }

    private func guide(_ name: String) -> DocumentationPage? {
        let isText = name.hasSuffix(".md")
        let known = Guide.all(for: view, of: schema)
        guard let guide = known.first(where: { $0.name == (isText ? String(name.dropLast(3)) : name) }) else {
            return nil
        }
        if isText { return DocumentationPage(.text, guide.text(terms)) }
        return frame(guide.title, markdown.html(guide.text(terms)))
    }

    private func rootField(_ name: String, _ kind: RootKind) -> FieldDefinition? {
        guard let type = kind.type(of: schema), let id = schema.field(named: name, of: type), id != .typename,
            !schema[id].name.hasPrefix("__"), view.isVisible(id)
        else { return nil }
        return schema[id]
    }

    /// A type that has a page: the root types' is the start page.
    private func type(_ name: String) -> TypeDefinition? {
        guard let id = schema.type(named: name), view.isVisible(id), !schema[id].isIntrospection,
            RootKind(id, of: schema) == nil
        else { return nil }
        return schema[id]
    }

    private func frame(_ title: String, _ content: HTML) -> DocumentationPage {
        PageFrame(terms: terms).page(title, content)
    }

    /// Turns descriptions and guides into HTML; names in code lead to their pages.
    var markdown: Markdown { Markdown(link: names.address) }

    /// What a search on the page looks through: an array for each name.
    private var namesAsJSON: String {
        let lines = names.entries.map { entry in
            // Names, kinds and addresses hold nothing that JSON escapes.
            "[\"\(entry.coordinate)\",\"\(entry.kind)\",\"\(entry.address)\"]"
        }
        return "[\n\(lines.joined(separator: ",\n"))\n]\n"
    }
}
