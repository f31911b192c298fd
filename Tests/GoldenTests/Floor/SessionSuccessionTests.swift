import Postgres
import Restaurant
import TestSupport
import Testing

/// Parties that change tables or join others.
@Suite(.database(World.template))
struct SessionSuccessionTests {
    private static let done = #""userErrors":[]"#

    private func move(_ world: World, _ session: String, to table: Int) async -> String {
        await world.floor(
            "tableSessionMove",
            "sessionId: \"\(session)\", tableId: \"\(World.id(.table, 1000 + table))\"",
            "session { id status tableLabel guests { name } }")
    }

    @Test
    func `a party moves with its guests and orders to a table that is available`() async throws {
        let world = try World()
        let guest = try #require(try await world.scan(1).0)
        _ = await world.floor("tableSessionApprove", "sessionId: \"\(guest.session)\"")
        try await World.placeOrder(1, session: guest.session, table: 1)
        _ = await world.seat(2)

        let taken = await move(world, guest.session, to: 2)
        let moved = await move(world, guest.session, to: 3)
        let again = await move(world, guest.session, to: 4)

        #expect(taken.contains(#"{"field":["input","tableId"],"code":"TABLE_NOT_AVAILABLE"}"#), "\(taken)")
        #expect(
            moved.contains(#""status":"ACTIVE","tableLabel":"T3","guests":[{"name":"Luz"}]"#), "\(moved)")
        #expect(again.contains("CONFLICT"), "\(again)")
        #expect(try await World.sessionStatus(guest.session) == "MOVED")
        #expect(try await World.tableStatus(1) == "AVAILABLE")
        #expect(try await World.tableStatus(3) == "OCCUPIED")
        let session = try #require(World.value("id", in: moved).flatMap(EntityKind.tableSession.uuid))
        #expect(
            try await World.texts("SELECT session_id || ' ' || table_id FROM orders")
                == ["\(session) \(World.uuid(1003))"])
        #expect(try await World.texts("SELECT status FROM orders") == ["SERVED"])
    }

    @Test
    func `case 12: two sessions become one, and lines and states stay`() async throws {
        let world = try World()
        let first = await world.seat(1)
        let second = await world.seat(2)
        try await World.placeOrder(1, session: first, table: 1, status: "PREPARING")
        try await World.placeOrder(2, session: second, table: 2, status: "CONFIRMED")

        let merged = await world.floor(
            "tableSessionsMerge", "sessionId: \"\(first)\", intoSessionId: \"\(second)\"",
            "session { id guestCount }")
        let itself = await world.floor(
            "tableSessionsMerge", "sessionId: \"\(second)\", intoSessionId: \"\(second)\"")
        let over = await world.floor(
            "tableSessionsMerge", "sessionId: \"\(second)\", intoSessionId: \"\(first)\"")

        #expect(merged.contains(#""session":{"id":"\#(second)","guestCount":2}"#), "\(merged)")
        #expect(itself.contains("INVALID"), "\(itself)")
        #expect(over.contains(#"{"field":["input","intoSessionId"],"code":"SESSION_OVER"}"#), "\(over)")
        #expect(try await World.sessionStatus(first) == "MERGED")
        #expect(try await World.tableStatus(1) == "AVAILABLE")
        #expect(
            try await World.texts("SELECT DISTINCT table_id::text FROM orders") == ["\(World.uuid(1002))"])
        #expect(
            try await World.texts("SELECT status FROM orders ORDER BY number") == ["PREPARING", "CONFIRMED"])
    }

    @Test
    func `two who move to one table at once: one has it`() async throws {
        let world = try World()
        // With a connection of its own.
        let other = try World()
        let first = await world.seat(1)
        let second = await world.seat(2)

        let answers = try await World.together([
            { await move(world, first, to: 3) }, { await move(other, second, to: 3) },
        ])

        #expect(answers.filter { $0.contains(Self.done) }.count == 1, "\(answers)")
        #expect(answers.filter { $0.contains("TABLE_NOT_AVAILABLE") }.count == 1, "\(answers)")
    }
}
