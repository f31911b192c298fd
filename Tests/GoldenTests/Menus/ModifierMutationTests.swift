import Restaurant
import TestSupport
import Testing

/// Modifier groups, their options, and who asks them.
@Suite(.database(World.template))
struct ModifierMutationTests {
    private static func group(_ number: Int) -> String { "groupId: \"\(World.id(.group, number))\"" }
    private static func modifier(_ number: Int) -> String {
        "modifierId: \"\(World.id(.modifier, number))\""
    }

    @Test
    func `a group is made in the currency of the branches`() async throws {
        let answer = await (try World()).menu(
            "modifierGroupCreate",
            """
            name: "Salsas", code: "sauces", min: 1, max: 3, freeQuantity: 2, allowQuantity: true,
            perOptionMax: 2
            """,
            "group { name code currency min max freeQuantity allowQuantity perOptionMax version }")

        #expect(
            answer.contains(
                #"""
                {"name":"Salsas","code":"sauces","currency":"PEN","min":1,"max":3,"freeQuantity":2,\#
                "allowQuantity":true,"perOptionMax":2,"version":1}
                """#), "\(answer)")
    }

    @Test(arguments: [
        (#"min: 3, max: 2"#, "LIMITS_CONTRADICT", "max"),
        (#"max: 2, freeQuantity: 3"#, "LIMITS_CONTRADICT", "freeQuantity"),
        (#"perOptionMax: 2"#, "LIMITS_CONTRADICT", "perOptionMax"),
        (#"max: 2, allowQuantity: true, perOptionMax: 3"#, "LIMITS_CONTRADICT", "perOptionMax"),
        (#"min: -1"#, "INVALID", "min"), (#"max: 0"#, "INVALID", "max"),
        (#"currency: "INR""#, "CURRENCY_MISMATCH", "currency"),
    ])
    func `a group whose limits contradict each other is refused`(
        _ input: String, _ code: String, _ field: String
    ) async throws {
        let world = try World()

        let made = await world.menu("modifierGroupCreate", #"name: "x", \#(input)"#)

        #expect(made.contains(World.refusal(code, field)), "\(made)")
    }

    @Test
    func `a group does not change into a contradiction`() async throws {
        let world = try World()
        // The second item wants 0, so at least a maximum of 1 is there; the first default is one choice.
        _ = await world.menu(
            "itemModifierGroupsSet",
            "itemId: \"\(World.id(.item, 120))\", groups: [{ \(Self.group(131)), min: 2 }]")

        let own = await world.menu("modifierGroupUpdate", "\(Self.group(131)), min: 3")
        let item = await world.menu("modifierGroupUpdate", "\(Self.group(131)), max: 1")
        let changed = await world.menu(
            "modifierGroupUpdate", "\(Self.group(131)), max: 3, expectedVersion: 1", "group { max version }")
        let stale = await world.menu("modifierGroupUpdate", "\(Self.group(131)), max: 3, expectedVersion: 1")

        #expect(own.contains(World.refusal("LIMITS_CONTRADICT", "max")), "\(own)")
        #expect(item.contains(World.refusal("LIMITS_CONTRADICT", "max")), "\(item)")
        #expect(changed.contains(#"{"max":3,"version":2}"#), "\(changed)")
        #expect(stale.contains(World.refusal("CONFLICT", "expectedVersion")), "\(stale)")
        #expect(try await World.told("menu.changed").contains("011 group 131"))
    }

    @Test
    func `an option is made, changed and taken away`() async throws {
        let world = try World()

        let made = await world.menu(
            "modifierCreate",
            """
            \(Self.group(131)), name: "Yuca", priceDeltaMinor: -50, kitchenName: "YUC",
            allergens: ["MILK"]
            """,
            "modifier { name priceDelta { amountMinor currency } kitchenName allergens isDefault }")
        let taken = await world.menu("modifierCreate", #"\#(Self.group(131)), name: "yuca""#)
        let changed = await world.menu(
            "modifierUpdate", "\(Self.modifier(142)), priceDeltaMinor: 100, expectedVersion: 1",
            "modifier { name priceDelta { amountMinor } version }")
        let stale = await world.menu("modifierUpdate", "\(Self.modifier(142)), expectedVersion: 1")
        let gone = await world.menu("modifierArchive", Self.modifier(142), "archivedId")
        let again = await world.menu("modifierArchive", Self.modifier(142))

        #expect(
            made.contains(
                #"""
                {"name":"Yuca","priceDelta":{"amountMinor":-50,"currency":"PEN"},"kitchenName":"YUC",\#
                "allergens":["MILK"],"isDefault":false}
                """#), "\(made)")
        #expect(taken.contains(World.refusal("NAME_TAKEN", "name")), "\(taken)")
        #expect(
            changed.contains(#"{"name":"Camote","priceDelta":{"amountMinor":100},"version":2}"#),
            "\(changed)")
        #expect(stale.contains(World.refusal("CONFLICT", "expectedVersion")), "\(stale)")
        #expect(gone.contains(World.id(.modifier, 142)), "\(gone)")
        #expect(again.contains(World.refusal("NOT_FOUND", "modifierId")), "\(again)")
    }

    @Test
    func `no more is chosen by default than may be chosen`() async throws {
        let world = try World()

        let one = await world.menu("modifierUpdate", "\(Self.modifier(140)), isDefault: true")
        let two = await world.menu("modifierUpdate", "\(Self.modifier(141)), isDefault: true")
        let many = await world.menu("modifierUpdate", "\(Self.modifier(140)), defaultQuantity: 2")
        let none = await world.menu("modifierUpdate", "\(Self.modifier(140)), isDefault: false")

        #expect(one.contains(#""userErrors":[]"#), "\(one)")
        #expect(two.contains(World.refusal("LIMITS_CONTRADICT", "isDefault")), "\(two)")
        #expect(many.contains(World.refusal("LIMITS_CONTRADICT", "isDefault")), "\(many)")
        #expect(none.contains(#""userErrors":[]"#), "\(none)")
    }

    @Test
    func `an option opens groups in an order, and no circle`() async throws {
        let world = try World()
        func open(_ modifier: Int, _ groups: [Int]) async -> String {
            let ids = groups.map { "\"\(World.id(.group, $0))\"" }.joined(separator: ", ")
            return await world.menu(
                "modifierChildGroupsSet", "\(Self.modifier(modifier)), groupIds: [\(ids)]",
                "modifier { childGroups { name } version }")
        }

        let itself = await open(140, [130])
        let around = await open(142, [130])
        let foreign = await open(140, [230])
        let opened = await open(140, [131])
        let closed = await open(141, [])

        #expect(itself.contains(World.refusal("CYCLE", "groupIds")), "\(itself)")
        #expect(around.contains(World.refusal("CYCLE", "groupIds")), "\(around)")
        #expect(foreign.contains(World.refusal("NOT_FOUND", "groupIds")), "\(foreign)")
        #expect(opened.contains(#"{"childGroups":[{"name":"Guarnición"}],"version":2}"#), "\(opened)")
        #expect(closed.contains(#"{"childGroups":[],"version":2}"#), "\(closed)")
    }

    @Test
    func `groups nest to eight levels and no deeper`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO modifier_groups (id, organization_id, name, currency)
            SELECT ('01900000-0000-7000-8000-' || lpad((7000 + n)::text, 12, '0'))::uuid, '\(World.uuid(1))',
              'g' || n, 'PEN' FROM generate_series(1, 9) AS n;
            INSERT INTO modifiers (id, organization_id, group_id, name, currency)
            SELECT ('01900000-0000-7000-8000-' || lpad((7100 + n)::text, 12, '0'))::uuid, '\(World.uuid(1))',
              ('01900000-0000-7000-8000-' || lpad((7000 + n)::text, 12, '0'))::uuid, 'm', 'PEN'
            FROM generate_series(1, 9) AS n;
            """)
        var answers: [String] = []
        for level in 1...8 {
            answers.append(
                await world.menu(
                    "modifierChildGroupsSet",
                    "\(Self.modifier(7100 + level)), groupIds: [\"\(World.id(.group, 7001 + level))\"]"))
        }

        #expect(answers.dropLast().allSatisfy { $0.contains(#""userErrors":[]"#) })
        #expect(answers.last?.contains(World.refusal("TOO_DEEP", "groupIds")) ?? false, "\(answers)")
    }

