import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Rewards: points go once, what they give is taken off like every discount, and both come back together.
@Suite(.database(World.template))
struct RewardTests {
    /// Rosa with points, and an order of hers of 136.00 and 20.00.
    private func begin(_ world: World, points: Int = 150, order: Int = 7000) async throws {
        try await LoyaltyActs.begin(world)
        _ = await world.run(LoyaltyActs.adjust(points), member: 401)
        try await OrderRows.order(order)
        try await World.asSuperuser(
            "UPDATE orders SET customer_id = '\(World.uuid(901))' WHERE id = '\(World.uuid(order))'")
    }

    /// Makes a reward, and returns its ID.
    private func reward(_ world: World, _ terms: String) async throws -> String {
        let (text, _) = await world.run(
            """
            mutation { it: rewardUpsert(input: { name: "Postre", currency: "PEN", \(terms) }) {
              reward { id points itemId } userErrors { field ... on LoyaltyUserError { code } } } }
            """)
        try #require(text.contains(#""userErrors":[]"#), "\(text)")
        return World.firstID(.reward, in: text)
    }

    private func redeem(
        _ world: World, _ reward: String, order: Int = 7000, as role: String = "CASHIER",
        branches: [Int]? = [11], key: String = UUID().uuidString
    ) async -> String {
        await world.run(
            """
            mutation { it: rewardRedeem(input: { orderId: "\(OrderRows.id(order))", rewardId: "\(reward)",
              idempotencyKey: "\(key)" }) {
              order { total { amountMinor } discounts { kind name amount { amountMinor } reward { points } } }
              userErrors { field ... on OrderUserError { code } } } }
            """, role: role, branches: branches, member: 404
        ).text
    }

    private func cancel(_ world: World, order: Int = 7000) async {
        _ = await world.run(
            OrderLineTests.document("orderCancel", "id: \"\(OrderRows.id(order))\", reason: \"Cold\""))
    }

