import Restaurant
import TestSupport
import Testing

/// Branches: opened within the plan, changed, closed.
@Suite(.database(World.template))
struct BranchTests {
    private func run(
        _ world: World, _ mutation: String, _ selection: String = "name", organization: Int = 1,
        role: String = "ORG_ADMIN", branches: [Int]? = nil
    ) async -> String {
        await world.run(
            """
            mutation { it: \(mutation) {
              branch { \(selection) } userErrors { field ... on TenancyUserError { code } } } }
            """, role: role, organization: organization, branches: branches
        ).text
    }

    private static let barranco = "branchId: \"\(World.id(.branch, 12))\""

    @Test
    func `a branch takes the time zone and currency of its country unless it says its own`() async throws {
        let world = try World()
        let selection = "name slug timezone currency pricesIncludeTax businessDayStart address { city }"

        let preset = await run(
            world,
            """
            branchCreate(input: {
              name: "Cusco", slug: "cusco", preset: PE, address: { city: "Cusco" } })
            """,
            selection)
        let own = await run(
            world,
            """
            branchCreate(input: {
              name: "Goa", slug: "goa", preset: PE, timezone: "Asia/Kolkata", currency: "INR",
              pricesIncludeTax: false, businessDayStart: "05:30:00" })
            """, selection)

        #expect(
            preset.contains(
                #"{"name":"Cusco","slug":"cusco","timezone":"America/Lima","currency":"PEN","#
                    + #""pricesIncludeTax":true,"businessDayStart":"04:00:00","address":{"city":"Cusco"}}"#),
            "\(preset)")
        #expect(
            own.contains(
                #"{"name":"Goa","slug":"goa","timezone":"Asia/Kolkata","currency":"INR","#
                    + #""pricesIncludeTax":false,"businessDayStart":"05:30:00","address":null}"#), "\(own)")
    }

    @Test
    func `the plan, the slug and the caller's reach limit what is opened`() async throws {
        let world = try World()

        let full = await run(
            world, "branchCreate(input: { name: \"B\", slug: \"b2\", preset: IN })", organization: 2)
        let taken = await run(world, "branchCreate(input: { name: \"B\", slug: \"barranco\", preset: PE })")
        let held = await run(
            world, "branchCreate(input: { name: \"B\", slug: \"b2\", preset: PE })", branches: [11])

        #expect(full.contains("PLAN_LIMIT"), "\(full)")
        #expect(taken.contains(#"{"field":["input","slug"],"code":"SLUG_TAKEN"}"#), "\(taken)")
        #expect(held.contains("BRANCH_OUT_OF_REACH"), "\(held)")
    }

    @Test
    func `a change touches what it names; null takes a value away`() async throws {
        let world = try World()
        let selection = "name phone legalName address { line1 } version"

        let first = await run(
            world,
            "branchUpdate(input: { \(Self.barranco), phone: \"+51987654321\", address: {line1: \"Av. 1\"} })",
            selection, role: "BRANCH_MANAGER", branches: [12])
        let second = await run(
            world,
            "branchUpdate(input: { \(Self.barranco), name: \"Sur\", phone: null, expectedVersion: 2 })",
            selection)
        let stale = await run(
            world, "branchUpdate(input: { \(Self.barranco), name: \"Sur\", expectedVersion: 2 })")

        #expect(
            first.contains(
                #"{"name":"Barranco","phone":"+51987654321","legalName":null,"#
                    + #""address":{"line1":"Av. 1"},"version":2}"#
            ), "\(first)")
        #expect(
            second.contains(
                #"{"name":"Sur","phone":null,"legalName":null,"address":{"line1":"Av. 1"},"version":3}"#),
            "\(second)")
        #expect(stale.contains("CONFLICT"), "\(stale)")
    }

    private static let policies = """
        policies { autoConfirmSources completeOnPaid waitersCancelConfirmed autoApproveSessions
          serviceChargeBasisPoints enabledPaymentMethods recallMinutes sessionHours
          cashierRefundLimitMinor } version
        """

