import Documentation
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

/// Whoever copies an operation from a page has one that runs.
@Suite struct ExampleTests {
    /// The documents in the code of a page, as a browser would hand them out.
    static func operations(in html: String) throws -> [String] {
        let block = try Regex(
            "<code>((?:query|mutation|subscription) [^<]*)</code>", as: (Substring, Substring).self)
        return html.matches(of: block).map { match in
            String(match.1).replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        }
    }

    static func problems(_ text: String, _ schema: Schema, _ view: SchemaView) -> [String] {
        do throws(SyntaxError) {
            let document = try Parser.parse(Array(text.utf8))
            return validate(document, on: schema, view: view, limits: .unlimited).map(\.message)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `each root field's page has an operation that is valid for who sees the page`() throws {
        let schema = try ProductSites.schema.get()
        for site in try ProductSites.all.get() {
            let pages = site.site.paths.filter { path in
                ["/docs/queries/", "/docs/mutations/", "/docs/subscriptions/"].contains { path.hasPrefix($0) }
            }
            for path in pages {
                let page = try #require(site.site.page(at: path))
                let operations = try Self.operations(in: page.text)
                #expect(operations.count == 1, "\(site.role) \(path)")
                for operation in operations {
                    #expect(
                        Self.problems(operation, schema, site.view) == [], "\(site.role) \(path) \(operation)"
                    )
                }
            }
        }
    }

    @Test func `the operations of guides are valid for everybody to whom they are shown`() throws {
        let schema = try ProductSites.schema.get()
        var count = 0
        for site in try ProductSites.all.get() {
            for path in site.site.paths where path.hasPrefix("/docs/guides/") && !path.hasSuffix(".md") {
                for operation in try Self.operations(in: try #require(site.site.page(at: path)).text) {
                    // What stands for anything in a line of a shell.
                    guard !operation.contains("…") else { continue }
                    count += 1
                    #expect(Self.problems(operation, schema, site.view) == [], "\(site.role) \(path)")
                }
            }
        }
        #expect(count > 30)
    }

    @Test func `an example takes what is required, says what it costs, and leaves out what is deprecated`()
        throws
    {
        let schema = try Schema(
            sdl: """
                type Query { find(id: ID!, how: How!, most: Int): Thing old: Int @deprecated }
                "A thing." type Thing { id: ID! old: Int @deprecated parts: [Thing!]! maker: Maker! }
                type Maker { name: String! things(first: Int! = 7): ThingConnection! }
                type ThingConnection { nodes: [Thing!]! pageInfo: PageInfo! }
                type PageInfo { hasNextPage: Boolean! }
                input How { at: Moment! kind: Kind! note: String deeper: [How!] }
                enum Kind { FIRST SECOND }
                "As in `2026-03-01`." scalar Moment
                """)
        let site = DocumentationSite(
            schema: schema, view: .all, terms: SiteTerms(audience: "ALL", costMax: 9))
        let page = try #require(site.page(at: "/docs/queries/find")).text

        #expect(
            try Self.operations(in: page) == [
                """
                query Find($id: ID!, $how: How!) {
                  find(id: $id, how: $how) {
                    id
                    maker { name }
                  }
                }
                """
            ])
        #expect(page.contains("&quot;at&quot;: &quot;2026-03-01&quot;"))
        #expect(page.contains("It may cost 2 of the 9"))
    }
}
