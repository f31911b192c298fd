import Documentation
import Foundation
import GraphQLSchema
import Testing

/// Versions of the schema that were given out, and what became of them.
@Suite struct ReleaseTests {
    @Test func `nothing that was given out is broken`() throws {
        let folder = Repository.path("Config/releases")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let latest = try Schema(sdl: Repository.text("Config/releases/\(try #require(files.last))"))
        let breaking = latest.changes(to: try ProductSites.schema.get()).filter { $0.severity == .breaking }
        // Where it has to be: deprecate first, then keep a new version (`comanda schema print --bare`).
        #expect(breaking.map(\.description) == [])
    }

    @Test func `the page tells each reader the changes of what they see, and who sees all what is gone`()
        throws
    {
        let old = try Schema(sdl: "type Query { a: Int gone: Int } union U = Query")
        let new = try Schema(
            sdl: """
                type Query { a(b: Int): Int c: Int secret: Secret }
                type Secret { d: Int }
                union U = Query | Secret
                """)
        let query = try #require(new.type(named: "Query"))
        let visible = try ["a", "c"].map { try #require(new.field(named: $0, of: query)) }
        func page(_ view: SchemaView, all: Bool) throws -> String {
            let terms = SiteTerms(
                audience: "x", costMax: 1,
                releases: { SchemaRelease.releases([("2026-01-01", old)], before: new) }, seesEverything: all)
            let site = DocumentationSite(schema: new, view: view, terms: terms)
            return try #require(site.page(at: "/docs/changes")).text
        }

        let part = try page(SchemaView(of: new, visible), all: false)
        #expect(part.contains("Since 2026-01-01"))
        #expect(part.contains("Query.a(b:)") && part.contains("Query.c"))
        #expect(!part.contains("ecret") && !part.contains("gone"))
        let whole = try page(.all, all: true)
        #expect(whole.contains("Query.gone") && whole.contains("Query.secret"))
    }

    @Test func `versions are held against those behind them, the latest first`() throws {
        let versions = try ["a: Int", "a: Int b: Int"].map { try Schema(sdl: "type Query { \($0) }") }
        let releases = SchemaRelease.releases(
            [("1", versions[0]), ("2", versions[1])],
            before: try Schema(sdl: "type Query { \"Told.\" a: Int b: Int c: Int }"))

        #expect(releases.map(\.name) == ["2", "1"])
        #expect(releases.map { $0.changes.map(\.coordinate) } == [["Query.c"], ["Query.b"]])
    }
}
