import DataLoader
import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Points: earned once, spent from the oldest on, taken back with what earned them.
@Suite(.database(World.template))
struct LoyaltyTests {
    @Test
    func `a completed order earns once, however often its log is read, and tiers make it more`() async throws
    {
        let world = try World()
        try await LoyaltyActs.customers()
        try await LoyaltyActs.complete(3000)
        try await LoyaltyActs.begin(world)
        try await LoyaltyActs.sweep(world)
        let before = try await LoyaltyActs.account()
        for number in 3001...3006 { try await LoyaltyActs.complete(number) }
        async let first = LoyaltyActs.sweep(world)
        async let second = LoyaltyActs.sweep(world)
        _ = try await (first, second)
        try await World.asSuperuser("UPDATE event_cursors SET sequence = 0")
        try await LoyaltyActs.sweep(world)
        let read = await world.run(
            """
            { loyaltyAccount(customerId: "\(LoyaltyActs.rosa)") { balance lifetime tier { name }
              entries(first: 1) { nodes { kind points order { number } } } } }
            """
        ).text

        // An order from before the program earns when somebody reads the whole log anew, and is the seventh.
        #expect(before == [])
        #expect(try await LoyaltyActs.account() == ["800 800 0"])
        #expect(try await LoyaltyActs.entries().count == 7)
        #expect(read.contains(#""balance":800,"lifetime":800,"tier":{"name":"Silver"}"#), "\(read)")
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `an order that is paid at the till earns by its own event, without tax`() async throws {
        let world = try World()
        try await LoyaltyActs.begin(world)
        try await World.asSuperuser("UPDATE branches SET policies = '{\"completeOnPaid\": true}'")
        _ = await world.run(CouponActs.create("HOLA20"))
        let made = await world.run(
            CouponActs.order(
                #""HOLA20""#, lines: World.platter("2"),
                more: ", customerId: \"\(LoyaltyActs.rosa)\", confirm: true")
        ).text
        _ = await world.run(
            """
            mutation { paymentCreate(input: { orderId: "\(World.firstID(.order, in: made))", method: CARD,
              amountMinor: 11280, \(World.moneyKey()) }) { userErrors { message } } }
            """)
        let counts = try await LoyaltyActs.sweep(world)

        // 141.00 less 20 % is 112.80, and 95.59 without its 18 %.
        #expect(counts.first?.ended == 1, "\(counts)")
        #expect(try await LoyaltyActs.account() == ["95 95 0"])
        #expect(
            try await World.texts("SELECT action || ' ' || note FROM audit_log WHERE action LIKE 'loyaltyA%'")
                == ["loyaltyAward EARNED"])
    }

