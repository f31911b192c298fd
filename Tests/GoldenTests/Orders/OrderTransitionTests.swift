import Restaurant
import TestSupport
import Testing

/// Every row of the order's state table, as the design has it, and every way that no row allows.
@Suite(.database(World.template))
struct OrderTransitionTests {
    /// A row of the table: from, to, and the letters of those who may.
    struct Way: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let who: String
        var testDescription: String { "\(from) to \(to)" }
    }

    /// The roles by the design's letters: O org admin, M branch manager, C cashier, W waiter, K kitchen.
    static let roles: [(letter: Character, role: String)] = [
        ("O", "ORG_ADMIN"), ("M", "BRANCH_MANAGER"), ("C", "CASHIER"), ("W", "WAITER"), ("K", "KITCHEN"),
    ]

    static let states = [
        "PENDING", "CONFIRMED", "PREPARING", "READY", "SERVED", "COMPLETED", "CANCELED",
    ]

    /// The rows that people make, all guards fulfilled but payment: a paid order can't be called off.
    static let ways = [
        Way(from: "PENDING", to: "CONFIRMED", who: "WCMK"),
        Way(from: "PENDING", to: "CANCELED", who: "WCM"),
        Way(from: "CONFIRMED", to: "PREPARING", who: "K"),
        Way(from: "CONFIRMED", to: "CANCELED", who: "CM"),
        Way(from: "PREPARING", to: "READY", who: "K"),
        Way(from: "PREPARING", to: "CANCELED", who: "MC"),
        Way(from: "READY", to: "CANCELED", who: "M"),
        Way(from: "READY", to: "SERVED", who: "WK"),
        Way(from: "READY", to: "COMPLETED", who: "C"),
        Way(from: "SERVED", to: "COMPLETED", who: "CMW"),
        Way(from: "PREPARING", to: "CONFIRMED", who: "KM"),
        Way(from: "READY", to: "PREPARING", who: "KM"),
        Way(from: "SERVED", to: "READY", who: "KM"),
    ]

    /// All pairs of states that a mutation can be asked for.
    static let pairs: [Way] = states.flatMap { from in
        states.filter { $0 != "PENDING" }.map { to in
            ways.first { $0.from == from && $0.to == to } ?? Way(from: from, to: to, who: "")
        }
    }

    @Test(arguments: pairs)
    func `an order goes the ways of its table, for whom it says, and no others`(_ way: Way) async throws {
        let world = try World()
        for (index, (letter, role)) in Self.roles.enumerated() {
            let number = 7000 + index * 10
            try await Self.store(way, number)
            let (text, _) = await world.run(Self.document(way.to, number), role: role, branches: [11])

            // An administrator does whatever a manager does; a manager has the roles of all others, but
            // stands in the table for itself.
            let isAllowed = way.who.contains(letter == "O" ? "M" : letter)
            let status = try await OrderRows.status(number)
            #expect(status == (isAllowed ? way.to : way.from), "\(role): \(text)")
            #expect(text.contains(#""userErrors":[]"#) == isAllowed, "\(role): \(text)")
            let told = try await OrderRows.events(of: number, "order.status_changed")
            #expect(told == (isAllowed ? [way.to] : []), "\(role): \(told)")
        }
    }

    /// An order in the state, with tickets and payments as the way to the next needs them.
    private static func store(_ way: Way, _ number: Int) async throws {
        let isPaid = way.to == "COMPLETED"
        try await OrderRows.order(
            number, way.from, type: way.from == "READY" && isPaid ? "TAKEAWAY" : "DINE_IN",
            paidMinor: isPaid || way.from == "COMPLETED" ? 15_600 : 0)
        switch way.to {
        case "PREPARING": try await OrderRows.ticket(of: number, "IN_PROGRESS")
        case "READY": try await OrderRows.ticket(of: number, "READY")
        default: break
        }
    }

    /// The mutation that asks for a state.
    static func document(_ status: String, _ number: Int, more: String = "") -> String {
        let id = "id: \"\(OrderRows.id(number))\""
        let call =
            switch status {
            case "CONFIRMED": "orderStatusSet(input: { \(id), status: CONFIRMED \(more) })"
            case "CANCELED": "orderCancel(input: { \(id), reason: \"The guests left\" \(more) })"
            default: "orderStatusSet(input: { \(id), status: \(status) \(more) })"
            }
        return """
            mutation { it: \(call) { order { status version }
              userErrors { field message ... on OrderUserError { code } } } }
            """
    }

    @Test(arguments: [
        ("CONFIRMED", "PREPARING", "KITCHEN", "KITCHEN_NOT_READY"),
        ("PREPARING", "READY", "KITCHEN", "KITCHEN_NOT_READY"),
        ("SERVED", "COMPLETED", "WAITER", "BALANCE_OPEN"),
        ("READY", "COMPLETED", "CASHIER", "BALANCE_OPEN"),
        ("CONFIRMED", "CANCELED", "WAITER", "NOT_ALLOWED"),
        ("PENDING", "SERVED", "WAITER", "CONFLICT"),
        ("CANCELED", "CONFIRMED", "BRANCH_MANAGER", "CONFLICT"),
        ("COMPLETED", "CANCELED", "BRANCH_MANAGER", "CONFLICT"),
        ("SERVED", "CANCELED", "BRANCH_MANAGER", "CONFLICT"),
    ])
    func `a guard that is not fulfilled has its code`(
        _ from: String, _ to: String, _ role: String, _ code: String
    ) async throws {
        let world = try World()
        try await OrderRows.order(
            7000, from, type: from == "READY" ? "TAKEAWAY" : "DINE_IN",
            paidMinor: from == "COMPLETED" ? 15_600 : 0)

        let (text, _) = await world.run(Self.document(to, 7000), role: role, branches: [11])

        #expect(text.contains("\"code\":\"\(code)\""), "\(text)")
        #expect(try await OrderRows.status(7000) == from)
    }

    @Test(arguments: ["PENDING", "CONFIRMED", "PREPARING", "READY"])
    func `what has captured money is not called off`(_ status: String) async throws {
        let world = try World()
        try await OrderRows.order(7000, status, paidMinor: 100)

        let (text, _) = await world.run(Self.document("CANCELED", 7000))

        #expect(text.contains("PAYMENT_CAPTURED"), "\(text)")
        #expect(try await OrderRows.status(7000) == status)
    }

    @Test
    func `calling off what is confirmed needs a reason`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "CONFIRMED")
        let (text, _) = await world.run(
            """
            mutation { orderCancel(input: { id: "\(OrderRows.id())" }) {
              userErrors { ... on OrderUserError { code } } } }
            """)
        #expect(text.contains("REASON_NEEDED"), "\(text)")
    }

    @Test
    func `waiters cancel what is confirmed where the branch lets them`() async throws {
        let world = try World()
        try await World.asSuperuser(
            "UPDATE branches SET policies = '{\"waitersCancelConfirmed\": true}'")
        try await OrderRows.order(7000, "CONFIRMED")
        let (text, _) = await world.run(Self.document("CANCELED", 7000), role: "WAITER", branches: [11])
        #expect(text.contains(#""status":"CANCELED""#), "\(text)")
    }

    @Test
    func `a manager writes off what is owed, with a reason that the log keeps`() async throws {
        let world = try World()
        try await OrderRows.order(7000, "SERVED", paidMinor: 600)
        let reason = ", writeOffReason: \"Regulars\""

        let waiter = await world.run(
            Self.document("COMPLETED", 7000, more: reason), role: "WAITER", branches: [11]
        ).text
        let manager = await world.run(
            Self.document("COMPLETED", 7000, more: reason), role: "BRANCH_MANAGER", branches: [11]
        ).text

        #expect(waiter.contains("BALANCE_OPEN"), "\(waiter)")
        #expect(manager.contains(#""status":"COMPLETED""#), "\(manager)")
        let owed = try await World.texts(
            "SELECT written_off_minor FROM orders WHERE id = '\(World.uuid(7000))'")
        #expect(owed == ["15000"])
        #expect(
            try await World.texts("SELECT note || ' ' || reason FROM audit_log").contains(
                "WRITE_OFF Regulars"))
    }

    @Test
    func `an order with the wrong version is not touched`() async throws {
        let world = try World()
        try await OrderRows.order(7000)
        let old = await world.run(
            Self.document("CANCELED", 7000, more: ", expectedVersion: 7")
        ).text
        let right = await world.run(
            Self.document("CANCELED", 7000, more: ", expectedVersion: 1")
        ).text
        #expect(old.contains("VERSION_CONFLICT"), "\(old)")
        #expect(right.contains(#""order":{"status":"CANCELED","version":2}"#), "\(right)")
    }
}
