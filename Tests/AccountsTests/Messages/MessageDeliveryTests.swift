import Domain
import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Accounts

/// A message is sent if and only if its transaction commits, whatever dies when.
@Suite(.database(AccountWorld.template)) struct MessageDeliveryTests {
    /// Refuses so many messages before it takes one.
    private final class UnwillingSender: MessageSender {
        private let left: Mutex<Int>
        private let taken = Mutex<[AccountMessage]>([])

        init(refusals: Int) {
            left = Mutex(refusals)
        }

        func send(_ message: AccountMessage) async throws(MessageFailure) {
            let refuses = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard !refuses else { throw MessageFailure(reason: "not now") }
            taken.withLock { $0.append(message) }
        }

        var all: [AccountMessage] { taken.withLock { $0 } }
    }

    private func delivery(
        _ world: AccountWorld, _ sender: any MessageSender, _ terms: MessageDelivery.Terms = .init()
    ) -> MessageDelivery {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return MessageDelivery(pool: world.service.pool, sender: sender, terms: terms, logger: logger)
    }

    private func ask(_ world: AccountWorld) async throws {
        try await world.register()
        try await world.service.requestPasswordReset(email: "ana@example.com", from: AccountWorld.here)
    }

    @Test func `a message outlives the process that posted it, and its row holds no token`() async throws {
        let first = try await AccountWorld()
        try await ask(first)
        let second = try await AccountWorld()
        let rows = try await first.sql("SELECT to_jsonb(m)::text FROM account_messages AS m")
        let sender = UnwillingSender(refusals: 0)

        try await delivery(second, sender).deliverDue()

        let token = try #require(sender.all.first?.token)
        #expect(
            sender.all.map(\.kind) == [.passwordReset] && sender.all.first?.recipient == "ana@example.com")
        #expect(rows.count == 1 && !rows[0].contains("crs_") && !rows[0].contains("ana@example.com"))
        #expect(try await first.sql("SELECT count(*) FROM account_messages") == ["0"])
        try await second.service.resetPassword(
            with: token.text, to: "nine rivers to cross tonight", from: AccountWorld.here)
        _ = await (first.close(), second.close())
    }

    @Test func `what was not taken is sent again when its time has come, with the same ID`() async throws {
        let world = try await AccountWorld()
        try await ask(world)
        let sender = UnwillingSender(refusals: 2)
        let delivery = delivery(world, sender)
        let id = try await world.sql("SELECT id::text FROM account_messages")

        for round in 0..<4 {
            try await delivery.deliverDue()
            #expect(sender.all.count == (round < 2 ? 0 : 1))
            let waiting = try await world.sql(
                "SELECT next_attempt_at > now() + interval '25 s' FROM account_messages")
            #expect(waiting == (round < 2 ? ["t"] : []))
            try await world.sql("UPDATE account_messages SET next_attempt_at = now()")
        }
        #expect(sender.all.map { "\($0.id)" } == id)
        _ = await world.close()
    }

    @Test func `several processes send each message once`() async throws {
        let worlds = [try await AccountWorld(), try await AccountWorld()]
        for number in 0..<12 { try await worlds[0].register("n\(number)@example.com") }
        for number in 0..<12 {
            try await worlds[0].service.requestPasswordReset(
                email: "n\(number)@example.com", from: AccountClient(address: "203.0.113.\(number)"))
        }
        let sender = UnwillingSender(refusals: 0)
        let deliveries = worlds.map { delivery($0, sender) }

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for delivery in deliveries + deliveries { tasks.addTask { try await delivery.deliverDue() } }
            try await tasks.waitForAll()
        }

        #expect(sender.all.count == 12 && Set(sender.all.map(\.recipient)).count == 12)
        for world in worlds { _ = await world.close() }
    }

    @Test func `a message that is over, or was tried too often, is given up`() async throws {
        let world = try await AccountWorld()
        try await ask(world)
        let sender = UnwillingSender(refusals: .max)
        var terms = MessageDelivery.Terms()
        terms.attemptsMax = 2
        for _ in 0..<3 {
            try await delivery(world, sender, terms).deliverDue()
            try await world.sql("UPDATE account_messages SET next_attempt_at = now()")
        }
        #expect(try await world.sql("SELECT count(*) FROM account_messages") == ["0"])

        try await world.service.requestPasswordReset(email: "ana@example.com", from: AccountWorld.here)
        try await world.sql("UPDATE account_messages SET expires_at = now() - interval '1 s'")
        let late = UnwillingSender(refusals: 0)
        try await delivery(world, late).deliverDue()
        #expect(late.all.isEmpty)
        _ = await world.close()
    }

    @Test func `for an address of nobody as much is written, and nothing is sent`() async throws {
        let world = try await AccountWorld()
        try await world.service.requestPasswordReset(email: "nobody@example.com", from: AccountWorld.here)
        #expect(try await world.sql("SELECT count(*) FROM account_messages") == ["1"])
        #expect(await world.close().isEmpty)
        #expect(try await world.sql("SELECT count(*) FROM account_messages") == ["0"])
    }
}
