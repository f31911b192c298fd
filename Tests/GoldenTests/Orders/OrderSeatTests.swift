import Restaurant
import TestSupport
import Testing

/// Where an order is eaten: its table is occupied with the confirmation, and may become another.
@Suite(.database(World.template))
struct OrderSeatTests {
    private static let order = "orderId: \"\(OrderRows.id())\""

    private func transfer(_ world: World, to table: Int, branches: [Int] = [11]) async -> String {
        await world.run(
            """
            mutation { orderTransferTable(input: { \(Self.order), tableId: "\(World.id(.table, table))" }) {
              order { table { label status } session { status } }
              userErrors { field ... on OrderUserError { code } } } }
            """, role: "WAITER", branches: branches, member: 404
        ).text
    }

    @Test
    func `a confirmed order occupies its table`() async throws {
        let world = try World()
        try await OrderRows.order(7000)
        let (text, _) = await world.run(
            """
            mutation { orderConfirm(input: { id: "\(OrderRows.id())" }) { order { table { status } } } }
            """)
        #expect(text.contains(#""table":{"status":"OCCUPIED"}"#), "\(text)")
    }

    @Test
    func `an order that changes tables joins the session there`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")

        let moved = await transfer(world, to: 1002)
        let again = await transfer(world, to: 1002)
        let elsewhere = await transfer(world, to: 1101)
        let foreign = await transfer(world, to: 1201)

        #expect(
            moved.contains(
                #""order":{"table":{"label":"T2","status":"OCCUPIED"},"session":{"status":"ACTIVE"}}"#),
            "\(moved)")
        #expect(again.contains("CONFLICT"), "\(again)")
        #expect(elsewhere == foreign)
        #expect(foreign.contains(#"{"field":["input","tableId"],"code":"NOT_FOUND"}"#), "\(foreign)")
    }
}
