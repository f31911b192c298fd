import Foundation
import Restaurant
import Testing

@testable import Server

/// A guest's token is worth what the session at the table is.
@Suite(.serialized, .tags(.slow)) struct GuestTokenTests: ServingSuite {
    @Test func `a guest's token ends with the session at the table, within seconds`() async throws {
        try await serving { world in
            let code = try await world.sql(
                "SELECT qr_token FROM tables WHERE organization_id = '\(try world.tenant)' LIMIT 1"
            ).trimmingCharacters(in: .whitespacesAndNewlines)
            let scanned = try await world.graphQL(
                """
                mutation ($c: String!) { tableSessionStart(input: { qrToken: $c }) {
                  pass { accessToken sessionId } } }
                """,
                token: nil, variables: ["c": code])
            let token = try #require(scanned.text("accessToken"), "\(scanned.body)")
            let session = try #require(scanned.text("sessionId"))
            let question = "{ viewer { role } tableSession(id: \"\(session)\") { status } }"

            let waiting = try await world.graphQL(question, token: token)
            _ = try await world.sql("UPDATE table_sessions SET status = 'REJECTED'")
            let isRefused = try await eventually(within: .seconds(5)) {
                try await world.graphQL(question, token: token)
            } is: {
                $0.status == 401
            }

            #expect(waiting.body.contains(#""viewer":{"role":"CUSTOMER"}"#), "\(waiting.body)")
            #expect(waiting.body.contains(#"{"status":"PENDING"}"#), "\(waiting.body)")
            #expect(isRefused)
        }
    }
}
