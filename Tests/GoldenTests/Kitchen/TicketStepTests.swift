import Domain
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// The way of a ticket, as the design's table has it: each row, and everything else refused.
@Suite(.database(World.template))
struct TicketStepTests {
    /// NEW → IN_PROGRESS → READY → BUMPED; BUMPED → READY; a voided one is acknowledged.
    private static let table = [
        "ticketStart": ("NEW", "IN_PROGRESS"), "ticketReady": ("IN_PROGRESS", "READY"),
        "ticketBump": ("READY", "BUMPED"), "ticketRecall": ("BUMPED", "READY"),
        "ticketAcknowledge": ("VOIDED", "VOIDED"),
    ]

    private func fired(_ world: World) async throws -> String {
        try await World.stations()
        try await World.orders()
        _ = try await world.fire(order: 6001)
        return try #require(try await World.tickets().first)
    }

    private func set(_ status: String) async throws {
        try await World.asSuperuser(
            """
            UPDATE kitchen_tickets SET status = '\(status)', acknowledged_at = NULL,
              bumped_at = CASE '\(status)' WHEN 'BUMPED' THEN now() END,
              voided_at = CASE '\(status)' WHEN 'VOIDED' THEN now() END
            """)
    }

    @Test(arguments: ["ticketStart", "ticketReady", "ticketBump", "ticketRecall", "ticketAcknowledge"])
    func `a ticket goes its ways and no others`(_ mutation: String) async throws {
        let world = try World()
        let ticket = try await fired(world)
        let (from, to) = try #require(Self.table[mutation])

        for state in TicketLifecycle.State.allCases {
            try await set(state.rawValue)
            let answer = await world.ticket(mutation, ticket)
            let stands = try await World.texts("SELECT status FROM kitchen_tickets")

            if state.rawValue == from {
                #expect(answer.contains("\"status\":\"\(to)\"") && stands == [to], "\(answer)")
            } else {
                #expect(
                    answer.contains(#"{"field":["input","ticketId"],"code":"CONFLICT"}"#), "\(answer)")
                #expect(stands == [state.rawValue])
            }
        }
    }

    @Test
    func `a ticket's lines follow it, and each step is told`() async throws {
        let world = try World()
        let ticket = try await fired(world)
        func lines() async throws -> [String] {
            try await World.texts("SELECT DISTINCT status FROM order_lines WHERE course = 1")
        }

        _ = await world.ticket("ticketStart", ticket)
        #expect(try await lines() == ["PREPARING"])
        _ = await world.ticket("ticketReady", ticket)
        #expect(try await lines() == ["READY"])
        _ = await world.ticket("ticketBump", ticket)
        let recalled = await world.ticket("ticketRecall", ticket)

        #expect(recalled.contains(#""status":"READY""#), "\(recalled)")
        #expect(try await lines() == ["READY"])
        #expect(
            try await World.texts(
                "SELECT payload ->> 'status' FROM events WHERE type LIKE 'ticket.%' ORDER BY sequence")
                == ["NEW", "IN_PROGRESS", "READY", "BUMPED", "READY"])
        #expect(
            try await World.texts(
                "SELECT id FROM ticket_lines WHERE ready_at IS NULL"
            ).isEmpty)
    }

    @Test
    func `an order follows its tickets: in preparation with the first, ready with the last`() async throws {
        let world = try World()
        let ticket = try await fired(world)
        _ = try await world.fire(order: 6001, courses: [2])
        let all = try await World.tickets()
        let other = try #require(all.first { $0 != ticket })
        func order() async throws -> [String] { try await World.texts("SELECT status FROM orders") }

        _ = await world.ticket("ticketStart", ticket)
        #expect(try await order() == ["PREPARING"])
        _ = await world.ticket("ticketReady", ticket)
        #expect(try await order() == ["PREPARING"])
        _ = await world.ticket("ticketStart", other)
        _ = await world.ticket("ticketReady", other)
        #expect(try await order() == ["READY"])
    }

    @Test
    func `a ticket is recalled for as long as the branch allows`() async throws {
        let world = try World()
        let ticket = try await fired(world)
        try await set("BUMPED")
        try await World.asSuperuser(
            """
            UPDATE branches SET policies = '{"recallMinutes": 5}';
            UPDATE kitchen_tickets SET bumped_at = now() - interval '301 seconds'
            """)

        let late = await world.ticket("ticketRecall", ticket)
        try await World.asSuperuser("UPDATE branches SET policies = '{\"recallMinutes\": 6}'")
        let early = await world.ticket("ticketRecall", ticket)

        #expect(late.contains(#""code":"RECALL_TOO_LATE""#), "\(late)")
        #expect(early.contains(#""userErrors":[]"#), "\(early)")
    }

    @Test
    func `a line is made while its ticket is, and the last one makes the ticket ready`() async throws {
        let world = try World()
        let ticket = try await fired(world)
        let lines = try await World.texts("SELECT id FROM ticket_lines ORDER BY position").compactMap {
            UUIDBytes(text: $0).map { EntityKind.ticketLine.id($0) }
        }
        func ready(_ line: Int) async -> String {
            await world.run(
                """
                mutation { it: ticketLineReady(input: { ticketLineId: "\(lines[line])" }) {
                  ticketLine { status ticket { status } }
                  userErrors { field ... on KitchenUserError { code } } } }
                """, role: "KITCHEN", branches: [11], member: 406
            ).text
        }

        #expect(await ready(0).contains(#"{"field":["input","ticketLineId"],"code":"TICKET_NOT_STARTED"}"#))
        _ = await world.ticket("ticketStart", ticket)
        let first = await ready(0)
        #expect(first.contains(#"{"status":"READY","ticket":{"status":"IN_PROGRESS"}}"#), "\(first)")
        #expect(await ready(0).contains("CONFLICT"))
        try await world.void(order: 6001, lines: [60012])
        #expect(await ready(1).contains("CONFLICT"))
        let last = await ready(2)
        #expect(last.contains(#"{"status":"READY","ticket":{"status":"READY"}}"#), "\(last)")
        #expect(
            try await World.texts("SELECT status FROM order_lines WHERE course = 1 ORDER BY position")
                == ["READY", "PREPARING", "READY"])
    }

    @Test
    func `of two who start a ticket at once one does`() async throws {
        let (one, other) = (try World(), try World())
        let ticket = try await fired(one)

        let answers = try await World.together([
            { await one.ticket("ticketStart", ticket) }, { await other.ticket("ticketStart", ticket) },
        ])

        #expect(answers.filter { $0.contains("CONFLICT") }.count == 1, "\(answers)")
        #expect(answers.filter { $0.contains(#""userErrors":[]"#) }.count == 1, "\(answers)")
    }

    @Test
    func `a step that is sent again with its key is answered alike`() async throws {
        let world = try World()
        let ticket = try await fired(world)

        let first = await world.ticket("ticketStart", ticket, ", idempotencyKey: \"the key of a cook\"")
        let again = await world.ticket("ticketStart", ticket, ", idempotencyKey: \"the key of a cook\"")

        #expect(first.contains(#""userErrors":[]"#))
        #expect(again == first)
    }

    @Test(arguments: ["kitchen_tickets", "order_lines", "events", "audit_log"])
    func `a step that fails anywhere changes nothing`(_ table: String) async throws {
        let world = try World()
        let ticket = try await fired(world)
        try await World.fail(table)

        let failed = await world.ticket("ticketStart", ticket)
        let status = try await World.texts(
            "SELECT status FROM kitchen_tickets UNION SELECT status FROM order_lines WHERE course = 1")
        try await World.heal(table)
        let done = await world.ticket("ticketStart", ticket)

        #expect(failed.contains(#""code":"INTERNAL""#), "\(failed)")
        #expect(Set(status) == ["NEW", "FIRED"])
        #expect(done.contains(#""userErrors":[]"#), "\(done)")
    }

    @Test
    func `a ticket out of reach is not there`() async throws {
        let world = try World()
        let ticket = try await fired(world)
        func start(organization: Int = 1, branches: [Int]?) async -> String {
            await world.run(
                """
                mutation { it: ticketStart(input: { ticketId: "\(ticket)" }) {
                  ticket { id } userErrors { field ... on KitchenUserError { code } } } }
                """, organization: organization, branches: branches
            ).text
        }
        let missing = #"[{"field":["input","ticketId"],"code":"NOT_FOUND"}]"#

        #expect(await start(branches: [12]).contains(missing))
        #expect(await start(organization: 2, branches: nil).contains(missing))
        #expect(try await World.texts("SELECT status FROM kitchen_tickets") == ["NEW"])
        let node = await world.run("{ node(id: \"\(ticket)\") { id } }", organization: 2)
        #expect(node.text.contains("NOT_FOUND"))
    }
}
