import Documentation
import Testing

/// Guides as readers get them.
@Suite struct GuideTextTests {
    @Test func `a guide shows a part to those alone whom it is for, and what the server says of itself`()
        throws
    {
        let guest = try #require(try ProductSites.site(of: "PUBLIC")).site
        let waiter = try #require(try ProductSites.site(of: "WAITER")).site
        let path = "/docs/guides/idempotency.md"
        #expect(try #require(waiter.page(at: path)).text.contains("orderCreate(input:"))
        #expect(!(try #require(guest.page(at: path)).text.contains("orderCreate")))
        for site in [guest, waiter] {
            for path in site.paths where path.hasPrefix("/docs/guides/") {
                let text = try #require(site.page(at: path)).text
                for rest in ["<!-- if", "<!-- end", "{{", "&lt;!--"] {
                    #expect(!text.contains(rest), "\(path) \(rest)")
                }
            }
        }
        let cost = try #require(waiter.page(at: "/docs/guides/cost")).text
        #expect(cost.contains("<code>graphql.maxDepth</code></td><td>12</td>"))
        #expect(cost.contains("as WAITER, may ask for 100000 at once"))
    }

    @Test func `the index for programs lists guides, files and root fields, each with a link`() throws {
        let site = try #require(try ProductSites.site(of: "PUBLIC")).site
        let index = try #require(site.page(at: "/llms.txt")).text
        #expect(index.hasPrefix("# Comanda"))
        for line in ["](/docs/guides/start.md)", "](/docs/schema.graphql)", "](/docs/queries/publicMenu)"] {
            #expect(index.contains(line), "\(line)")
        }
        #expect(index == site.page(at: "/docs/llms.txt")?.text)
    }
}