    @Test
    func `a branch works as its policies say, and by default where they say nothing`() async throws {
        let world = try World()
        func update(_ policies: String, _ version: Int) async -> String {
            await run(
                world,
                """
                branchUpdate(input: { \(Self.barranco), expectedVersion: \(version),
                  policies: { \(policies) } })
                """,
                Self.policies, role: "BRANCH_MANAGER", branches: [12])
        }

        let before = await run(world, "branchUpdate(input: { \(Self.barranco) })", Self.policies)
        let set = await update(
            """
            autoConfirmSources: [POS, WAITER_APP, POS], completeOnPaid: true, waitersCancelConfirmed: true,
            autoApproveSessions: true, serviceChargeBasisPoints: 1000, enabledPaymentMethods: [CASH],
            recallMinutes: 5, sessionHours: 3, cashierRefundLimitMinor: 5000000000
            """, 2)
        let back = await update("completeOnPaid: null, enabledPaymentMethods: null, recallMinutes: 6", 3)
        let stale = await update("recallMinutes: 7", 3)

        #expect(
            before.contains(
                #"{"autoConfirmSources":[],"completeOnPaid":false,"waitersCancelConfirmed":false,"#
                    + #""autoApproveSessions":false,"serviceChargeBasisPoints":0,"enabledPaymentMethods":"#
                    + #"["CASH","CARD","UPI","YAPE","PLIN","BANK_TRANSFER","OTHER"],"recallMinutes":15,"#
                    + #""sessionHours":8,"cashierRefundLimitMinor":0},"version":2}"#), "\(before)")
        #expect(
            set.contains(
                #"{"autoConfirmSources":["POS","WAITER_APP"],"completeOnPaid":true,"#
                    + #""waitersCancelConfirmed":true,"autoApproveSessions":true,"#
                    + #""serviceChargeBasisPoints":1000,"enabledPaymentMethods":["CASH"],"#
                    + #""recallMinutes":5,"sessionHours":3,"cashierRefundLimitMinor":5000000000},"#
                    + #""version":3}"#
            ), "\(set)")
        #expect(
            back.contains(#""completeOnPaid":false,"waitersCancelConfirmed":true"#)
                && back.contains(#""BANK_TRANSFER","OTHER"],"recallMinutes":6,"sessionHours":3"#), "\(back)")
        #expect(stale.contains("CONFLICT"), "\(stale)")
        // What guests pay changed once.
        #expect(try await World.told("menu.changed") == ["012 branch 012"])
        #expect(
            try await World.texts(
                "SELECT count(*) FROM audit_log WHERE after_image LIKE '%serviceChargeBasisPoints%'")
                != ["0"])
    }

    @Test(arguments: [
        "serviceChargeBasisPoints: 10001", "serviceChargeBasisPoints: -1", "recallMinutes: -1",
        "sessionHours: 0", "sessionHours: 73", "enabledPaymentMethods: []", "cashierRefundLimitMinor: -1",
    ])
    func `a policy that makes no sense is refused where it stands`(_ policy: String) async throws {
        let name = policy.prefix { $0 != ":" }
        let answer = await run(
            try World(), "branchUpdate(input: { \(Self.barranco), policies: { \(policy) } })")

        #expect(
            answer.contains(#"{"field":["input","policies","\#(name)"],"code":"INVALID"}"#), "\(answer)")
    }

    @Test
    func `waiters read how their branch works, guests do not, and neither changes it`() async throws {
        let world = try World()
        let read = "{ branch(id: \"\(World.id(.branch, 11))\") { policies { recallMinutes } } }"
        let write = "branchUpdate(input: { \(Self.barranco), policies: { recallMinutes: 1 } })"

        let waiter = await world.run(read, role: "WAITER", branches: [11]).text
        let guest = await world.run(read, role: "CUSTOMER").text
        let written = await run(world, write, role: "WAITER", branches: [12])
        let elsewhere = await run(world, write, role: "BRANCH_MANAGER", branches: [11])

        #expect(waiter.contains(#""recallMinutes":15"#), "\(waiter)")
        #expect(guest.contains("Cannot query field"), "\(guest)")
        #expect(written.contains("Cannot query field"), "\(written)")
        #expect(elsewhere.contains("NOT_FOUND"), "\(elsewhere)")
    }

    @Test
    func `a branch that is closed is gone, and so is the reach of those who are held to it`() async throws {
        let world = try World()

        let closed = await run(world, "branchArchive(input: { \(Self.barranco) })", "name archivedAt")
        let again = await run(world, "branchArchive(input: { \(Self.barranco) })")
        let left = await world.run("{ branches { nodes { name } } }")
        let members = await world.run("{ members { nodes { displayName branches { name } } } }")

        #expect(closed.contains(#"{"name":"Barranco","archivedAt":"20"#), "\(closed)")
        #expect(again.contains("NOT_FOUND"), "\(again)")
        #expect(left.text.contains(#""nodes":[{"name":"Miraflores"}]"#), "\(left.text)")
        #expect(members.text.contains(#"{"displayName":"Elena","branches":[]}"#), "\(members.text)")
    }

    @Test(arguments: ["branchUpdate", "branchArchive"])
    func `a branch of others, out of reach or made up answers alike`(_ mutation: String) async throws {
        let world = try World()
        func attempt(_ number: Int, _ role: String, _ branches: [Int]?) async -> String {
            await run(
                world, "\(mutation)(input: { branchId: \"\(World.id(.branch, number))\" })", role: role,
                branches: branches)
        }

        let nobody = await attempt(9999, "ORG_ADMIN", nil)
        #expect(nobody.contains(#"[{"field":["input","branchId"],"code":"NOT_FOUND"}]"#), "\(nobody)")
        #expect(await attempt(21, "ORG_ADMIN", nil) == nobody)
        if mutation == "branchUpdate" {
            #expect(await attempt(12, "BRANCH_MANAGER", [11]) == nobody)
        }
    }

    @Test
    func `a branch tells how far its events go, so that a subscription goes on from there`() async throws {
        let world = try World()
        let query = "{ branch(id: \"\(World.id(.branch, 12))\") { eventCursor } }"
        let heads = "SELECT event_sequence::text FROM event_counters ORDER BY event_sequence DESC LIMIT 1"
        let before = await world.run(query, role: "KITCHEN").text
        #expect(before == #"{"data":{"branch":{"eventCursor":"0"}}}"#)

        _ = await world.run(
            """
            mutation { stationCreate(input: {
              branchId: "\(World.id(.branch, 12))", name: "Pass" }) { userErrors { message } } }
            """, role: "ORG_ADMIN")
        let head = try #require(try await World.texts(heads).first)
        #expect(head != "0")
        let after = await world.run(query, role: "KITCHEN").text
        #expect(after == #"{"data":{"branch":{"eventCursor":"\#(head)"}}}"#)
    }
}