    @Test
    func `points stand in the audit chain of the branch that moves them: none waits for another one`()
        async throws
    {
        let world = try World()
        try await begin(world)
        let reward = try await reward(world, "points: 100, rateBasisPoints: 1000")
        let ofOrganization = "SELECT count(*) FROM audit_log WHERE branch_id IS NULL"
        let before = try await World.texts(ofOrganization)

        _ = await redeem(world, reward)
        await cancel(world)
        try await LoyaltyActs.complete(3001)
        try await LoyaltyActs.sweep(world)
        let moved = try await World.texts(ofOrganization)
        let gift = await world.run(LoyaltyActs.adjust(5)).text

        #expect(try await LoyaltyActs.account() == ["255 100 0"])
        #expect(moved == before)
        #expect(gift.contains(#""userErrors":[]"#), "\(gift)")
        #expect(try await World.texts(ofOrganization) != before, "a gift is given at no branch")
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test
    func `points become a share of the order, a repetition takes none, and a cancel gives them back once`()
        async throws
    {
        let world = try World()
        try await begin(world)
        let reward = try await reward(world, "points: 100, rateBasisPoints: 1000, capMinor: 1000")

        let first = await redeem(world, reward, key: "the key of the first")
        let again = await redeem(world, reward, key: "the key of the first")
        let second = await redeem(world, reward)
        let balance = try await LoyaltyActs.account()
        await cancel(world)
        await cancel(world)

        #expect(
            first.contains(
                #"{"kind":"REWARD","name":"Postre","amount":{"amountMinor":1000},"reward":{"points":100}}"#),
            "\(first)")
        #expect(first.contains(#""total":{"amountMinor":14600}"#), "\(first)")
        #expect(again == first)
        #expect(second.contains("REWARD_NOT_APPLICABLE") || second.contains("NOT_ENOUGH_POINTS"))
        #expect(balance == ["50 0 0"])
        #expect(try await LoyaltyActs.account() == ["150 0 0"])
        #expect(try await LoyaltyActs.unsound() == [])
        #expect(try await World.texts("SELECT status FROM reward_redemptions") == ["RELEASED"])
    }

    @Test
    func `one portion of an item is free, of an order that has one`() async throws {
        let world = try World()
        try await begin(world)
        let ceviche = try await reward(world, "points: 10, itemId: \"\(World.id(.item, 122))\"")
        let other = try await reward(world, "points: 10, itemId: \"\(World.id(.item, 121))\"")

        let free = await redeem(world, ceviche)
        let none = await redeem(world, other)

        #expect(free.contains(#""amount":{"amountMinor":2000}"#), "\(free)")
        #expect(none.contains(#""code":"REWARD_NOT_APPLICABLE""#), "\(none)")
        // What was refused took no points.
        #expect(try await LoyaltyActs.account() == ["140 0 0"])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `who has too few points, no customer or another tenant's order gets nothing`() async throws {
        let world = try World()
        try await begin(world, points: 99)
        try await OrderRows.order(7100)
        try await OrderRows.order(7200, branch: 21, organization: 2)
        let reward = try await reward(world, "points: 100, amountMinor: 500")
        let poor = await redeem(world, reward)
        let nobody = await redeem(world, reward, order: 7100)
        let foreign = await redeem(world, reward, order: 7200)
        let elsewhere = await redeem(world, reward, branches: [12])
        let waiter = await redeem(world, reward, as: "WAITER")

        #expect(poor.contains(#""field":["input","rewardId"],"code":"NOT_ENOUGH_POINTS""#), "\(poor)")
        #expect(nobody.contains(#""code":"REWARD_NOT_APPLICABLE""#), "\(nobody)")
        for text in [foreign, elsewhere] { #expect(text.contains(#""code":"NOT_FOUND""#), "\(text)") }
        #expect(waiter.contains("errors") && !waiter.contains("discounts\":["), "\(waiter)")
        #expect(try await World.texts("SELECT count(*) FROM reward_redemptions") == ["0"])
        #expect(try await LoyaltyActs.account() == ["99 0 0"])
    }

    @Test
    func `a reward that is switched off gives nothing, and what it gives stays`() async throws {
        let world = try World()
        try await begin(world)
        let reward = try await reward(world, "points: 100, amountMinor: 500")
        func change(_ terms: String) async -> String {
            await world.run(
                """
                mutation { it: rewardUpsert(input: { id: "\(reward)", \(terms) }) { reward { isActive }
                  userErrors { field ... on LoyaltyUserError { code } } } }
                """
            ).text
        }

        let costs = await change("points: 1")
        let off = await change("isActive: false")
        let redeemed = await redeem(world, reward)
        let (list, _) = await world.run("{ rewards(isActive: false) { nodes { name isActive } } }")

        #expect(costs.contains(#""code":"INVALID""#), "\(costs)")
        #expect(off.contains(#""isActive":false"#), "\(off)")
        #expect(redeemed.contains(#""code":"REWARD_NOT_APPLICABLE""#), "\(redeemed)")
        #expect(list.contains(#"{"nodes":[{"name":"Postre","isActive":false}]}"#), "\(list)")
    }

    private static let roundCount = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 1000 : 3
    private static let clientCount = 32

    @Test
    func `of 32 who want a customer's last points at once as many get them as there are`() async throws {
        let world = try World(connections: 8)
        try await begin(world, points: 1)
        let reward = try await reward(world, "points: 10, amountMinor: 100")
        for round in 1...Self.roundCount {
            // Enough for three, wherever the last round ended.
            _ = await world.run(LoyaltyActs.adjust(30), member: 401)
            let numbers = (0..<Self.clientCount).map { 100_000 + round * 10_000 + $0 * 10 }
            for number in numbers { try await OrderRows.order(number) }
            try await World.asSuperuser(
                "UPDATE orders SET customer_id = '\(World.uuid(901))' WHERE customer_id IS NULL")
            let answers = await withTaskGroup(of: String.self) { tasks in
                for number in numbers {
                    tasks.addTask { await redeem(world, reward, order: number) }
                }
                return await tasks.reduce(into: [String]()) { $0.append($1) }
            }

            #expect(answers.count { $0.contains(#""userErrors":[]"#) } == 3, "round \(round)")
            #expect(answers.allSatisfy { !$0.contains(#""errors""#) }, "round \(round): \(answers)")
            #expect(try await LoyaltyActs.account() == ["1 0 0"], "round \(round)")
        }
        #expect(try await LoyaltyActs.unsound() == [])
        #expect(
            try await World.texts("SELECT status || count(*) FROM reward_redemptions GROUP BY status")
                == ["CLAIMED\(3 * Self.roundCount)"])
    }
}
