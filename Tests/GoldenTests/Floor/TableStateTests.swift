import Postgres
import Restaurant
import TestSupport
import Testing

/// The state table of tables through the API, and ways that it does not have.
@Suite(.database(World.template))
struct TableStateTests {
    /// One attempt: a table in a state, what is said of it, and what becomes of it.
    struct Attempt: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        var role = "WAITER"
        var input = ""
        /// Whether an order is open there.
        var hasOrder = false
        /// The code of the refusal; nil when it is done.
        var code: String?

        var testDescription: String { "\(from) to \(to) as \(role)\(hasOrder ? " with an order" : "")" }
    }

    private static let force = ", force: true, reason: \"x\""
    private static let states = ["AVAILABLE", "OCCUPIED", "RESERVED", "MAINTENANCE"]
    private static let ways: Set<String> = [
        "AVAILABLE OCCUPIED", "AVAILABLE RESERVED", "AVAILABLE MAINTENANCE", "RESERVED OCCUPIED",
        "RESERVED AVAILABLE", "RESERVED MAINTENANCE", "OCCUPIED AVAILABLE", "MAINTENANCE AVAILABLE",
    ]

    /// Every pair of states: those of the table are done, all others are refused.
    private static let pairs = states.flatMap { from in
        states.map { to in
            Attempt(from: from, to: to, code: ways.contains("\(from) \(to)") ? nil : "CONFLICT")
        }
    }

    private static let guarded = [
        Attempt(from: "OCCUPIED", to: "AVAILABLE", hasOrder: true, code: "MONEY_OWED"),
        Attempt(from: "OCCUPIED", to: "AVAILABLE", input: force, hasOrder: true, code: "MONEY_OWED"),
        Attempt(
            from: "OCCUPIED", to: "AVAILABLE", role: "BRANCH_MANAGER", input: ", force: true",
            hasOrder: true, code: "MONEY_OWED"),
        Attempt(from: "OCCUPIED", to: "AVAILABLE", role: "BRANCH_MANAGER", input: force, hasOrder: true),
    ]

    @Test(arguments: pairs + guarded)
    func `a table goes the ways of its state table and no others`(_ attempt: Attempt) async throws {
        let world = try World()
        try await World.asSuperuser(
            "UPDATE tables SET status = '\(attempt.from)' WHERE id = '\(World.uuid(1001))'")
        if attempt.hasOrder { try await World.placeOrder(1, session: nil, table: 1) }

        let answer = await world.floor(
            "tableStatusSet",
            "tableId: \"\(World.id(.table, 1001))\", status: \(attempt.to)\(attempt.input)",
            "table { status }", as: attempt.role, member: 402)

        #expect(try await World.tableStatus(1) == (attempt.code == nil ? attempt.to : attempt.from))
        #expect(answer.contains(attempt.code ?? #""table":{"status":"\#(attempt.to)"}"#), "\(answer)")
    }

    @Test
    func `a table is not freed while a session is under way, whoever asks`() async throws {
        let world = try World()
        _ = await world.seat(1)

        let answer = await world.floor(
            "tableStatusSet",
            "tableId: \"\(World.id(.table, 1001))\", status: AVAILABLE\(Self.force)", as: "ORG_ADMIN")

        #expect(answer.contains(#"{"field":["input","status"],"code":"SESSION_OPEN"}"#), "\(answer)")
    }
}
