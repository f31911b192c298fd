import Postgres
import Restaurant
import TestSupport
import Testing

/// Stations of a branch and what they make.
@Suite(.database(World.template))
struct StationTests {
    private func change(
        _ world: World, _ mutation: String, _ input: String, role: String = "BRANCH_MANAGER",
        organization: Int = 1, branches: [Int]? = [11]
    ) async -> String {
        await world.run(
            """
            mutation { it: \(mutation)(input: { \(input) }) {
              station { name isDefault version archivedAt
                routes { category { name } item { name } modifier { name } } }
              userErrors { field ... on KitchenUserError { code } } } }
            """, role: role, organization: organization, branches: branches, member: 403
        ).text
    }

    private static let here = "branchId: \"\(World.id(.branch, 11))\""
    private static let grill = "stationId: \"\(World.id(.station, 701))\""
    private static let pass = "stationId: \"\(World.id(.station, 700))\""

    @Test
    func `stations are made, renamed, chosen as default and archived`() async throws {
        let world = try World()
        try await World.stations()

        let made = await change(world, "stationCreate", "\(Self.here), name: \"Barra\"")
        let taken = await change(world, "stationCreate", "\(Self.here), name: \"barra\"")
        let chosen = await change(
            world, "stationUpdate", "\(Self.grill), name: \"Parrilla\", isDefault: true")
        let kept = await change(world, "stationUpdate", "\(Self.grill), isArchived: true")
        let left = await change(world, "stationUpdate", "\(Self.grill), isDefault: false")
        let old = await change(world, "stationUpdate", "\(Self.pass), isArchived: true, expectedVersion: 1")
        let gone = await change(world, "stationUpdate", "\(Self.pass), isArchived: true, expectedVersion: 2")
        let (list, _) = await world.run(
            "{ stations(\(Self.here)) { name } }", role: "KITCHEN", branches: [11])

        #expect(made.contains(#"{"name":"Barra","isDefault":false,"version":1,"#), "\(made)")
        #expect(taken.contains(#"{"field":["input","name"],"code":"NAME_TAKEN"}"#), "\(taken)")
        #expect(chosen.contains(#"{"name":"Parrilla","isDefault":true,"version":2,"#), "\(chosen)")
        #expect(kept.contains(#"{"field":["input","isArchived"],"code":"DEFAULT_STATION"}"#), "\(kept)")
        #expect(left.contains(#"{"field":["input","isDefault"],"code":"DEFAULT_STATION"}"#), "\(left)")
        #expect(old.contains(#""code":"CONFLICT""#), "\(old)")
        #expect(gone.contains(#""archivedAt":"20"#), "\(gone)")
        #expect(list.contains(#"[{"name":"Barra"},{"name":"Parrilla"}]"#), "\(list)")
        #expect(
            try await World.texts("SELECT type FROM events")
                == Array(repeating: "station.changed", count: 3))
    }

    @Test
    func `a station with open tickets stays`() async throws {
        let world = try World()
        try await World.stations()
        try await World.orders()
        try await World.asSuperuser("UPDATE order_lines SET station_id = '\(World.uuid(701))'")
        _ = try await world.fire(order: 6001)

        let busy = await change(world, "stationUpdate", "\(Self.grill), isArchived: true")
        try await World.asSuperuser("UPDATE kitchen_tickets SET status = 'BUMPED', bumped_at = now()")
        let done = await change(world, "stationUpdate", "\(Self.grill), isArchived: true")

        #expect(busy.contains(#"{"field":["input","isArchived"],"code":"STATION_IN_USE"}"#), "\(busy)")
        #expect(done.contains(#""userErrors":[]"#), "\(done)")
    }

    /// Runs `act` while another connection holds what `script` has locked, until `act` waits for it.
    private func beside<Value: Sendable>(
        _ script: String, _ act: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { other in
            _ = try await other.execute(script: "BEGIN; \(script)")
            async let value = act()
            while try await World.texts("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty {
                try await Task.sleep(for: .milliseconds(5))
            }
            _ = try await other.execute(script: "COMMIT")
            return try await value
        }
    }

    @Test
    func `no ticket is fired to a station that is being archived, nor the other way round`() async throws {
        let world = try World()
        try await World.stations()
        try await World.orders()
        try await World.asSuperuser("UPDATE order_lines SET station_id = '\(World.uuid(701))'")
        let grill = "FROM stations WHERE id = '\(World.uuid(701))'"

        // Another one is about to fire: it holds the station as a ticket's foreign key does.
        let busy = try await beside(
            """
            INSERT INTO kitchen_tickets (id, organization_id, branch_id, order_id, station_id, course,
              fired_at, due_at)
            SELECT '\(World.uuid(7999))', organization_id, branch_id, '\(World.uuid(6001))', id, 7, now(),
              now() \(grill)
            """
        ) { await change(world, "stationUpdate", "\(Self.grill), isArchived: true") }
        try await World.asSuperuser("DELETE FROM kitchen_tickets")
        // Another one archives it.
        _ = try await beside(
            "SELECT id \(grill) FOR UPDATE; UPDATE stations SET archived_at = now() "
                + "WHERE id = '\(World.uuid(701))'"
        ) { try await world.fire(order: 6001) }

        #expect(busy.contains(#""code":"STATION_IN_USE""#), "\(busy)")
        #expect(
            try await World.texts("SELECT DISTINCT station_id FROM kitchen_tickets")
                == ["\(World.uuid(700))"])
    }

    @Test
    func `routes are set as a whole, and a subject has one station`() async throws {
        let world = try World()
        try await World.stations()
        let fish = "categoryIds: [\"\(World.id(.category, 110))\"], itemIds: [\"\(World.id(.item, 123))\"]"

        let first = await change(world, "stationRoutesSet", "\(Self.grill), \(fish)")
        let moved = await change(
            world, "stationRoutesSet",
            """
            \(Self.pass), itemIds: ["\(World.id(.item, 123))"], modifierIds: ["\(World.id(.modifier, 143))"]
            """
        )
        let (left, _) = await world.run(
            "{ stations(\(Self.here)) { name routes { category { name } item { name } station { name } } } }")
        let none = await change(world, "stationRoutesSet", Self.grill)

        #expect(
            first.contains(
                #"[{"category":{"name":"Del mar"},"item":null,"modifier":null},"#
                    + #"{"category":null,"item":{"name":"Pan con chicharrón"},"modifier":null}]"#),
            "\(first)")
        #expect(moved.contains(#"{"category":null,"item":null,"modifier":{"name":"Choclo"}}"#), "\(moved)")
        #expect(
            left.contains(
                #"{"name":"Plancha","routes":[{"category":{"name":"Del mar"},"item":null,"#
                    + #""station":{"name":"Plancha"}}]}"#), "\(left)")
        #expect(none.contains(#""routes":[]"#), "\(none)")
    }

    @Test(arguments: [
        ("stationCreate", "branchId: \"\(World.id(.branch, 21))\", name: \"x\"", "branchId"),
        ("stationCreate", "branchId: \"\(World.id(.branch, 12))\", name: \"x\"", "branchId"),
        ("stationUpdate", "stationId: \"\(World.id(.station, 799))\"", "stationId"),
        ("stationRoutesSet", "\(grill), categoryIds: [\"\(World.id(.category, 210))\"]", "categoryIds"),
        ("stationRoutesSet", "\(grill), itemIds: [\"\(World.id(.item, 220))\"]", "itemIds"),
        ("stationRoutesSet", "\(grill), modifierIds: [\"\(World.id(.modifier, 240))\"]", "modifierIds"),
    ])
    func `what is out of reach is not there`(
        _ mutation: String, _ input: String, _ field: String
    ) async throws {
        let world = try World()
        try await World.stations()
        try await World.asSuperuser(
            """
            INSERT INTO stations (id, organization_id, branch_id, name)
            VALUES ('\(World.uuid(799))', '\(World.uuid(2))', '\(World.uuid(21))', 'Tandoor')
            """)

        let answer = await change(world, mutation, input)

        #expect(answer.contains("[{\"field\":[\"input\",\"\(field)\"],\"code\":\"NOT_FOUND\"}]"), "\(answer)")
        #expect(try await World.texts("SELECT id FROM events").isEmpty)
    }
}
