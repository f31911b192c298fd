import Accounts
import Foundation
import Postgres
import Restaurant
import Synchronization
import Testing

@testable import Server

/// A right that is taken away while requests are under way ends within five seconds, for good.
@Suite(.serialized, .tags(.slow)) struct RightsUnderLoadTests: ServingSuite {
    private static let user = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0302)
    private static let member = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0402)

    /// When requests began, and whether they were served.
    private final class Record: Sendable {
        private let asked = Mutex<[(start: ContinuousClock.Instant, isServed: Bool)]>([])

        func note(_ start: ContinuousClock.Instant, isServed: Bool) {
            asked.withLock { $0.append((start, isServed)) }
        }

        func count(from start: ContinuousClock.Instant, isServed: Bool) -> Int {
            asked.withLock { $0.count { $0.start >= start && $0.isServed == isServed } }
        }

        func count(before end: ContinuousClock.Instant, isServed: Bool) -> Int {
            asked.withLock { $0.count { $0.start < end && $0.isServed == isServed } }
        }
    }

    /// Asks without a pause from eight callers, takes the right away, and goes on two seconds beyond five.
    private func ask(
        _ world: ServedWorld, _ question: String, bearer: String, for answer: String, then act: String
    ) async throws {
        let record = Record()
        let end = try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<8 {
                tasks.addTask {
                    while !Task.isCancelled {
                        let start = ContinuousClock.now
                        let reply = try await world.ask(question, bearer: bearer)
                        record.note(start, isServed: reply.status == 200 && reply.body.contains(answer))
                    }
                }
            }
            try await Task.sleep(for: .seconds(1))
            _ = try await world.sql(act)
            let end = ContinuousClock.now
            try await Task.sleep(for: .seconds(7))
            tasks.cancelAll()
            while let result = await tasks.nextResult() {
                if case .failure(let error) = result { throw error }
            }
            return end
        }

        #expect(record.count(before: end, isServed: true) > 8)
        #expect(record.count(from: end + .seconds(5), isServed: true) == 0)
        #expect(record.count(from: end + .seconds(5), isServed: false) > 8)
    }

    @Test func `a role`() async throws {
        try await serving { world in
            _ = try await world.sql(
                """
                INSERT INTO users (id, email, display_name)
                VALUES ('\(Self.user)', 'eva@example.com', 'Eva');
                INSERT INTO members (id, organization_id, user_id, role)
                VALUES ('\(Self.member)', '\(try world.tenant)', '\(Self.user)', 'ORG_ADMIN')
                """)
            let token = try await world.tokens.mint(
                subject: EntityKind.user.id(Self.user), organization: world.organization.id,
                role: "ORG_ADMIN", branches: nil, version: 1, id: "1")
            try await ask(
                world, "{ apiKeys { nodes { id } } }", bearer: token, for: #"{"data":{"apiKeys":"#,
                then: "UPDATE members SET role = 'WAITER' WHERE id = '\(Self.member)'")
        }
    }

    @Test func `a key`() async throws {
        try await serving { world in
            var generator = SystemRandomNumberGenerator()
            let secret = APIKeySecret(using: &generator)
            let hash = APIKeySecret.hash(of: secret.text).map {
                String(UInt16($0) | 0x100, radix: 16).dropFirst()
            }.joined()
            _ = try await world.sql(
                """
                INSERT INTO api_keys (id, organization_id, name, prefix, key_hash, scopes)
                VALUES (gen_random_uuid(), '\(try world.tenant)', 'Till', '\(secret.prefix)', '\\x\(hash)',
                  '{taxes:read}')
                """)
            try await ask(
                world, "{ taxClasses { name } }", bearer: secret.text, for: #"{"data":{"taxClasses":"#,
                then: "UPDATE api_keys SET revoked_at = now()")
        }
    }
}
