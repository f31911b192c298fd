import DataLoader
import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Rewards in carts: what they take off, who may ask for them, and whose points pay when.
@Suite(.database(World.template))
struct CartRewardTests {
    /// Rosa with points, and a reward of 10.00 for 100 of them.
    private func begin(_ world: World, points: Int = 150) async throws -> String {
        try await LoyaltyActs.begin(world)
        _ = await world.run(LoyaltyActs.adjust(points), member: 401)
        return try await reward(world, "points: 100, amountMinor: 1000")
    }

    private func reward(_ world: World, _ terms: String) async throws -> String {
        let (text, _) = await world.run(
            """
            mutation { it: rewardUpsert(input: { name: "Postre", currency: "PEN", \(terms) }) {
              reward { id } userErrors { message } } }
            """)
        let id = World.firstID(.reward, in: text)
        try #require(!id.isEmpty, "\(text)")
        return id
    }

    /// A cart with a platter for 70.50, which may be Rosa's.
    private func cart(
        _ world: World, customer: Bool = true, lines: String = World.platter()
    ) async throws -> String {
        let made = await world.run(
            """
            mutation { it: cartCreate(input: { branchId: "\(World.id(.branch, 11))", type: TAKEAWAY,
              deviceKey: "\(UUID().uuidString)" }) { cart { id } userErrors { message } } }
            """, role: "CASHIER", branches: [11], member: 404
        ).text
        let cart = World.firstID(.cart, in: made)
        if !lines.isEmpty { _ = await till(world, World.cartLinesAdd(cart, lines)) }
        if customer { _ = await till(world, attach(cart)) }
        return cart
    }

    private func attach(_ cart: String, _ customer: Int = 901) -> String {
        """
        mutation { it: cartCustomerAttach(input: { cartId: "\(cart)",
          customerId: "\(World.id(.customer, customer))" }) {
          cart { rewards { name } total { amountMinor } } userErrors { message } } }
        """
    }

    private func change(
        _ cart: String, _ reward: String, _ mutation: String = "cartRewardApply", key: String? = nil
    ) -> String {
        """
        mutation { it: \(mutation)(input: { cartId: "\(cart)", rewardId: "\(reward)"
          \(key.map { ", idempotencyKey: \"the key of a reward: \($0)\"" } ?? "") }) {
          cart { rewards { name points problem amount { amountMinor } } discount { amountMinor }
            total { amountMinor } }
          userErrors { field ... on CartUserError { code } } } }
        """
    }

    private func till(_ world: World, _ document: String) async -> String {
        await world.run(document, role: "CASHIER", branches: [11], member: 404).text
    }

    private func guest(_ world: World, _ document: String, customer: Int = 901) async -> String {
        await world.run(
            document, role: "CUSTOMER", branches: [11], claims: ["customer": .id(World.uuid(customer))]
        ).text
    }

    @Test
    func `a reward in a cart comes off at each read, is paid for when it is sent, and back with a cancel`()
        async throws
    {
        let world = try World()
        let reward = try await begin(world)
        let cart = try await cart(world)

        let applied = await guest(world, change(cart, reward, key: "first"))
        let again = await guest(world, change(cart, reward, key: "first"))
        let twice = await guest(world, change(cart, reward))
        let removed = await guest(world, change(cart, reward, "cartRewardRemove"))
        let absent = await guest(world, change(cart, reward, "cartRewardRemove"))
        _ = await guest(world, change(cart, reward))
        let waiting = try await LoyaltyActs.account()
        let sent = await till(world, World.cartSubmit(cart, total: 6050))
        let paid = try await LoyaltyActs.account()

        let row = #""rewards":[{"name":"Postre","points":100,"problem":null,"amount":{"amountMinor":1000}}]"#
        #expect(applied.contains(row), "\(applied)")
        #expect(applied.contains(#""discount":{"amountMinor":1000},"total":{"amountMinor":6050}"#))
        #expect(again == applied && twice == applied)
        #expect(removed.contains(#""rewards":[],"discount":{"amountMinor":0},"total":{"amountMinor":7050}"#))
        #expect(absent.contains(#"{"field":["input","rewardId"],"code":"NOT_FOUND"}"#), "\(absent)")
        #expect(waiting == ["150 0 0"])
        #expect(sent.contains(#""status":"SUBMITTED""#), "\(sent)")
        #expect(paid == ["50 0 0"])
        #expect(
            try await World.texts(
                """
                SELECT concat_ws(' ', o.total_minor, o.discount_minor, d.kind, d.amount_minor, r.status)
                FROM orders AS o JOIN order_discounts AS d ON d.order_id = o.id
                JOIN reward_redemptions AS r ON r.order_id = o.id AND r.reward_id = d.reward_id
                """) == ["6050 1000 REWARD 1000 CLAIMED"])

