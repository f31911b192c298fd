import Postgres
import Restaurant
import TestSupport
import Testing

/// A mutation touches what the token reaches; all else answers as if it were not there.
@Suite(.database(World.template))
struct MutationReachTests {
    /// Every mutation with one ID that another tenant's, an unreached or a made-up one takes the place of.
    struct Door: Sendable, CustomTestStringConvertible {
        let mutation: String
        let input: @Sendable (String) -> String
        let kind: EntityKind
        let field: String
        /// The ID of the second tenant.
        let foreign: Int

        var testDescription: String { "\(mutation) \(field)" }

        func document(_ number: Int) -> String {
            """
            mutation { it: \(mutation)(input: { \(input(World.id(kind, number))) }) {
              userErrors { message field ... on MenuUserError { code } } } }
            """
        }
    }

    private static let branch = "branchId: \"\(World.id(.branch, 11))\""
    private static let item = "itemId: \"\(World.id(.item, 120))\""
    private static let menu = "menuId: \"\(World.id(.menu, 100))\", name: \"x\""

    static let doors = ofMenus + Door.menu

    private static let ofMenus = [
        Door(
            mutation: "itemAvailabilitySet", input: { "branchId: \"\($0)\", \(item), isAvailable: false" },
            kind: .branch, field: "branchId", foreign: 21),
        Door(
            mutation: "itemAvailabilitySet", input: { "\(branch), itemId: \"\($0)\", isAvailable: false" },
            kind: .item, field: "itemId", foreign: 220),
        Door(
            mutation: "branchOverrideSet", input: { "branchId: \"\($0)\", \(item), priceMinor: 1" },
            kind: .branch, field: "branchId", foreign: 21),
        Door(
            mutation: "branchOverrideSet", input: { "\(branch), itemId: \"\($0)\", priceMinor: 1" },
            kind: .item, field: "itemId", foreign: 220),
        Door(
            mutation: "branchOverrideSet", input: { "\(branch), modifierId: \"\($0)\", priceMinor: 1" },
            kind: .modifier, field: "modifierId", foreign: 240),
        Door(
            mutation: "categoryCreate", input: { "menuId: \"\($0)\", name: \"x\"" },
            kind: .menu, field: "menuId", foreign: 200),
        Door(
            mutation: "categoryCreate", input: { "\(menu), parentId: \"\($0)\"" },
            kind: .category, field: "parentId", foreign: 210),
    ]

    @Test(arguments: doors)
    func `another tenant's ID answers like one of nobody and writes nothing`(_ door: Door) async throws {
        let world = try World()
        let before = try await counts()

        let foreign = await world.run(door.document(door.foreign))
        let nobody = await world.run(door.document(9999))

        #expect(foreign.text == nobody.text)
        #expect(foreign.text.contains(#""code":"NOT_FOUND""#), "\(foreign.text)")
        // An item that is there is not at fault when the branch is not.
        if door.field != "branchId" {
            #expect(foreign.text.contains(#""field":["input","\#(door.field)"]"#), "\(foreign.text)")
        }
        #expect(try await counts() == before)
    }

    @Test(arguments: doors.filter { $0.kind == .branch })
    func `a branch out of reach answers like one of nobody and writes nothing`(_ door: Door) async throws {
        let world = try World()
        let before = try await counts()

        let unreached = await world.run(door.document(12), role: "BRANCH_MANAGER", branches: [11])
        let nobody = await world.run(door.document(9999), role: "BRANCH_MANAGER", branches: [11])
        #expect(try await counts() == before)
        let reached = await world.run(door.document(12), role: "BRANCH_MANAGER", branches: [11, 12])

        #expect(unreached.text == nobody.text)
        #expect(unreached.text.contains(#""code":"NOT_FOUND""#), "\(unreached.text)")
        #expect(reached.text.contains(#""userErrors":[]"#), "\(reached.text)")
    }

    @Test
    func `a category needs all branches of its menu`() async throws {
        let world = try World()
        let door = try #require(Self.doors.first { $0.kind == .menu })
        // 100 is sold in 11 and 12, 101 in 11 alone, 105 nowhere.
        try await World.asSuperuser(
            """
            INSERT INTO menus (id, organization_id, name, currency)
            VALUES ('\(World.uuid(105))', '\(World.uuid(1))', 'Nueva', 'PEN')
            """)

        func answer(_ menu: Int, branches: [Int]?) async -> String {
            await world.run(door.document(menu), branches: branches).text
        }

        let nobody = await answer(9999, branches: [11])
        #expect(await answer(100, branches: [11]) == nobody)
        #expect(await answer(105, branches: [11, 12]) == nobody)
        #expect(await answer(100, branches: []) == nobody)
        #expect(await answer(100, branches: [11, 12]).contains(#""userErrors":[]"#))
        #expect(await answer(101, branches: [11]).contains(#""userErrors":[]"#))
        #expect(await answer(105, branches: nil).contains(#""userErrors":[]"#))
    }

    @Test
    func `an override needs a branch that sells the item or modifier`() async throws {
        let world = try World()
        // From now on only the draft, which has no items, is sold in 11.
        try await World.asSuperuser(
            """
            DELETE FROM menu_branches
            WHERE menu_id = '\(World.uuid(100))' AND branch_id = '\(World.uuid(11))'
            """)

        for door in Self.doors where door.mutation == "branchOverrideSet" && door.kind != .branch {
            let own = door.kind == .item ? 120 : 143
            let unsold = await world.run(door.document(own))
            let nobody = await world.run(door.document(9999))

            #expect(unsold.text == nobody.text)
            #expect(unsold.text.contains(#""code":"NOT_FOUND""#), "\(unsold.text)")
        }
    }

    /// Rows of the tables that these mutations write, and the versions of those that are changed in place.
    private func counts() async throws -> [Int64?] {
        let statement = Statement(
            "counts",
            """
            SELECT (SELECT count(*) FROM branch_overrides), (SELECT count(*) FROM availability_blocks),
              (SELECT sum(version) FROM menus), (SELECT sum(version) FROM menu_categories),
              (SELECT sum(version) FROM menu_items), (SELECT sum(version) FROM modifier_groups),
              (SELECT sum(version) FROM modifiers), (SELECT count(*) FROM menu_branches),
              (SELECT count(*) FROM translations), (SELECT count(*) FROM events)
            """)
        return try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            let result = try await connection.run(statement.bind())
            return (0..<result.columnCount).map { result.int(0, $0) }
        }
    }
}
