import Accounts
import Foundation
import Postgres
import Restaurant
import Testing

@testable import Server

/// What happens in a branch reaches whoever follows it over HTTP, as long as they may.
@Suite(.serialized, .tags(.slow)) struct LiveServingTests: ServingSuite {
    private struct Table: Sendable {
        let id: String
        let label: String
        let branch: String
    }

    private func table(_ world: ServedWorld) async throws -> Table {
        let branch = try #require(world.organization.branches.first?.id)
        let row = try await world.sql(
            """
            SELECT id || ' ' || label FROM tables WHERE status = 'AVAILABLE'
              AND branch_id = '\(try #require(EntityKind.branch.uuid(branch)))' ORDER BY id LIMIT 1
            """)
        let parts = row.split(separator: " ", maxSplits: 1).map(String.init)
        let id = try #require(parts.first.flatMap { UUIDBytes(text: $0) })
        return Table(
            id: EntityKind.table.id(id), label: try #require(parts.last).trimmingCharacters(in: .newlines),
            branch: branch)
    }

    private func set(_ table: Table, _ status: String, _ world: ServedWorld) async throws {
        let answer = try await world.query(
            """
            mutation { tableStatusSet(input: { tableId: "\(table.id)", status: \(status) }) {
              userErrors { message } } }
            """, role: "BRANCH_MANAGER")
        #expect(answer.body.contains(#""userErrors":[]"#), "\(answer)")
    }

    private func following(_ table: Table, after: String? = nil) -> String {
        let cursor = after.map { ", after: \"\($0)\"" } ?? ""
        return """
            subscription { tableChanged(branchId: "\(table.branch)"\(cursor)) {
              cursor table { label status } } }
            """
    }

    @Test func `a change is heard at once, and by who comes back with a cursor`() async throws {
        try await serving { world in
            let table = try await table(world)
            let bearer = try await world.tokens.mint(
                subject: "test", organization: world.organization.id, role: "WAITER", branches: nil, id: "1")
            // From the beginning: the answer's head comes before the log's is known.
            let stream = try EventStreamClient(
                port: world.port, bearer: bearer, query: following(table, after: "0"))
            #expect(try await stream.hears("200 OK"))

            try await set(table, "MAINTENANCE", world)
            #expect(
                try await stream.hears(#""label":"\#(table.label)","status":"MAINTENANCE""#), "\(stream.text)"
            )
            stream.close()
            try await set(table, "AVAILABLE", world)

            let cursor = try #require(stream.text.firstMatch(of: /"cursor":"([0-9]+)"/)?.1)
            let again = try EventStreamClient(
                port: world.port, bearer: bearer, query: following(table, after: String(cursor)))
            #expect(try await again.hears(#""status":"AVAILABLE""#), "\(again.text)")
            #expect(!again.text.contains("MAINTENANCE"))
            again.close()

            // As a browser does it, which keeps the document and says what it has heard.
            let id = try #require(stream.text.firstMatch(of: /id: ([0-9]+)\n/)?.1)
            let browser = try EventStreamClient(
                port: world.port, bearer: bearer, query: following(table, after: "0"), lastEventID: String(id)
            )
            #expect(try await browser.hears(#""status":"AVAILABLE""#), "\(browser.text)")
            #expect(!browser.text.contains("MAINTENANCE"))
            browser.close()
        }
    }

    @Test func `a key that is revoked hears no more`() async throws {
        try await serving { world in
            let table = try await table(world)
            let made = try await world.query(
                """
                mutation { apiKeyCreate(input: { name: "screen", scopes: ["floor:read"] }) {
                  apiKey { id } secret } }
                """, role: "ORG_ADMIN")
            let secret = try #require(made.body.firstMatch(of: /"secret":"([^"]+)"/)?.1)
            let key = try #require(made.body.firstMatch(of: /"id":"([^"]+)"/)?.1)
            let stream = try EventStreamClient(
                port: world.port, bearer: String(secret), query: following(table))
            #expect(try await stream.hears("200 OK"))
            try await set(table, "MAINTENANCE", world)
            #expect(try await stream.hears("MAINTENANCE"), "\(stream.text)")

            _ = try await world.query(
                "mutation { apiKeyRevoke(input: { apiKeyId: \"\(key)\" }) { userErrors { message } } }",
                role: "ORG_ADMIN")
            #expect(try await stream.ends(), "\(stream.text)")
            try await set(table, "AVAILABLE", world)
            #expect(!stream.text.contains(#""status":"AVAILABLE""#))
            stream.close()
        }
    }
}
