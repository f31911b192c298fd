import Documentation
import GraphQLSchema
import Testing

/// What pages tell, to whom, and that they are pages.
@Suite struct SiteTests {
    @Test func `every role has a page for all that it sees and none for what it does not`() throws {
        let schema = try ProductSites.schema.get()
        for site in try ProductSites.all.get() {
            for path in site.site.paths { #expect(site.site.page(at: path) != nil, "\(site.role) \(path)") }
            for type in schema.types where !type.isIntrospection && !site.view.isVisible(type.id) {
                #expect(site.site.page(at: "/docs/types/\(type.name)") == nil, "\(site.role) \(type.name)")
            }
            let roots = [schema.queryType, schema.mutationType, schema.subscriptionType]
            for (root, folder) in zip(roots, ["queries", "mutations", "subscriptions"]) {
                guard let root else { continue }
                for field in schema.fields[schema[root].fields] where !site.view.isVisible(field.id) {
                    #expect(site.site.page(at: "/docs/\(folder)/\(field.name)") == nil)
                }
            }
        }
    }

    @Test func `the public is told no name that it may not see`() throws {
        let schema = try ProductSites.schema.get()
        let site = try #require(try ProductSites.site(of: "PUBLIC"))
        let seen = Self.names(of: schema, site.view)
        // What errors and settings are called is no secret of the schema.
        let known: Set<String> = ["requestId", "maxDepth"]
        // Single words are words of English too.
        let hidden = Self.names(of: schema, .all).subtracting(seen).subtracting(known).filter { name in
            name.dropFirst().contains(where: \.isUppercase) && name.contains(where: \.isLowercase)
        }
        #expect(hidden.count > 500)
        for path in site.site.paths {
            let text = try #require(site.site.page(at: path)).text
            let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
            #expect(words.intersection(hidden) == [], "\(path)")
        }
    }

    private static func names(of schema: Schema, _ view: SchemaView) -> Set<String> {
        var names: Set<String> = []
        func add(_ inputs: Range<Int>) {
            for index in inputs where view.isVisible(input: index) {
                names.insert(schema.inputValues[index].name)
            }
        }
        for type in schema.types where view.isVisible(type.id) {
            names.insert(type.name)
            for field in schema.fields[type.fields] where view.isVisible(field.id) {
                names.insert(field.name)
                add(field.arguments)
            }
            add(type.inputFields)
        }
        return names
    }

    @Test func `a page opens and closes its elements in order, and its links lead somewhere`() throws {
        for role in ["PUBLIC", "ORG_ADMIN", "INTEGRATOR"] {
            let site = try #require(try ProductSites.site(of: role)).site
            let paths = Set(site.paths + ["/docs/schema.json", "/docs/search"])
            for path in site.paths where !path.contains(".") {
                let html = try #require(site.page(at: path)).text
                #expect(try Self.unbalanced(html) == nil, "\(role) \(path)")
                for address in try Self.links(in: html) where address.hasPrefix("/") {
                    let target = String(address.prefix { $0 != "#" && $0 != "?" })
                    #expect(paths.contains(target), "\(role) \(path) leads to \(address)")
                }
            }
        }
    }

    /// The first element that does not close as it should; nil for none.
    static func unbalanced(_ html: String) throws -> String? {
        let tag = try Regex("<(/?)([a-z][a-z0-9]*)[^>]*>", as: (Substring, Substring, Substring).self)
        let empty: Set<Substring> = ["meta", "link", "input"]
        var open: [Substring] = []
        for match in html.matches(of: tag) where !empty.contains(match.2) {
            if match.1.isEmpty {
                open.append(match.2)
            } else if open.popLast() != match.2 {
                return String(match.0)
            }
        }
        return open.last.map(String.init)
    }

    private static func links(in html: String) throws -> [String] {
        let link = try Regex(#"href="([^"]*)""#, as: (Substring, Substring).self)
        return html.matches(of: link).map { String($0.1) }
    }

    @Test func `markup in descriptions and searches is text`() throws {
        let schema = try Schema(
            sdl: #"""
                "<script>alert(1)</script> & `<b>` [x](javascript:alert(1)) [y](https://a.example/\"onclick=)"
                type Query { a(b: String = "<i>"): Int }
                "<img src=x onerror=alert(1)>" type T { c: Int }
                extend type Query { t: T }
                """#)
        let site = DocumentationSite(
            schema: schema, view: .all, terms: SiteTerms(audience: "<em>", costMax: 1))
        for path in site.paths + ["/docs/search"] where !path.contains(".") {
            let page = try #require(site.page(at: path, search: "\"><script>alert(1)</script>")).text
            for markup in ["<script>", "<img", "<b>", "<i>", "<em>", "href=\"javascript", "\"onclick"] {
                #expect(!page.contains(markup), "\(path) \(markup)")
            }
        }
    }

    @Test func `a search finds whole names first, then their ends, then parts`() throws {
        let schema = try Schema(
            sdl: """
                type Query { order: Order orders: [Order!] reorder: Int }
                type Order { order: Int customer: Int }
                """)
        let site = DocumentationSite(
            schema: schema, view: .all, terms: SiteTerms(audience: "ALL", costMax: 1))
        let page = try #require(site.page(at: "/docs/search", search: " ORDER ")).text
        let link = try Regex(#"<li><a href="([^"]*)"><code>"#, as: (Substring, Substring).self)

        #expect(
            page.matches(of: link).map { String($0.1) } == [
                "/docs/types/Order", "/docs/queries/order", "/docs/types/Order#order",
                "/docs/types/Order#customer", "/docs/queries/orders", "/docs/queries/reorder",
            ])
        #expect(try #require(site.page(at: "/docs/search", search: "zzz")).text.contains("No name"))
    }

    @Test func `what lies beside the pages is not there`() throws {
        let site = try #require(try ProductSites.site(of: "ORG_ADMIN")).site
        for path in [
            "/docs/", "/docs/types/", "/docs/types/Query", "/docs/types/__Schema", "/docs/queries/__schema",
            "/docs/queries/__typename", "/docs/guides/none", "/docs/types/Order/x", "/other", "", "/",
            "/docs/../docs",
        ] { #expect(site.page(at: path) == nil, "\(path)") }
    }
}