    @Test
    func `an item asks groups in an order with limits of its own`() async throws {
        let world = try World()
        func ask(_ groups: String) async -> String {
            await world.menu(
                "itemModifierGroupsSet", "itemId: \"\(World.id(.item, 120))\", groups: [\(groups)]",
                "item { modifierGroups { name min max } version }")
        }

        let asked = await ask("{ \(Self.group(131)), min: 1 }, { \(Self.group(130)) }")
        let contradiction = await ask("{ \(Self.group(130)), min: 2 }")
        let twice = await ask("{ \(Self.group(130)) }, { \(Self.group(130)) }")
        let foreign = await ask("{ \(Self.group(230)) }")
        let none = await ask("")

        #expect(
            asked.contains(
                #"""
                {"modifierGroups":[{"name":"Guarnición","min":1,"max":2},{"name":"Tamaño","min":1,"max":1}],\#
                "version":2}
                """#), "\(asked)")
        #expect(
            contradiction.contains(World.refusal("LIMITS_CONTRADICT", "groups", "0", "max")),
            "\(contradiction)")
        #expect(twice.contains(World.refusal("INVALID", "groups")), "\(twice)")
        #expect(foreign.contains(World.refusal("NOT_FOUND", "groups")), "\(foreign)")
        #expect(none.contains(#"{"modifierGroups":[],"version":3}"#), "\(none)")
    }

    @Test
    func `a group that branches beyond reach ask is out of reach, one that nothing asks is not`() async throws
    {
        let world = try World()
        func rename(_ group: Int) async -> String {
            await world.menu(
                "modifierGroupUpdate", #"\#(Self.group(group)), name: "x""#, role: "BRANCH_MANAGER",
                branches: [11])
        }
        try await World.asSuperuser(
            """
            INSERT INTO modifier_groups (id, organization_id, name, currency)
            VALUES ('\(World.uuid(7000))', '\(World.uuid(1))', 'g', 'PEN')
            """)

        let asked = await rename(130)
        let below = await rename(131)
        let unused = await rename(7000)

        #expect(asked.contains(World.refusal("NOT_FOUND", "groupId")), "\(asked)")
        #expect(below.contains(World.refusal("NOT_FOUND", "groupId")), "\(below)")
        #expect(unused.contains(#""userErrors":[]"#), "\(unused)")
    }

    @Test
    func `an archived group is asked no more`() async throws {
        let world = try World()

        let archived = await world.menu("modifierGroupArchive", Self.group(130), "archivedId")
        let item = await world.run(
            #"{ menuItem(id: "\#(World.id(.item, 120))") { modifierGroups { name } } }"#)

        #expect(archived.contains(World.id(.group, 130)), "\(archived)")
        #expect(item.text.contains(#""modifierGroups":[]"#), "\(item.text)")
    }
}
