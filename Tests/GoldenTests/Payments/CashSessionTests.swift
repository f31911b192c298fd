import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Drawers: opened once a register, counted by who is not told what should be in them.
@Suite(.database(World.template))
struct CashSessionTests {
    private static let branch = "branchId: \"\(World.id(.branch, 11))\""
    private static let fields = """
        cashSession { id status register float { amountMinor } counted { amountMinor }
          expected { amountMinor } difference { amountMinor } }
        """

    private func open(
        _ world: World, _ more: String = "floatMinor: 10000", register: String = "Till 1",
        as role: String = "CASHIER", member: Int? = 404
    ) async -> String {
        await world.money(
            "cashSessionOpen", "\(Self.branch), register: \"\(register)\", \(more)", Self.fields, as: role,
            member: member)
    }

    /// Opens a drawer.
    ///
    /// - Returns: its ID as an input field.
    private func opened(_ world: World, member: Int = 404) async -> String {
        let answer = await open(world, register: "Till \(member)", member: member)
        return "cashSessionId: \"\(World.firstID(.cashSession, in: answer))\""
    }

    private func close(
        _ world: World, _ drawer: String, _ more: String = "", as role: String = "CASHIER",
        member: Int? = 404
    ) async -> String {
        await world.money(
            "cashSessionClose", "\(drawer) \(more)", Self.fields, as: role, member: member)
    }

    private func move(
        _ world: World, _ drawer: String, _ more: String, as role: String = "CASHIER", member: Int? = 404
    ) async -> String {
        await world.money(
            "cashMovementCreate", "\(drawer), reason: \"Ice\", \(more)", "movement { id kind }", as: role,
            member: member)
    }

    private static let report = """
        report { float { amountMinor } captured { amountMinor } tipChanges { amountMinor }
          voided { amountMinor } refunded { amountMinor } paidIn { amountMinor } paidOut { amountMinor }
          dropped { amountMinor } expected { amountMinor } counted { amountMinor } difference { amountMinor }
          methods { method paymentCount amount { amountMinor } tip { amountMinor }
            refunded { amountMinor } } }
        """

    private func drawers(_ world: World, _ fields: String, as role: String = "CASHIER") async -> String {
        await world.run(
            "{ cashSessions(\(Self.branch)) { nodes { \(fields) } } }", role: role, branches: [11],
            member: 404
        ).text
    }

