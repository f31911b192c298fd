import Foundation
import Testing

@testable import Server

/// Who may only run imported documents is held to that by every way to the engine.
@Suite(.serialized, .tags(.slow)) struct TrustedOnlyTests: ServingSuite {
    private static let imported = "query Who { viewer { role } }"
    private static let own = "{ viewer { role } }"

    /// Each way to send a document that was not imported.
    private func refusedWays(_ world: ServedWorld, _ key: String) async throws -> [ServedAnswer] {
        let body = try JSONSerialization.data(withJSONObject: ["query": Self.own])
        let hash = DocumentHash.of(Array(Self.own.utf8))
        let named = Data(
            #"{"query":"\#(Self.own)","extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}}"#
                .utf8)
        let query = try #require(Self.own.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        return [
            try await world.ask(body, bearer: key), try await world.ask(body, method: "QUERY", bearer: key),
            try await world.ask(nil, method: "GET", target: "/graphql?query=\(query)", bearer: key),
            try await world.ask(body, bearer: key, ["Accept": "multipart/mixed, application/json"]),
            try await world.ask(named, bearer: key),
        ]
    }

    private func importDocument(into world: ServedWorld) async throws -> String {
        let hash = DocumentHash.of(Array(Self.imported.utf8))
        try await world.sql(
            """
            INSERT INTO persisted_documents (id, organization_id, hash, document)
            VALUES (gen_random_uuid(), '\(try world.tenant)', '\(hash)', '\(Self.imported)')
            """)
        return hash
    }

    @Test func `a key that says so runs imported documents alone, by every way`() async throws {
        try await serving { world in
            let key = try await world.addKey(trustedDocumentsOnly: true)
            let free = try await world.addKey()
            let hash = try await importDocument(into: world)

            for refused in try await refusedWays(world, key) {
                #expect(refused.status == 422 || refused.status == 200, "\(refused)")
                #expect(refused.body.contains(#""code":"DOCUMENT_NOT_TRUSTED""#), "\(refused)")
                #expect(!refused.body.contains("INTEGRATOR"))
            }
            // What somebody else has sent by hash is not imported by that.
            for taken in try await refusedWays(world, free) {
                #expect(taken.body.contains(#""role":"INTEGRATOR""#), "\(taken)")
            }
            let sent = DocumentHash.of(Array(Self.own.utf8))
            let byHash = Data(
                #"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(sent)"}}}"#.utf8)
            #expect(try await world.ask(byHash, bearer: free).body.contains("INTEGRATOR"))
            #expect(
                try await world.ask(byHash, bearer: key).body.contains("PERSISTED_QUERY_NOT_SUPPORTED"))

            let byID = Data(#"{"documentId":"sha256:\#(hash)"}"#.utf8)
            let target = "/graphql?documentId=sha256%3A\(hash)"
            for answer in [
                try await world.ask(byID, bearer: key),
                try await world.ask(byID, method: "QUERY", bearer: key),
                try await world.ask(nil, method: "GET", target: target, bearer: key),
                try await world.ask(byID, bearer: key, ["Accept": "multipart/mixed, application/json"]),
            ] {
                #expect(answer.body.contains(#""role":"INTEGRATOR""#), "\(answer)")
            }
        }
    }
}
