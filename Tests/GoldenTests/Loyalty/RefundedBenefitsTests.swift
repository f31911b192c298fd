import DataLoader
import Domain
import Postgres
import TestSupport
import Testing

@testable import Restaurant

/// What a refund does to the points and coupons of its order, whoever refunds.
@Suite(.database(World.template))
struct RefundedBenefitsTests {
    /// Refunds so much of an order, all together.
    private func refund(_ world: World, _ order: UUIDBytes, to refundedMinor: Int) async throws {
        try await World.asSuperuser(
            "UPDATE orders SET refunded_minor = \(refundedMinor) WHERE id = '\(order)'")
        let expiry = Expiry(
            action: "paymentRefund", kind: .order, field: "orderId",
            overdue: Statement(
                "refunded",
                """
                SELECT id, created_at FROM orders WHERE organization_id = $1 AND id = '\(order)'
                  AND $2::timestamptz IS NULL AND $3::uuid IS NULL LIMIT $4
                """, parameters: [.uuid, .timestamptz, .uuid, .int4]),
            mutation: LoyaltyMutation.make(keyCount: 1) { (input, session) throws(LoyaltyFailure) in
                let order = try input.requiredUUID("orderId", .order)
                try await OrderBenefits.afterRefund(of: order, in: World.uuid(11), session: session)
                return [order.bytes]
            })
        let count = try await expiry.sweep(
            World.uuid(1), nowSeconds: 1_772_380_800, services: World.services(),
            sessions: TenantSessions(readPool: world.readPool, writePool: world.writePool))
        #expect(count.ended == 1 && count.failed == 0)
    }

    @Test
    func `case 11: points go back pro rata and once; what was spent is owed, and paid by what comes next`()
        async throws
    {
        let world = try World()
        try await LoyaltyActs.begin(world)
        try await LoyaltyActs.complete(3001)
        try await LoyaltyActs.sweep(world)

        try await refund(world, World.uuid(3001), to: 3933)
        let third = try await LoyaltyActs.account()
        try await refund(world, World.uuid(3001), to: 3933)
        let again = try await LoyaltyActs.account()
        _ = await world.run(LoyaltyActs.adjust(-50))
        try await refund(world, World.uuid(3001), to: 11_800)
        let all = try await LoyaltyActs.account()
        try await LoyaltyActs.complete(3002)
        try await LoyaltyActs.sweep(world)

        #expect(third == ["67 67 0"] && again == third)
        #expect(all == ["0 0 50"])
        #expect(try await LoyaltyActs.account() == ["50 100 0"])
        #expect(
            try await LoyaltyActs.entries() == [
                "EARN 100 0 0", "REVERSE -33 0 0", "ADJUST -50 0 0", "REVERSE -17 0 50", "EARN 100 50 0",
                "REVERSE -50 0 0",
            ])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `a coupon is given back once all of its order is refunded`() async throws {
        let world = try World()
        try await World.asSuperuser("UPDATE branches SET policies = '{\"completeOnPaid\": true}'")
        _ = await world.run(CouponActs.create("HOLA20", CouponActs.percentage + ", useMax: 1"))
        let made = await world.run(
            CouponActs.order(#""HOLA20""#, lines: CouponActs.portion, more: ", confirm: true")
        ).text
        let order = World.firstID(.order, in: made)
        _ = await world.run(
            """
            mutation { paymentCreate(input: { orderId: "\(order)", method: CARD, amountMinor: 3360,
              \(World.moneyKey()) }) { userErrors { message } } }
            """)
        let used = try await CouponActs.uses()
        let id = try #require(EntityKind.order.uuid(order))
        try await refund(world, id, to: 3359)
        let part = try await CouponActs.uses()
        try await refund(world, id, to: 3360)
        try await refund(world, id, to: 3360)

        #expect(used == ["HOLA20 1 USED"] && part == used)
        #expect(try await CouponActs.uses() == ["HOLA20 0 RELEASED"])
    }
}
