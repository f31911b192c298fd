import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// The server is killed between the intent, the provider's answer and the commit of each act: afterwards the
/// sweep makes the provider's books and ours agree.
@Suite(.database(World.template))
struct ProviderKillTests {
    /// At each step; the acts take turns.
    private static let killCount =
        ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 50 : Act.allCases.count

    /// What the server is about when it dies.
    enum Act: CaseIterable {
        case charge, authorize, capture, void, refund

        /// Where the payment of 1000 stands before; nil where there is none yet.
        var before: String? {
            switch self {
            case .charge, .authorize: nil
            case .capture: "AUTHORIZED"
            case .void, .refund: "CAPTURED"
            }
        }

        /// Where it stands when all is settled.
        var after: String {
            switch self {
            case .charge, .capture: "CAPTURED"
            case .authorize: "AUTHORIZED"
            case .void: "VOIDED"
            case .refund: "PARTIALLY_REFUNDED"
            }
        }

        func ask(_ house: ProviderHouse, order: Int, _ payment: String) async -> String {
            let id = "paymentId: \"\(payment)\""
            return switch self {
            case .charge: await house.pay(order: order).answer
            case .authorize: await house.pay(order: order, 1000, ", authorizeOnly: true").answer
            case .capture: await house.money("paymentCapture", id)
            case .void: await house.money("paymentVoid", "\(id), reason: \"Typo\"")
            case .refund: await house.money("paymentRefund", "\(id), amountMinor: 400, reason: \"Cold\"")
            }
        }
    }

    /// Where the server dies.
    enum Step: String, CaseIterable {
        /// The intent is committed, nobody has asked.
        case intent = "NEW.state = 'SENT' AND OLD.state = 'INTENT'"
        /// The provider has heard it and done nothing.
        case asked
        /// The provider has done it, and not answered.
        case done
        /// The provider has answered, nothing is written.
        case answered = "NEW.state = 'CONFIRMED'"

        /// Whether the database holds the server there, and not the provider.
        var isInDatabase: Bool { self == .intent || self == .answered }
    }

    private static func hold(at step: Step) async throws {
        try await World.asSuperuser(
            """
            CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $gate$
            BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END $gate$;
            CREATE TRIGGER gate BEFORE UPDATE ON provider_requests FOR EACH ROW
              WHEN (\(step.rawValue)) EXECUTE FUNCTION wait_at_gate()
            """)
    }

    private static func letGo() async throws {
        try await World.asSuperuser(
            "DROP TRIGGER gate ON provider_requests; DROP FUNCTION wait_at_gate()")
    }

    /// Returns once somebody waits for a lock.
    private static func waiting() async throws {
        let query = """
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        for _ in 0..<1_000 {
            if try await !World.texts(query).isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nobody waits")
    }

    @Test(arguments: Step.allCases)
    func `a server that is killed on the way leaves nothing that the sweep does not mend`(
        _ step: Step
    ) async throws {
        try await World.orders(Self.killCount)
        try await ProviderHouse.open { house async throws in
            for number in 1...Self.killCount {
                let act = Act.allCases[number % Act.allCases.count]
                var payment = ""
                if let before = act.before {
                    payment = try await house.begin(before, order: 6000 + number)
                }
                let answer = try await Self.kill(&house, at: step) { house in
                    await act.ask(house, order: 6000 + number, payment)
                }
                #expect(answer.contains(#""userErrors":[]"#), "\(act): \(answer)")
                try await house.settle()
                let status = try await World.texts(
                    "SELECT status FROM payments WHERE order_id = '\(World.uuid(6000 + number))'")
                #expect(status == [act.after], "\(act) at \(step), kill \(number)")
                #expect(try await house.differences() == [], "\(act) at \(step), kill \(number)")
            }
            #expect(house.provider.entries.count == 8 * Self.killCount / Act.allCases.count, "each once")
        }
        for promise in EveningPromises.money {
            #expect(try await World.texts(promise.query) == [], "\(promise.name)")
        }
    }

    /// Kills the server at a step of what `ask` asks for, and starts another one.
    private static func kill(
        _ house: inout ProviderHouse, at step: Step, _ ask: (ProviderHouse) async -> String
    ) async throws -> String {
        guard !step.isInDatabase else { return try await killInDatabase(&house, at: step, ask) }
        house.provider.script([step == .asked ? .heldBefore : .heldAfter])
        let answer = await ask(house)
        for _ in 0..<1_000 where house.provider.heldCount == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        try await house.killAndRestart()
        house.provider.release()
        return answer
    }

    private static func killInDatabase(
        _ house: inout ProviderHouse, at step: Step, _ ask: (ProviderHouse) async -> String
    ) async throws -> String {
        try await hold(at: step)
        // The house is this function's alone meanwhile.
        let before = house
        let answer = try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { holder in
            _ = try await holder.execute(script: "BEGIN; SELECT pg_advisory_xact_lock(1)")
            let answer = await ask(before)
            try await waiting()
            try before.server.end()
            _ = try await holder.execute(script: "ROLLBACK")
            return answer
        }
        try await letGo()
        try await house.restart()
        return answer
    }
}