    @Test
    func `a drawer is counted blindly, and its report agrees with the books to the last cent`() async throws {
        let world = try World()
        try await World.orders()
        try await World.allowRefunds(5000)
        let drawer = await opened(world)
        let cash = try await world.paid(1500, tipMinor: 200, more: ", tenderedMinor: 2000")
        let mistake = try await world.paid(100)
        _ = try await world.paid(1000, tipMinor: 50, method: "CARD")
        _ = await world.money("tipAdjust", "\(cash), tipMinor: 300")
        _ = await world.money("paymentVoid", "\(mistake), reason: \"Typo\"")
        _ = await world.money("paymentRefund", "\(cash), amountMinor: 400, reason: \"Cold\"")
        for movement in ["PAY_IN, amountMinor: 500", "PAY_OUT, amountMinor: 120", "DROP, amountMinor: 9000"] {
            _ = await move(world, drawer, "kind: \(movement)")
        }

        let before = await drawers(
            world, "status expected { amountMinor } report { expected { amountMinor } }")
        let counting = await close(world, drawer)
        let closed = await close(world, drawer, ", countedMinor: 2750, note: \"A coin rolled away\"")
        let after = await drawers(world, Self.report)

        #expect(before.contains(#"{"status":"OPEN","expected":null,"report":null}"#), "\(before)")
        #expect(
            counting.contains(#""status":"COUNTING""#) && counting.contains(#""expected":null"#),
            "\(counting)")
        #expect(
            closed.contains(
                #""counted":{"amountMinor":2750},"expected":{"amountMinor":2780},"#
                    + #""difference":{"amountMinor":-30}"#), "\(closed)")
        let amounts = [10_000, 1800, 100, 100, 400, 500, 120, 9000, 2780, 2750, -30]
        let names = [
            "float", "captured", "tipChanges", "voided", "refunded", "paidIn", "paidOut", "dropped",
            "expected", "counted", "difference",
        ]
        for (name, amount) in zip(names, amounts) {
            #expect(after.contains("\"\(name)\":{\"amountMinor\":\(amount)}"), "\(name): \(after)")
        }
        #expect(
            after.contains(
                #"[{"method":"CARD","paymentCount":1,"amount":{"amountMinor":1000},"tip":{"amountMinor":50},"#
                    + #""refunded":{"amountMinor":0}},{"method":"CASH","paymentCount":1,"#
                    + #""amount":{"amountMinor":1500},"tip":{"amountMinor":300},"#
                    + #""refunded":{"amountMinor":400}}]"#), "\(after)")
        #expect(
            try await World.balances() == [
                "CASH_DIFFERENCES 30", "PETTY_CASH -380", "PROVIDER_CLEARING 1050", "RECEIVABLE -2100",
                "SAFE 1750", "TIPS_PAYABLE -350",
            ])
    }

    @Test
    func `a register has one drawer at a time, also when two open it at once`() async throws {
        let (one, other) = (try World(), try World())

        let answers = try await World.together([
            { await open(one) }, { await open(other, register: "TILL 1", member: 405) },
        ])
        let next = await open(one, register: "Till 2")
        let winner = try #require(answers.first { $0.contains(#""userErrors":[]"#) })
        let drawer = "cashSessionId: \"\(World.firstID(.cashSession, in: winner))\""
        _ = await close(one, drawer, ", countedMinor: 10000", as: "BRANCH_MANAGER")
        let again = await open(one)

        #expect(
            answers.filter { $0.contains(#"{"field":["input","register"],"code":"REGISTER_IN_USE"}"#) }.count
                == 1, "\(answers)")
        #expect(next.contains(#""userErrors":[]"#), "\(next)")
        #expect(again.contains(#""userErrors":[]"#), "\(again)")
    }

    @Test
    func
        `nothing moves in a drawer that is being counted, and nothing is taken back from one that is closed`()
        async throws
    {
        let world = try World()
        try await World.orders()
        let drawer = await opened(world)
        let payment = try await world.paid(1500)
        _ = await close(world, drawer)

        let paid = await world.money(
            "paymentCreate",
            "orderId: \"\(World.id(.order, 6001))\", method: CASH, amountMinor: 1, \(drawer)")
        let moved = await move(world, drawer, "kind: DROP, amountMinor: 1")
        let twice = await close(world, drawer)
        let void = await world.money("paymentVoid", "\(payment), reason: \"r\"")
        _ = await close(world, drawer, ", countedMinor: 11500")
        let late = await world.money("paymentVoid", "\(payment), reason: \"r\"")
        let tip = await world.money("tipAdjust", "\(payment), tipMinor: 5")
        let recount = await close(world, drawer, ", countedMinor: 1")

        for answer in [paid, moved] {
            #expect(answer.contains(#"["input","cashSessionId"],"code":"DRAWER_CLOSED""#), "\(answer)")
        }
        for answer in [void, late, tip] {
            #expect(answer.contains(#"["input","paymentId"],"code":"DRAWER_CLOSED""#), "\(answer)")
        }
        for answer in [twice, recount] {
            #expect(answer.contains(#"["input","cashSessionId"],"code":"CONFLICT""#), "\(answer)")
        }
        #expect(try await World.texts("SELECT difference_minor FROM cash_sessions") == ["0"])
    }

    @Test
    func `a cashier counts and empties the own drawer, a manager any, and nobody sees another's`()
        async throws
    {
        let world = try World()
        let mine = await opened(world)
        let other = await opened(world, member: 405)

        let foreign = await close(world, other)
        let taken = await move(world, other, "kind: DROP, amountMinor: 1")
        let own = await drawers(world, "register")
        let all = await drawers(world, "register", as: "BRANCH_MANAGER")
        let manager = await close(world, other, ", countedMinor: 0", as: "BRANCH_MANAGER")
        let waiter = await open(world, register: "Till 9", as: "WAITER")
        let done = await close(world, mine, ", countedMinor: 10000")

        #expect(foreign.contains(#"["input","cashSessionId"],"code":"NOT_ALLOWED""#), "\(foreign)")
        #expect(taken.contains(#""code":"NOT_ALLOWED""#), "\(taken)")
        #expect(own.contains(#"[{"register":"Till 404"}]"#), "\(own)")
        #expect(all.contains("Till 404") && all.contains("Till 405"), "\(all)")
        #expect(manager.contains(#""difference":{"amountMinor":-10000}"#), "\(manager)")
        #expect(waiter.contains("Cannot query field"), "\(waiter)")
        #expect(done.contains(#""difference":{"amountMinor":0}"#), "\(done)")
    }

    @Test
    func `money goes into the drawer that is named, else into the own one`() async throws {
        let world = try World()
        try await World.orders()
        _ = try await world.paid(1)
        let mine = await opened(world)
        let other = await opened(world, member: 405)
        _ = try await world.paid(10)
        _ = try await world.paid(100, more: ", \(other)")
        let elsewhere = await world.money(
            "paymentCreate",
            """
            orderId: "\(World.id(.order, 6001))", method: CASH, amountMinor: 1,
            cashSessionId: "\(World.id(.cashSession, 9))"
            """)
        let (list, _) = await world.run(
            """
            { payments(\(Self.branch), \(mine), statuses: [CAPTURED], methods: [CASH, UPI]) {
                nodes { amount { amountMinor } cashSession { register } } }
              none: payments(\(Self.branch), methods: [CARD]) { nodes { id } } }
            """, role: "CASHIER", branches: [11], member: 404)

        #expect(elsewhere.contains(#"["input","cashSessionId"],"code":"NOT_FOUND""#), "\(elsewhere)")
        #expect(
            list.contains(
                #"[{"amount":{"amountMinor":10},"cashSession":{"register":"Till 404"}}]},"none":{"nodes":[]}"#
            ), "\(list)")
        #expect(
            try await World.texts(
                """
                SELECT coalesce(s.register, 'none') || ' ' || p.amount_minor FROM payments AS p
                LEFT JOIN cash_sessions AS s ON s.id = p.cash_session_id ORDER BY p.amount_minor
                """) == ["none 1", "Till 404 10", "Till 405 100"])
    }

