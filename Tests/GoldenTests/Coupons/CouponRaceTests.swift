import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Many want the last uses of a coupon at once: never one too many, and nobody hears of the database's
/// troubles.
@Suite(.database(World.template))
struct CouponRaceTests {
    private static let roundCount = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 1000 : 3
    private static let clientCount = 32

    @Test
    func `of 32 who order with a coupon that has three uses three do, and the last is given back once`()
        async throws
    {
        let world = try World(connections: 8)
        for round in 1...Self.roundCount {
            _ = await world.run(CouponActs.create("RACE-\(round)", CouponActs.percentage + ", useMax: 3"))
            // Each has a key of its own.
            let orders = (0..<Self.clientCount).map { _ in
                CouponActs.order("\"race-\(round)\"", lines: CouponActs.portion)
            }
            let answers = await Self.atOnce(orders, world)

            let winners = answers.filter { $0.contains(#""userErrors":[]"#) }
            #expect(winners.count == 3, "round \(round)")
            #expect(answers.allSatisfy { !$0.contains(#""errors""#) }, "round \(round): \(answers)")
            let cancels = winners.flatMap { winner in
                let id = World.firstID(.order, in: winner)
                return (1...3).map { _ in
                    OrderLineTests.document("orderCancel", "id: \"\(id)\", reason: \"Cold\"")
                }
            }
            _ = await Self.atOnce(cancels, world)
            #expect(try await Self.used("RACE-\(round)") == ["0"], "round \(round)")
        }
        #expect(
            try await World.texts("SELECT status || count(*) FROM coupon_redemptions GROUP BY status")
                == ["RELEASED\(3 * Self.roundCount)"])
    }

    @Test
    func `of 32 orders of one customer as many have a coupon as the customer may`() async throws {
        let world = try World(connections: 8)
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name)
            VALUES ('\(World.uuid(901))', '\(World.uuid(1))', 'Rosa')
            """)
        for round in 1...Self.roundCount {
            let code = "MINE-\(round)"
            _ = await world.run(CouponActs.create(code, CouponActs.percentage + ", customerUseMax: 2"))
            let orders = (0..<Self.clientCount).map { _ in
                CouponActs.order(
                    "\"\(code)\"", lines: CouponActs.portion,
                    more: ", customerId: \"\(World.id(.customer, 901))\"")
            }
            let answers = await Self.atOnce(orders, world)
            #expect(answers.count { $0.contains(#""userErrors":[]"#) } == 2, "round \(round)")
            #expect(try await Self.used(code) == ["2"], "round \(round)")
        }
    }

    @Test
    func `case 26: two tables send carts with the last use of a coupon at once, and one succeeds`()
        async throws
    {
        let world = try World(connections: 4)
        for round in 1...Self.roundCount {
            let code = "LAST-\(round)"
            _ = await world.run(CouponActs.create(code, CouponActs.percentage + ", useMax: 1"))
            var submits: [String] = []
            for table in 1...2 {
                let made = await world.run(
                    """
                    mutation { cartCreate(input: { branchId: "\(World.id(.branch, 11))", type: TAKEAWAY,
                      deviceKey: "\(round) \(table)" }) { cart { id } userErrors { message } } }
                    """, role: "WAITER", branches: [11], member: 404
                ).text
                let cart = World.firstID(.cart, in: made)
                _ = await world.run(World.cartLinesAdd(cart, CouponActs.portion))
                let applied = await world.run(CouponActs.apply(cart, code)).text
                #expect(applied.contains(#""total":{"amountMinor":3360}"#), "\(applied)")
                submits.append(World.cartSubmit(cart, total: 3360, key: "\(round) \(table)"))
            }
            let answers = await Self.atOnce(submits, world)

            for outcome in [#""status":"SUBMITTED""#, "COUPON_NOT_APPLICABLE"] {
                #expect(answers.count { $0.contains(outcome) } == 1, "round \(round): \(answers)")
            }
        }
        #expect(try await World.texts("SELECT count(*) FROM orders") == ["\(Self.roundCount)"])
    }

    /// What a coupon counts.
    private static func used(_ code: String) async throws -> [String] {
        try await World.texts(
            "SELECT used_count FROM coupons JOIN coupon_counts USING (id) WHERE code = '\(code)'")
    }

    /// Answers to requests that start at once.
    private static func atOnce(_ requests: [String], _ world: World) async -> [String] {
        await withTaskGroup(of: String.self) { tasks in
            for request in requests {
                tasks.addTask {
                    await world.run(request, role: "BRANCH_MANAGER", branches: [11], member: 404).text
                }
            }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
    }
}