    @Test
    func `points are spent from those that expire first, and what nobody spends expires`() async throws {
        let world = try World()
        try await LoyaltyActs.begin(world, ", lotDays: 30")
        _ = await world.run(LoyaltyActs.adjust(100))
        _ = await world.run(LoyaltyActs.update("lotDays: 10"))
        _ = await world.run(LoyaltyActs.adjust(50))
        let spent = await world.run(LoyaltyActs.adjust(-70)).text
        let lots = try await LoyaltyActs.entries()
        try await World.asSuperuser("UPDATE loyalty_entries SET expires_at = now() - interval '1 second'")
        let late = await world.run(LoyaltyActs.adjust(-1)).text
        let counts = try await LoyaltyActs.sweep(world)
        let again = try await LoyaltyActs.sweep(world)

        #expect(spent.contains(#""balance":80"#), "\(spent)")
        #expect(lots == ["ADJUST 100 80 0", "ADJUST 50 0 0", "ADJUST -70 0 0"])
        #expect(late.contains("NOT_ENOUGH_POINTS"), "\(late)")
        #expect(counts.last?.ended == 1 && again.last?.ended == 0)
        #expect(try await LoyaltyActs.account() == ["0 0 0"])
        #expect(try await LoyaltyActs.entries().last == "EXPIRE -80 0 0")
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `case 11: what was refunded takes its points back once, and what was spent is owed`() async throws {
        let world = try World()
        try await LoyaltyActs.begin(world)
        // Refunded by 59.00 of 118.00 before anybody reads the log.
        try await LoyaltyActs.complete(3001, refunded: 5900)
        try await LoyaltyActs.sweep(world)
        let half = try await LoyaltyActs.account()
        try await LoyaltyActs.complete(3002)
        _ = await world.run(LoyaltyActs.adjust(-45))
        try await LoyaltyActs.complete(3003, net: 1000, refunded: 2800)
        try await LoyaltyActs.sweep(world)

        #expect(half == ["50 50 0"])
        // 50 less 45, and 100 and 10 less 10.
        #expect(try await LoyaltyActs.account() == ["105 150 0"])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `merged customers share their points`() async throws {
        let world = try World()
        try await LoyaltyActs.begin(world)
        _ = await world.run(LoyaltyActs.adjust(100))
        _ = await world.run(LoyaltyActs.adjust(30, customer: 902))
        try await World.asSuperuser(
            "UPDATE loyalty_accounts SET balance = 0, owed = 40 WHERE customer_id = '\(World.uuid(902))'; "
                + "UPDATE loyalty_entries SET remaining = 0 WHERE points = 30; "
                + "INSERT INTO loyalty_entries (id, organization_id, account_id, kind, points) "
                + "SELECT gen_random_uuid(), organization_id, id, 'REDEEM', -30 FROM loyalty_accounts "
                + "WHERE customer_id = '\(World.uuid(902))'")
        let merged = await world.run(
            """
            mutation { customersMerge(input: { customerId: "\(LoyaltyActs.rosa)",
              intoCustomerId: "\(World.id(.customer, 902))" }) { userErrors { message } } }
            """
        ).text

        #expect(merged.contains(#""userErrors":[]"#), "\(merged)")
        #expect(try await LoyaltyActs.account() == ["0 0 0"])
        #expect(try await LoyaltyActs.account(of: 902) == ["60 0 0"])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `a guest sees the own points alone`() async throws {
        let world = try World()
        try await LoyaltyActs.begin(world)
        _ = await world.run(LoyaltyActs.adjust(100))
        _ = await world.run(LoyaltyActs.adjust(7, customer: 902))
        func read(_ customer: Int) async -> String {
            await world.run(
                """
                { loyaltyAccount(customerId: "\(World.id(.customer, customer))") { balance
                  entries { nodes { points } } } }
                """, role: "CUSTOMER", branches: [11], claims: ["customer": .id(World.uuid(901))]
            ).text
        }
        let own = await read(901)
        let other = await read(902)

        #expect(own.contains(#"{"balance":100,"entries":{"nodes":[{"points":100}]}}"#), "\(own)")
        #expect(other.contains(#""loyaltyAccount":null"#), "\(other)")
    }

    @Test
    func `a program is begun once, and its tiers are its own`() async throws {
        let world = try World()
        let none = await world.run(LoyaltyActs.adjust(1, customer: 9999)).text
        try await LoyaltyActs.begin(world)
        let changed = await world.run(LoyaltyActs.update("expectedVersion: 1, rateBasisPoints: 5000")).text
        let stale = await world.run(LoyaltyActs.update("expectedVersion: 1, lotDays: 3")).text
        let other = await world.run(LoyaltyActs.update(#"currency: "INR""#)).text
        func tier(_ terms: String) async -> String {
            await world.run(
                """
                mutation { it: loyaltyTierUpsert(input: { \(terms) }) { loyaltyTier { name minPoints version }
                  userErrors { field ... on LoyaltyUserError { code } } } }
                """
            ).text
        }
        let taken = await tier(#"name: "Plata", minPoints: 500"#)
        let made = await tier(#"name: "Platino", minPoints: 9000, multiplierBasisPoints: 30000"#)
        let silver = EntityKind.loyaltyTier.id(
            try #require(
                UUIDBytes(
                    text: try await World.texts("SELECT id FROM loyalty_tiers WHERE min_points = 500")[0])))
        let renamed = await tier("id: \"\(silver)\", name: \"Plata\", minPoints: 600, expectedVersion: 1")

        #expect(none.contains("NO_PROGRAM"), "\(none)")
        #expect(changed.contains(#""rateBasisPoints":5000,"lotDays":null,"version":2"#), "\(changed)")
        #expect(stale.contains("CONFLICT") && other.contains("INVALID"), "\(stale) \(other)")
        #expect(taken.contains("TIER_TAKEN"), "\(taken)")
        #expect(made.contains(#""userErrors":[]"#), "\(made)")
        #expect(renamed.contains(#"{"name":"Plata","minPoints":600,"version":2}"#), "\(renamed)")
    }

    @Test
    func `of 32 who take the last points at once as many get them as there are`() async throws {
        let rounds = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1" ? 1000 : 3
        let world = try World(connections: 8)
        try await LoyaltyActs.begin(world)
        for round in 1...rounds {
            _ = await world.run(LoyaltyActs.adjust(60))
            _ = await world.run(LoyaltyActs.adjust(40))
            let answers = await withTaskGroup(of: String.self) { tasks in
                for _ in 1...32 { tasks.addTask { await world.run(LoyaltyActs.adjust(-30)).text } }
                return await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.contains(#""userErrors":[]"#) } == 3, "round \(round)")
            #expect(answers.count { $0.contains("NOT_ENOUGH_POINTS") } == 29, "round \(round)")
            _ = await world.run(LoyaltyActs.adjust(-10))
            #expect(try await LoyaltyActs.account() == ["0 0 0"], "round \(round)")
        }
        #expect(try await LoyaltyActs.unsound() == [])
    }
}
