import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Points that nobody has to buy anything for: each bonus once.
@Suite(.database(World.template))
struct LoyaltyBonusTests {
    /// Lets Rosa have points, and be born some days ago, years back.
    private func begin(_ world: World, bornDaysAgo days: Int) async throws {
        try await LoyaltyActs.begin(world, ", birthdayPoints: 25, referralPoints: 40")
        _ = await world.run(LoyaltyActs.adjust(5), member: 401)
        try await World.asSuperuser(
            """
            UPDATE customers SET birth_date = ((now() AT TIME ZONE 'UTC')::date - \(days)
              - interval '40 years')::date
            """)
    }

    private static func bonuses() async throws -> [String] {
        try await World.texts(
            """
            SELECT c.name || ' ' || e.points || ' ' || e.reason FROM loyalty_entries AS e
            JOIN loyalty_accounts AS a ON a.id = e.account_id JOIN customers AS c ON c.id = a.customer_id
            WHERE e.bonus IS NOT NULL ORDER BY 1
            """)
    }

    @Test
    func `a birthday brings its points once, to those who have some already`() async throws {
        let world = try World(connections: 4)
        try await begin(world, bornDaysAgo: 0)

        // Luz has her birthday too, and no account.
        async let one = LoyaltyActs.sweep(world)
        async let other = LoyaltyActs.sweep(world)
        _ = try await (one, other)
        try await LoyaltyActs.sweep(world)
        // A birth date that is set anew gives no second one.
        try await World.asSuperuser("UPDATE customers SET birth_date = birth_date - 1")
        try await LoyaltyActs.sweep(world)

        #expect(try await Self.bonuses() == ["Rosa 25 BIRTHDAY"])
        #expect(try await LoyaltyActs.account() == ["30 25 0"])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test(arguments: [(6, ["Rosa 25 BIRTHDAY"]), (7, []), (-1, [])])
    func `a birthday is made up for during a week, and never comes early`(
        _ daysAgo: Int, _ expected: [String]
    ) async throws {
        let world = try World()
        try await begin(world, bornDaysAgo: daysAgo)

        try await LoyaltyActs.sweep(world)

        #expect(try await Self.bonuses() == expected)
    }

    @Test
    func `who brought somebody gets points once that one has earned some, and only once`() async throws {
        let world = try World()
        try await begin(world, bornDaysAgo: 100)
        let (made, _) = await world.run(
            """
            mutation { customerCreate(input: { name: "Inés", referredById: "\(LoyaltyActs.rosa)" }) {
              customer { id } userErrors { message } } }
            """)
        #expect(made.contains(#""userErrors":[]"#), "\(made)")
        try await LoyaltyActs.sweep(world)
        let early = try await Self.bonuses()
        try await World.asSuperuser(
            "UPDATE customers SET id = '\(World.uuid(903))' WHERE name = 'Inés'")
        try await LoyaltyActs.complete(7700, customer: 903)
        try await LoyaltyActs.complete(7800, customer: 903)
        for _ in 0..<3 { try await LoyaltyActs.sweep(world) }

        #expect(early == [])
        #expect(try await Self.bonuses() == ["Rosa 40 REFERRAL"])
        #expect(try await LoyaltyActs.unsound() == [])
    }

    @Test
    func `nobody is brought by a customer of another tenant`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO customers (id, organization_id, name)
            VALUES ('\(World.uuid(990))', '\(World.uuid(2))', 'X')
            """)
        let (made, _) = await world.run(
            """
            mutation { customerCreate(input: { name: "Inés", referredById: "\(World.id(.customer, 990))" }) {
              customer { id } userErrors { field ... on CustomerUserError { code } } } }
            """)

        #expect(made.contains(#"{"field":["input","referredById"],"code":"NOT_FOUND"}"#), "\(made)")
    }
}