        let order = try await World.texts("SELECT id FROM orders").first.flatMap { UUIDBytes(text: $0) }
        let id = EntityKind.order.id(try #require(order))
        let cancel = OrderLineTests.document("orderCancel", "id: \"\(id)\", reason: \"Cold\"")
        _ = await world.run(cancel)
        _ = await world.run(cancel)
        #expect(try await LoyaltyActs.account() == ["150 0 0"])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `what was priced in the cart is what the order comes to when it is priced again`() async throws {
        let world = try World()
        let share = try await begin(world, points: 300)
        let free = try await reward(world, "points: 100, itemId: \"\(World.id(.item, 120))\"")
        _ = await world.run(CouponActs.create("HOLA20"))
        let cart = try await cart(world, lines: World.platter("3"))
        _ = await till(world, CouponActs.apply(cart, "HOLA20"))
        _ = await till(world, change(cart, share))

        let both = await till(world, change(cart, free))
        // 211.50 less 20 % is 169.20, less 10.00 is 159.20; a portion of that is free.
        let digits = both.components(separatedBy: #""total":{"amountMinor":"#).last?.prefix { $0.isNumber }
        let total = try #require(digits.flatMap { Int($0) })
        let sent = await till(world, World.cartSubmit(cart, total: total))
        let before = try await World.texts("SELECT total_minor FROM orders")
        let order = try #require(
            try await World.texts("SELECT id FROM orders").first.flatMap { UUIDBytes(text: $0) })
        let repriced = await world.run(
            OrderLineTests.document(
                "orderDiscountAdd",
                "orderId: \"\(EntityKind.order.id(order))\", name: \"x\", amountMinor: 1")
        ).text

        #expect(both.contains(#""userErrors":[]"#) && both.components(separatedBy: "null").count == 3)
        #expect((10_000...10_700).contains(total), "\(both)")
        #expect(sent.contains(#""status":"SUBMITTED""#), "\(sent)")
        #expect(before == ["\(total)"])
        #expect(repriced.contains(#""userErrors":[]"#), "\(repriced)")
        #expect(try await World.texts("SELECT total_minor FROM orders") == ["\(total - 1)"])
    }

    @Test
    func `one that waits for its item may wait in the cart, and is not sent`() async throws {
        let world = try World()
        _ = try await begin(world)
        let free = try await reward(world, "points: 100, itemId: \"\(World.id(.item, 121))\"")
        let cart = try await cart(world)

        let waits = await guest(world, change(cart, free))
        let sent = await till(world, World.cartSubmit(cart, total: 7050))

        #expect(waits.contains(#""problem":"NOTHING_IN_SCOPE""#), "\(waits)")
        #expect(waits.contains(#""userErrors":[]"#), "\(waits)")
        #expect(sent.contains(#"{"field":["input","cartId"],"#), "\(sent)")
        #expect(sent.contains(#""code":"REWARD_NOT_APPLICABLE""#), "\(sent)")
        #expect(try await LoyaltyActs.account() == ["150 0 0"])
    }

    @Test
    func `its customer or the till spends somebody's points, and another tenant's reward is not there`()
        async throws
    {
        let world = try World()
        let reward = try await begin(world)
        let (cart, nobodys) = (try await cart(world), try await cart(world, customer: false))
        try await World.asSuperuser(
            """
            INSERT INTO rewards (id, organization_id, name, points, currency, fixed_minor)
            VALUES ('\(World.uuid(7300))', '\(World.uuid(2))', 'Foreign', 1, 'PEN', 100)
            """)

        let other = await guest(world, change(cart, reward), customer: 902)
        let nobody = await till(world, change(nobodys, reward))
        let foreign = await till(world, change(cart, World.id(.reward, 7300)))
        let elsewhere = await world.run(
            change(cart, reward), role: "CASHIER", branches: [12], member: 404
        ).text
        let waiter = await world.run(change(cart, reward), role: "WAITER", branches: [11], member: 404).text
        try await World.seatGuests()
        let shared = World.firstID(.cart, in: await world.asGuest(World.cartCreate))
        _ = await till(world, attach(shared))
        let mate = await world.asGuest(change(shared, reward))

        #expect(other.contains(#"{"field":["input","cartId"],"code":"NOT_FOUND"}"#), "\(other)")
        #expect(nobody.contains(#"{"field":["input","cartId"],"code":"REWARD_NOT_APPLICABLE"}"#), "\(nobody)")
        #expect(foreign.contains(#"{"field":["input","rewardId"],"code":"NOT_FOUND"}"#), "\(foreign)")
        #expect(elsewhere.contains(#""code":"NOT_FOUND""#), "\(elsewhere)")
        #expect(waiter.contains("Cannot query field"), "\(waiter)")
        #expect(mate.contains(#"{"field":["input","cartId"],"code":"REWARD_NOT_APPLICABLE"}"#), "\(mate)")
        #expect(try await World.texts("SELECT id FROM cart_rewards").isEmpty)
    }

