import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Many clients that send the same writes at once to two processes: each key has one effect and one answer.
@Suite(.database(World.template))
struct KeyStormTests {
    private static let isFull = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1"
    private static let keyCount = isFull ? 10_000 : 24
    /// Of each process.
    private static let clientCount = isFull ? 20 : 5
    /// Keys that are sent at the same time.
    private static let width = 4

    /// One answer, as it came in the end.
    private struct Outcome: Sendable {
        let key: Int
        /// Without what tells a replay.
        let body: String
        let isReplay: Bool
    }

    /// Runs `body` over two servers.
    private func withServers(_ body: ([ServerProcess]) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "keys-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try await ServerProcess.start("first", in: folder)
        defer { try? first.end() }
        let second = try await ServerProcess.start("second", in: folder)
        defer { try? second.end() }
        try await body([first, second])
    }

    private static func payment(_ number: Int) -> String {
        """
        mutation { it: paymentCreate(input: { orderId: "\(World.id(.order, 6000 + number))", method: CARD,
          amountMinor: 100, idempotencyKey: "a key of many: \(number)" }) {
          payment { id version createdAt } userErrors { message } } }
        """
    }

    /// Sends until there is an answer: whoever is told to come again comes again.
    private static func outcome(of key: Int, at server: ServerProcess) async throws -> Outcome {
        let passing = ["IDEMPOTENCY_IN_PROGRESS", "OVERLOADED", "UNAVAILABLE"]
        while true {
            let (status, retryAfter, body) = try await server.send(payment(key), as: "BRANCH_MANAGER")
            guard let code = passing.first(where: { body.contains("\"\($0)\"") }) else {
                let isReplay = body.hasSuffix(World.replayMark)
                let plain = isReplay ? body.dropLast(World.replayMark.count) + "}" : body
                return Outcome(key: key, body: plain, isReplay: isReplay)
            }
            #expect(status == (code == passing[0] ? 409 : 503) && retryAfter == "1", "\(status) \(body)")
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test
    func `ten thousand keys by twenty clients of each of two processes are ten thousand effects`()
        async throws
    {
        try await World.orders(Self.keyCount)
        try await withServers { servers async throws in
            for first in stride(from: 1, through: Self.keyCount, by: Self.width) {
                let keys = first..<min(first + Self.width, Self.keyCount + 1)
                let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { tasks in
                    for server in servers {
                        for _ in 0..<Self.clientCount {
                            for key in keys {
                                tasks.addTask { try await Self.outcome(of: key, at: server) }
                            }
                        }
                    }
                    return try await tasks.reduce(into: [Outcome]()) { $0.append($1) }
                }
                for (key, own) in Dictionary(grouping: outcomes, by: \.key) {
                    #expect(Set(own.map(\.body)).count == 1, "key \(key): \(Set(own.map(\.body)))")
                    #expect(own[0].body.contains(#""userErrors":[]"#), "\(own[0].body)")
                    #expect(own.count { !$0.isReplay } == 1, "key \(key) had more than one effect")
                    #expect(own.count == 2 * Self.clientCount)
                }
            }
        }
        let count = "\(Self.keyCount)"
        #expect(try await World.texts("SELECT count(*) FROM payments") == [count])
        #expect(
            try await World.texts("SELECT count(*) FROM ledger_transfers WHERE kind = 'CAPTURE'") == [count])
        #expect(try await World.texts("SELECT DISTINCT paid_minor FROM orders") == ["100"])
        #expect(try await World.texts("SELECT count(*) FROM idempotency_keys") == [count])
    }

    @Test
    func `over HTTP a key stands in the header as well, and a write without one is a bad request`()
        async throws
    {
        try await World.orders()
        let document = """
            mutation { it: paymentCreate(input: { orderId: "\(World.id(.order, 6001))", method: CARD,
              amountMinor: 100 }) { payment { id } userErrors { message } } }
            """
        try await withServers { servers async throws in
            let key = ["Idempotency-Key": "the-key-of-a-header"]
            let none = try await servers[0].send(document, as: "BRANCH_MANAGER")
            let first = try await servers[0].send(document, as: "BRANCH_MANAGER", headers: key)
            let quoted = ["Idempotency-Key": #""the-key-of-a-header""#]
            let again = try await servers[1].send(document, as: "BRANCH_MANAGER", headers: quoted)

            #expect(none.status == 400 && none.body.contains("IDEMPOTENCY_KEY_REQUIRED"), "\(none)")
            #expect(!none.body.contains(#""data""#))
            #expect(first.status == 200 && first.body.contains(#""userErrors":[]"#), "\(first)")
            #expect(again.body == first.body.dropLast() + World.replayMark, "\(again)")
        }
        #expect(try await World.texts("SELECT count(*) FROM payments") == ["1"])
    }
}