    @Test
    func `a count waits for money that is on its way into the drawer, and knows of it`() async throws {
        let (one, other) = (try World(), try World())
        try await World.orders()
        let drawer = await opened(one)
        let pay = """
            orderId: "\(World.id(.order, 6001))", method: CASH, amountMinor: 1500
            """

        let answers = try await World.together([
            { await one.money("paymentCreate", pay) },
            { await close(other, drawer, ", countedMinor: 11500") },
        ])

        // Whoever was first: the drawer's report and the books tell the same.
        #expect(answers.allSatisfy { $0.contains(#""userErrors":[]"#) }, "\(answers)")
        #expect(
            try await World.texts(
                """
                SELECT (s.expected_minor - s.float_minor = coalesce(sum(p.amount_minor), 0))::text
                FROM cash_sessions AS s LEFT JOIN payments AS p ON p.cash_session_id = s.id
                GROUP BY s.expected_minor, s.float_minor
                """) == ["true"])
        #expect(
            try await World.balances().allSatisfy { !$0.hasPrefix("CASH_DRAWER") || $0.hasSuffix(" 1500") })
    }

    @Test(arguments: [
        ("cashSessionOpen", "\(branch), register: \" \"", "register", "INVALID"),
        ("cashSessionOpen", "\(branch), register: \"a\", floatMinor: -1", "floatMinor", "INVALID"),
        (
            "cashSessionOpen", "branchId: \"\(World.id(.branch, 12))\", register: \"a\"", "branchId",
            "NOT_FOUND"
        ),
        ("cashSessionClose", "cashSessionId: \"x\", countedMinor: -1", "countedMinor", "INVALID"),
        ("cashSessionClose", "cashSessionId: \"\(World.id(.cashSession, 9))\"", "cashSessionId", "NOT_FOUND"),
        (
            "cashMovementCreate", "cashSessionId: \"x\", kind: DROP, amountMinor: 0, reason: \"r\"",
            "amountMinor", "INVALID"
        ),
        (
            "cashMovementCreate",
            "cashSessionId: \"\(World.id(.cashSession, 9))\", kind: DROP, amountMinor: 1, reason: \"r\"",
            "cashSessionId", "NOT_FOUND"
        ),
    ])
    func `what cannot be is refused`(
        _ mutation: String, _ input: String, _ field: String, _ code: String
    ) async throws {
        let answer = await (try World()).money(mutation, input, "")

        #expect(answer.contains("{\"field\":[\"input\",\"\(field)\"],\"code\":\"\(code)\"}"), "\(answer)")
    }

    @Test
    func `another tenant's drawer is not there`() async throws {
        let world = try World()
        let drawer = await opened(world)
        let missing = #"["input","cashSessionId"],"code":"NOT_FOUND""#
        func foreign(_ mutation: String, _ input: String) async -> String {
            await world.money(
                mutation, input, "", as: "ORG_ADMIN", organization: 2, branches: nil, member: nil)
        }

        #expect(await foreign("cashSessionClose", drawer).contains(missing))
        #expect(
            await foreign("cashMovementCreate", "\(drawer), kind: DROP, amountMinor: 1, reason: \"r\"")
                .contains(missing))
    }

    @Test
    func `case 19: a drawer opened before the day begins belongs to yesterday`() async throws {
        let world = try World()
        // The day begins ten minutes from now by the branch's clock.
        try await World.asSuperuser(
            """
            UPDATE branches SET business_day_start =
              ((now() AT TIME ZONE timezone) + interval '10 minutes')::time(0)
            """)

        _ = await opened(world)

        #expect(
            try await World.texts(
                """
                SELECT (((now() AT TIME ZONE b.timezone) + interval '10 minutes')::date - 1
                  = s.business_date)::text
                FROM cash_sessions AS s JOIN branches AS b ON b.id = s.branch_id
                """) == ["true"])
    }
}