    @Test
    func `a cart that becomes another customer's keeps no reward of the first one's points`() async throws {
        let world = try World()
        let reward = try await begin(world)
        let cart = try await cart(world)
        _ = await till(world, change(cart, reward))

        let same = await till(world, attach(cart))
        let other = await till(world, attach(cart, 902))

        #expect(same.contains(#""rewards":[{"name":"Postre"}],"total":{"amountMinor":6050}"#), "\(same)")
        #expect(other.contains(#""rewards":[],"total":{"amountMinor":7050}"#), "\(other)")
    }

    @Test
    func `points that are gone, and a reward that is switched off, are told and not sent`() async throws {
        let world = try World()
        let first = try await begin(world)
        let second = try await reward(world, "points: 60, rateBasisPoints: 1000")
        let cart = try await cart(world)
        let together = await till(world, change(cart, first))
        let beyond = await till(world, change(cart, second))
        _ = await world.run(LoyaltyActs.adjust(-100), member: 401)
        let read = await till(
            world, "{ cart(id: \"\(cart)\") { rewards { problem } total { amountMinor } } }")
        let sent = await till(world, World.cartSubmit(cart, total: 7050))
        _ = await world.run(LoyaltyActs.adjust(100), member: 401)
        try await World.asSuperuser("UPDATE rewards SET is_active = false")
        let off = await till(world, World.cartSubmit(cart, total: 7050, key: "b"))

        #expect(together.contains(#""userErrors":[]"#), "\(together)")
        #expect(beyond.contains(#"{"field":["input","rewardId"],"code":"NOT_ENOUGH_POINTS"}"#), "\(beyond)")
        #expect(
            read.contains(#""rewards":[{"problem":"NOT_ENOUGH_POINTS"}],"total":{"amountMinor":7050}"#),
            "\(read)")
        #expect(sent.contains(#""code":"NOT_ENOUGH_POINTS""#), "\(sent)")
        #expect(off.contains(#""code":"REWARD_NOT_APPLICABLE""#), "\(off)")
        #expect(try await World.texts("SELECT id FROM orders").isEmpty)
        #expect(try await LoyaltyActs.account() == ["150 0 0"])
    }

    private static let roundCount = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 100 : 2

    @Test
    func `of eight carts that are sent at once for a customer's last points one is`() async throws {
        let world = try World(connections: 8)
        let reward = try await begin(world, points: 1)
        for round in 1...Self.roundCount {
            _ = await world.run(LoyaltyActs.adjust(100), member: 401)
            var carts: [String] = []
            for _ in 1...8 {
                carts.append(try await cart(world))
                _ = await till(world, change(carts[carts.count - 1], reward))
            }
            let answers = await withTaskGroup(of: String.self) { tasks in
                for cart in carts {
                    tasks.addTask { await till(world, World.cartSubmit(cart, total: 6050, key: cart)) }
                }
                return await tasks.reduce(into: [String]()) { $0.append($1) }
            }

            #expect(answers.count { $0.contains(#""userErrors":[]"#) } == 1, "round \(round): \(answers)")
            #expect(answers.count { $0.contains("NOT_ENOUGH_POINTS") } == 7, "round \(round): \(answers)")
            #expect(try await LoyaltyActs.account() == ["1 0 0"], "round \(round)")
        }
        #expect(try await World.texts("SELECT count(*) FROM orders") == ["\(Self.roundCount)"])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test(arguments: ["loyalty_entries", "reward_redemptions", "order_discounts", "carts", "audit_log"])
    func `a cart that fails to be sent spends no points`(_ table: String) async throws {
        let world = try World()
        let reward = try await begin(world)
        let cart = try await cart(world)
        _ = await till(world, change(cart, reward))
        try await World.fail(table)

        let failed = await till(world, World.cartSubmit(cart, total: 6050))
        let left = try await LoyaltyActs.account()
        try await World.heal(table)
        let sent = await till(world, World.cartSubmit(cart, total: 6050))

        #expect(failed.contains(#""code":"INTERNAL""#), "\(failed)")
        #expect(left == ["150 0 0"])
        #expect(sent.contains(#""status":"SUBMITTED""#), "\(sent)")
        #expect(try await LoyaltyActs.account() == ["50 0 0"])
    }
}
