import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// The server is killed between the intent, the provider's answer and the commit: afterwards the sweep makes
/// the provider's books and ours agree.
@Suite(.database(World.template))
struct ProviderKillTests {
    private static let killCount =
        ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 50 : 1

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
                if step.isInDatabase {
                    try await Self.killedInDatabase(&house, number, step)
                } else {
                    house.provider.script([step == .asked ? .heldBefore : .heldAfter])
                    _ = await house.pay(order: 6000 + number)
                    for _ in 0..<1_000 where house.provider.heldCount == 0 {
                        try await Task.sleep(for: .milliseconds(10))
                    }
                    try await house.killAndRestart()
                    house.provider.release()
                }
                try await house.settle()
                #expect(try await house.differences() == [], "\(step), kill \(number)")
            }
        }
        let count = "\(Self.killCount)"
        #expect(try await World.texts("SELECT count(*) FROM payments WHERE status = 'CAPTURED'") == [count])
        #expect(try await World.texts("SELECT DISTINCT paid_minor FROM orders") == ["1000"])
    }

    private static func killedInDatabase(
        _ house: inout ProviderHouse, _ number: Int, _ step: Step
    ) async throws {
        try await hold(at: step)
        // The house is this function's alone meanwhile.
        let before = house
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { holder in
            _ = try await holder.execute(script: "BEGIN; SELECT pg_advisory_xact_lock(1)")
            _ = await before.pay(order: 6000 + number)
            try await waiting()
            try before.server.end()
            _ = try await holder.execute(script: "ROLLBACK")
        }
        try await letGo()
        try await house.restart()
    }
}
