import Accounts
import Foundation
import Postgres
import Restaurant
import Testing

@testable import Server

/// Answers in payloads, over sockets and streams of events of the whole server.
@Suite(.serialized, .tags(.slow)) struct DeferredAnswerTests: ServingSuite {
    /// A branch at once, its tables and menus later.
    private static let document = """
        query { branches(first: 1) { nodes {
          name ... @defer(label: "later") { tables(first: 2) { nodes { label } } } } } }
        """

    private func bearer(_ world: ServedWorld, _ role: String = "WAITER") async throws -> String {
        try await world.tokens.mint(
            subject: "test", organization: world.organization.id, role: role, branches: nil, id: "1")
    }

    /// The payloads of `next` messages.
    private func payloads(_ messages: [String]) throws -> [[String: Any]] {
        try messages.compactMap { message in
            let object = try JSONSerialization.jsonObject(with: Data(message.utf8)) as? [String: Any]
            return object?["payload"] as? [String: Any]
        }
    }

    /// Whether payloads are one response in parts, whose last one says so.
    private func expectParts(_ payloads: [[String: Any]]) throws {
        #expect(payloads.count == 2, "\(payloads)")
        let first = try #require(payloads.first)
        #expect(Set(first.keys) == ["data", "pending", "hasNext"], "\(first)")
        #expect(first["hasNext"] as? Bool == true)
        let pending = try #require((first["pending"] as? [[String: Any]])?.first)
        #expect(pending["label"] as? String == "later")
        let last = try #require(payloads.last)
        #expect(Set(last.keys) == ["incremental", "completed", "hasNext"], "\(last)")
        #expect(last["hasNext"] as? Bool == false)
        let completed = try #require((last["completed"] as? [[String: Any]])?.first)
        #expect(completed["id"] as? String == pending["id"] as? String)
    }

    @Test func `a socket gets what is deferred in messages of its own, and then the end`() async throws {
        try await serving { world in
            let socket = try await SocketClient.open(port: world.port, bearer: try await bearer(world))
            try socket.subscribe("1", Self.document)
            let messages = await socket.answer(to: "1")

            #expect(messages.last == #"{"id":"1","type":"complete"}"#, "\(messages)")
            try expectParts(try payloads(messages))

            // What is not there, and what the role may not see, is refused as over HTTP.
            try socket.subscribe("2", "{ branches(first: 1) { nodes { ... @defer { nothing } } } }")
            let refused = await socket.answer(to: "2")
            #expect(refused.count == 1)
            #expect(refused.first?.contains("GRAPHQL_VALIDATION_FAILED") == true, "\(refused)")
            let hidden = "{ __typename ... @defer { apiKeys(first: 1) { nodes { id } } } }"
            try socket.subscribe("3", hidden)
            let over = await socket.answer(to: "3").joined()
            let http = try await world.query(hidden, role: "WAITER", accept: "multipart/mixed").body
            #expect(http.contains("Cannot query field"), "\(http)")
            #expect(over.contains("Cannot query field"), "\(over)")
            #expect(!over.contains("apikey_"))
            socket.close()
        }
    }

    @Test func `a stream of events gets it in both modes`() async throws {
        try await serving { world in
            let bearer = try await bearer(world)
            let stream = try EventStreamClient(port: world.port, bearer: bearer, query: Self.document)
            #expect(try await stream.hears("event: complete"))
            try expectParts(try payloads(stream.datas.map { "{\"payload\":\($0)}" }))
            stream.close()

            let reservation = try EventStreamClient(
                port: world.port, head: ["PUT /graphql HTTP/1.1", "Authorization: Bearer \(bearer)"])
            #expect(try await reservation.hears("201 Created"))
            let name = try #require(reservation.text.firstMatch(of: /[a-z0-9]{52}/)).output
            reservation.close()
            let shared = try EventStreamClient(
                port: world.port, head: ["GET /graphql?token=\(name) HTTP/1.1"])
            #expect(try await shared.hears("200 OK"))
            let operation: [String: Any] = ["query": Self.document, "extensions": ["operationId": "1"]]
            let start = try EventStreamClient(
                port: world.port,
                head: [
                    "POST /graphql HTTP/1.1", "Content-Type: application/json",
                    "X-GraphQL-Event-Stream-Token: \(name)",
                ], body: try JSONSerialization.data(withJSONObject: operation))
            #expect(try await start.hears("202 Accepted"), "\(start.text)")
            start.close()
            #expect(try await shared.hears("event: complete\ndata: {\"id\":\"1\"}"), "\(shared.text)")
            try expectParts(try payloads(shared.datas.filter { $0.contains("payload") }))
            shared.close()
        }
    }

    @Test func `what is deferred is loaded no more once its client completes`() async throws {
        try await serving(settings: ServedWorld.patient) { world in
            let socket = try await SocketClient.open(port: world.port, bearer: try await bearer(world))
            try await world.holding("tables") { waits in
                try socket.subscribe("1", Self.document)
                #expect(await socket.messages(2).last?.contains(#""hasNext":true"#) == true)
                #expect(try await waits(true))
                socket.send(#"{"id":"1","type":"complete"}"#)
                #expect(try await waits(false))
                try socket.subscribe("1", "{ branches(first: 1) { nodes { name } } }")
                // Of the first one came what came before, and nothing behind it.
                #expect(await socket.answer(to: "1").count == 3)
                let heard = await socket.messages(4)
                #expect(heard.count == 4, "\(heard)")
                socket.close()
            }
        }
    }

    @Test func `a subscription brings whole results, and says so where it can't be otherwise`() async throws {
        try await serving { world in
            let branch = try #require(world.organization.branches.first?.id)
            let branchID = try #require(EntityKind.branch.uuid(branch))
            let row = try await world.sql(
                "SELECT id FROM tables WHERE branch_id = '\(branchID)' AND status = 'AVAILABLE' LIMIT 1")
            let table = EntityKind.table.id(try #require(UUIDBytes(text: row)))
            let read = try await world.query(
                "{ branch(id: \"\(branch)\") { eventCursor } }", role: "WAITER")
            let cursor = try #require(read.text("eventCursor"), "\(read)")
            let answer = try await world.query(
                """
                mutation { tableStatusSet(input: { tableId: "\(table)", status: MAINTENANCE }) {
                  userErrors { message } } }
                """, role: "BRANCH_MANAGER")
            #expect(answer.body.contains(#""userErrors":[]"#), "\(answer)")
            let socket = try await SocketClient.open(port: world.port, bearer: try await bearer(world))
            func following(_ directive: String) -> String {
                """
                subscription($later: Boolean = true) {
                  tableChanged(branchId: "\(branch)", after: "\(cursor)") {
                    cursor ... \(directive) { table { status } } } }
                """
            }
            try socket.subscribe("1", following("@defer"))
            let refused = await socket.answer(to: "1")
            #expect(refused.first?.contains("cannot be used in a subscription") == true, "\(refused)")

            try socket.subscribe("2", following("@defer(if: $later)"))
            let event = await socket.messages(3).last ?? ""
            #expect(event.hasPrefix(#"{"id":"2","type":"next","payload":{"data":"#), "\(event)")
            #expect(event.contains(#""table":{"status":"MAINTENANCE"}"#), "\(event)")
            #expect(!event.contains("hasNext"), "\(event)")
            socket.close()
        }
    }
}
