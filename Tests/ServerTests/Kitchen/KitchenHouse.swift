import Foundation
import Testing

@testable import Restaurant
@testable import Server

/// A branch whose kitchen gets orders, through the API as everybody sends them.
struct KitchenHouse {
    private struct Answer<Value: Decodable>: Decodable {
        let data: Value
    }

    private struct Tickets: Decodable {
        struct Page: Decodable {
            let nodes: [Ticket]
        }

        let kitchenTickets: Page
    }

    /// A ticket as the API shows it.
    struct Ticket: Decodable {
        let id: String
        let orderNumber: Int
        let status: String
    }

    let world: ServedWorld
    let branch: String
    private let item: DemoMenu.Item

    /// The first branch of a world.
    init(_ world: ServedWorld) async throws {
        self.world = world
        branch = try #require(world.organization.branches.first?.id)
        // The house is open at whatever hour the tests run.
        try await world.sql("DELETE FROM menu_schedules")
        let answer = try await world.query(DemoMenu.query(branch: branch), role: "WAITER")
        let menu = try JSONDecoder().decode(Answer<DemoMenu>.self, from: Data(answer.body.utf8)).data
        item = try #require(menu.offered.first { $0.modifierGroups.isEmpty })
    }

    /// Orders one line, confirmed at once.
    func order(_ instructions: String = "") async throws {
        let note = instructions.isEmpty ? "" : ", instructions: \"\(instructions)\""
        let answer = try await world.query(
            """
            mutation { orderCreate(input: {
              branchId: "\(branch)", type: TAKEAWAY, confirm: true, idempotencyKey: "\(UUID().uuidString)",
              lines: [{ itemId: "\(item.id)", quantity: "2"\(note) }]
            }) { order { status } userErrors { message } } }
            """, role: "WAITER")
        #expect(answer.body.contains(#""userErrors":[]"#), "\(answer.body)")
    }

    /// Takes a ticket a step further.
    func step(_ mutation: String, _ ticket: Ticket) async throws {
        let answer = try await world.query(
            """
            mutation { \(mutation)(input: { ticketId: "\(ticket.id)" }) { userErrors { message } } }
            """, role: "KITCHEN")
        #expect(answer.body.contains(#""userErrors":[]"#), "\(answer.body)")
    }

    /// The tickets on the screen.
    func tickets() async throws -> [Ticket] {
        let answer = try await world.query(
            "{ kitchenTickets(branchId: \"\(branch)\") { nodes { id orderNumber status } } }",
            role: "KITCHEN")
        return try JSONDecoder().decode(Answer<Tickets>.self, from: Data(answer.body.utf8)).data
            .kitchenTickets.nodes
    }

    /// How many events of tickets the branch's log has.
    func ticketEventCount() async throws -> Int {
        let count = try await world.sql(
            "SELECT count(*) FROM events WHERE type LIKE 'ticket.%' AND branch_id = '\(try branchID)'")
        return Int(count) ?? -1
    }

    /// Whether displays have acknowledged all that was told of tickets, at every station; waits for it.
    func isAcknowledged() async throws -> Bool {
        for _ in 0..<400 {
            let isShown = try await world.sql(
                """
                SELECT bool_and(coalesce(d.shown_sequence, 0) >= (SELECT max(sequence) FROM events
                  WHERE branch_id = s.branch_id AND type LIKE 'ticket.%'))
                FROM stations AS s LEFT JOIN station_displays AS d ON d.id = s.id
                WHERE s.branch_id = '\(branchID)'
                """)
            if isShown == "t" { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    /// The branch in the database.
    var branchID: String {
        get throws { "\(try #require(EntityKind.branch.uuid(branch)))" }
    }

    /// A secret that reads this kitchen, with the key's id.
    func key() async throws -> (secret: String, id: String) {
        let made = try await world.query(
            """
            mutation { apiKeyCreate(input: {
              name: "screen", scopes: ["kitchen:read", "branches:read"]
            }) { apiKey { id } secret } }
            """, role: "ORG_ADMIN")
        let answer = ServedAnswer(status: made.status, retryAfter: nil, allow: nil, body: made.body)
        return (try #require(answer.text("secret")), try #require(answer.text("id")))
    }
}
