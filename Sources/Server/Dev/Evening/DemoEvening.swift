import Foundation
import Logging

/// A busy evening in a branch of the demonstration, played through the API: guests at tables, carts, and
/// orders in every state.
struct DemoEvening: Sendable {
    /// How far the evening has come at a table.
    enum Stage: Int, CaseIterable, Sendable {
        case choosing
        case ordered
        case confirmed
        case cooking
        case ready
        case served
        case partlyPaid
        case paid
        case canceled
    }

    private struct Named: Decodable {
        let id: String
    }

    private struct Placed: Decodable {
        struct Total: Decodable {
            let amountMinor: Int64
        }

        let id: String
        let number: Int
        let total: Total
    }

    private struct Screen: Decodable {
        struct Tickets: Decodable {
            let nodes: [Ticket]
        }

        struct Ticket: Decodable {
            let id: String
            let orderNumber: Int
        }

        let kitchenTickets: Tickets
    }

    let engine: DemoEngine
    /// The branch's public id.
    let branch: String
    let logger: Logger

    /// Plays it. What the rules refuse at one table is logged and leaves the others alone: the menu may be
    /// closed at this hour.
    func play() async {
        do {
            let menu = try await engine.ask(DemoMenu.query(branch: branch), as: DemoMenu.self)
            let items = menu.offered
            guard !items.isEmpty else {
                logger.info("no evening in \(branch): nothing is sold at this hour")
                return
            }
            // Every fourth table stays free.
            let tables = menu.tables.nodes.filter { $0.status == "AVAILABLE" }.enumerated()
                .filter { $0.offset % 4 != 3 }.map(\.element)
            for (number, table) in tables.enumerated() {
                let stage = Stage.allCases[number % Stage.allCases.count]
                await play(stage, number, at: table, items)
            }
        } catch {
            logger.warning("no evening in \(branch): \(error)")
        }
    }

    private func play(_ stage: Stage, _ number: Int, at table: DemoMenu.Table, _ items: [DemoMenu.Item]) async
    {
        do {
            if stage == .choosing {
                try await fillCart(at: table, lines(number, items))
            } else {
                try await order(until: stage, at: table, lines(number, items))
            }
        } catch {
            logger.warning("the evening at \(table.id) stopped: \(error)")
        }
    }

    /// Two lines of the menu, others at each table.
    private func lines(_ number: Int, _ items: [DemoMenu.Item]) -> String {
        let lines = [0, 1].map { place in
            let item = items[(number * 2 + place) % items.count]
            let selections = DemoMenu.selections(item.modifierGroups) ?? "[]"
            return "{ itemId: \"\(item.id)\", quantity: \"\(place + 1)\", selections: \(selections) }"
        }
        return "[\(lines.joined(separator: ", "))]"
    }

    private func fillCart(at table: DemoMenu.Table, _ lines: String) async throws {
        let session = try await engine.run(
            "tableSessionStart", "tableId: \"\(table.id)\", guestName: \"Ana\", guestCount: 2",
            node: "session { id }", as: Named.self)
        let cart = try await engine.run(
            "cartCreate", "branchId: \"\(branch)\", sessionId: \"\(session.id)\"", node: "cart { id }",
            as: Named.self)
        _ = try await engine.run(
            "cartLinesAdd", "cartId: \"\(cart.id)\", lines: \(lines)", node: "cart { id }", as: Named.self)
    }

    private func order(until stage: Stage, at table: DemoMenu.Table, _ lines: String) async throws {
        let input = """
            branchId: "\(branch)", type: DINE_IN, source: WAITER_APP, tableId: "\(table.id)", \
            guestCount: 2, lines: \(lines), idempotencyKey: "the evening's \(UUID().uuidString)"
            """
        let order = try await engine.run(
            "orderCreate", input, node: "order { id number total { amountMinor } }", as: Placed.self)
        guard stage != .ordered else { return }
        if stage == .canceled {
            try await change("orderCancel", order, "reason: \"The guests had to leave.\"")
            return
        }
        try await change("orderConfirm", order)
        guard stage != .confirmed else { return }
        for ticket in try await tickets(of: order) {
            try await turn(ticket, "ticketStart")
            if stage != .cooking { try await turn(ticket, "ticketReady") }
        }
        guard stage.rawValue >= Stage.served.rawValue else { return }
        try await change("orderStatusSet", order, "status: SERVED", by: DemoEngine.waiter)
        guard stage.rawValue >= Stage.partlyPaid.rawValue else { return }
        let whole = order.total.amountMinor
        // What is paid whole is completed with that: these branches have it so.
        try await pay(stage == .paid ? whole : whole / 2, for: order)
    }

    private func change(
        _ mutation: String, _ order: Placed, _ more: String = "", by role: String = DemoEngine.manager
    ) async throws {
        _ = try await engine.run(
            mutation, "id: \"\(order.id)\" \(more)", by: role, node: "order { id }", as: Named.self)
    }

    private func turn(_ ticket: Screen.Ticket, _ mutation: String) async throws {
        _ = try await engine.run(
            mutation, "ticketId: \"\(ticket.id)\"", node: "ticket { id }", as: Named.self)
    }

    private func tickets(of order: Placed) async throws -> [Screen.Ticket] {
        let query = "{ kitchenTickets(branchId: \"\(branch)\", first: 100) { nodes { id orderNumber } } }"
        return try await engine.ask(query, as: Screen.self).kitchenTickets.nodes
            .filter { $0.orderNumber == order.number }
    }

    private func pay(_ amountMinor: Int64, for order: Placed) async throws {
        guard amountMinor > 0 else { return }
        _ = try await engine.run(
            "paymentCreate",
            """
            orderId: "\(order.id)", method: CARD, amountMinor: \(amountMinor),
            idempotencyKey: "the evening's \(order.id)"
            """, node: "payment { id }", as: Named.self)
    }
}
