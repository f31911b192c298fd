import Foundation
import TestSupport
import Testing

@testable import Restaurant

/// A screen of the kitchen that lost its connection.
@Suite(.database(World.template), .timeLimit(.minutes(2)))
struct KitchenAwayTests {
    private static func tickets(after cursor: String? = nil) -> String {
        let after = cursor.map { ", after: \"\($0)\"" } ?? ""
        return """
            subscription { kitchenTicketChanged(branchId: "\(World.id(.branch, 11))"\(after)) {
              cursor ticket { id status } } }
            """
    }

    @Test
    func `case 17: what happened while a screen was away it hears then, each once and in order`() async throws
    {
        try await LiveWorld.serving { live in
            let world = live.world
            try await World.stations()
            try await World.orders(2)
            _ = try await world.fire(order: 6001)
            _ = try await world.fire(order: 6002)
            let ids = try await World.tickets()
            try #require(ids.count == 2)
            let screen = try await live.subscribe(Self.tickets(), role: "KITCHEN")
            _ = await world.ticket("ticketStart", ids[0])
            let seen = try #require(await screen.text())
            let cursor = try #require(World.value("cursor", in: seen), "\(seen)")
            screen.cancel()

            _ = await world.ticket("ticketReady", ids[0])
            _ = await world.ticket("ticketBump", ids[0])
            _ = await world.ticket("ticketRecall", ids[0])
            _ = await world.ticket("ticketStart", ids[1])
            let (canceled, _) = await world.run(
                """
                mutation { orderCancel(input: { id: "\(World.id(.order, 6002))", reason: "left" }) {
                  order { status } userErrors { message } } }
                """, role: "BRANCH_MANAGER", branches: [11], member: 402)
            let back = try await live.subscribe(Self.tickets(after: cursor), role: "KITCHEN")
            var heard: [String] = []
            for _ in 0..<5 { heard.append(try #require(await back.text())) }
            _ = await world.ticket("ticketBump", ids[0])
            heard.append(try #require(await back.text()))

            #expect(canceled.contains(#""status":"CANCELED""#), "\(canceled)")
            #expect(
                heard.map { World.value("cursor", in: $0) ?? $0 }
                    == (try await World.texts(
                        """
                        SELECT sequence FROM events
                        WHERE entity_kind = 'ticket' AND sequence > \(cursor) ORDER BY sequence
                        """)))
            #expect(heard.count { $0.contains(ids[0]) } == 4, "\(heard)")
            #expect(heard[4].contains(#""status":"VOIDED""#), "\(heard[4])")
        }
    }
}
