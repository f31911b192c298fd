import Foundation
import Postgres
import Restaurant
import TestSupport

/// An evening as it is played: the same seed, the same evening.
struct Evening {
    /// Two servers over one database.
    private let servers: [any EveningServer]
    var generator: SeededGenerator
    var model = EveningModel()
    private var requestCount = 0

    static let branch = World.id(.branch, 11)
    private static let tables = 1...5
    /// What one portion costs in the branch: Ceviche clásico, Personal or Fuente with choclo.
    private static let portions: [(selections: String, minor: Int64)] = [
        ("{ groupId: \"\(World.id(.group, 130))\", modifierId: \"\(World.id(.modifier, 140))\" }", 4200),
        (
            "{ groupId: \"\(World.id(.group, 130))\", modifierId: \"\(World.id(.modifier, 141))\", "
                + "selections: [{ groupId: \"\(World.id(.group, 131))\", "
                + "modifierId: \"\(World.id(.modifier, 143))\" }] }",
            4200 + 2500 + 350
        ),
    ]

    /// What the coupon takes off.
    private static let couponMinor: Int64 = 500

    /// A coupon, a program for points and its customer.
    static func begin(_ world: World) async throws {
        try await LoyaltyActs.begin(world)
        _ = await world.run(CouponActs.create("FIVE", "kind: FIXED, amountMinor: \(couponMinor)"))
    }

    init(seed: UInt64, over servers: [any EveningServer]) {
        self.servers = servers
        generator = SeededGenerator(seed: seed)
    }

    /// Somebody does something, allowed or not.
    ///
    /// - Returns: where the servers and the model differ; nil where they agree.
    mutating func play() async throws -> String? {
        let action = EveningModel.Action.allCases.randomElement(using: &generator) ?? .order
        if action == .close { return await close(Int.random(in: Self.tables, using: &generator)) }
        if action == .drawer { return await turnDrawer() }
        let open = model.orders.indices.filter { !model.orders[$0].isOver }
        guard action != .order || open.count <= 12 else { return nil }
        guard action != .order,
            let place = (Int.random(in: 0..<10, using: &generator) == 0 ? Array(model.orders.indices) : open)
                .randomElement(using: &generator)
        else { return await order() }
        if [.payPart, .payAll, .refund, .void, .tip].contains(action) {
            return await moveMoney(action, place)
        }
        let order = model.orders[place]
        let isAllowed = EveningModel.allows(action, order)
        guard let request = try await request(action, order) else {
            return isAllowed ? "\(action) of \(order) has no ticket" : nil
        }
        // The state table leaves serving to waiters and the kitchen.
        let answer = await send(request, as: action == .serve ? "WAITER" : "BRANCH_MANAGER")
        guard Self.passed(answer) == isAllowed else {
            return "\(action) of \(order) was \(isAllowed ? "refused" : "let pass"): \(answer)"
        }
        if isAllowed { EveningModel.apply(action, to: &model.orders[place]) }
        return nil
    }

    private mutating func order() async -> String? {
        let table = Int.random(in: Self.tables, using: &generator)
        let portion = Self.portions.randomElement(using: &generator) ?? Self.portions[0]
        let quantity = Int64.random(in: 1...3, using: &generator)
        let id = EntityKind.order.id(UUIDBytes(high: 0x0190_0000_0000_7abc, low: generator.next() | 1 << 63))
        let lines = """
            [{ itemId: "\(World.id(.item, 120))", quantity: "\(quantity)",
              selections: [\(portion.selections)] }]
            """
        let hasCoupon = Int.random(in: 0..<4, using: &generator) == 0
        let customer = Bool.random(using: &generator) ? "customerId: \"\(LoyaltyActs.rosa)\"," : ""
        let answer = await send(
            """
            orderCreate(input: { id: "\(id)", branchId: "\(Self.branch)", type: DINE_IN, source: WAITER_APP,
              tableId: "\(World.id(.table, 1000 + table))", lines: \(lines), \(customer)
              couponCodes: [\(hasCoupon ? "\"FIVE\"" : "")], \(key()) })
            """)
        guard Self.passed(answer) else { return "an order was refused: \(answer)" }
        let total = portion.minor * quantity - (hasCoupon ? Self.couponMinor : 0)
        model.orders.append(.init(id: id, table: table, totalMinor: total))
        model.occupied.insert(table)
        return nil
    }

    private mutating func close(_ table: Int) async -> String? {
        let isAllowed = model.mayClose(table)
        let sessions = await servers[0].answer(
            """
            { tableSessions(branchId: "\(Self.branch)", tableId: "\(World.id(.table, 1000 + table))",
                status: ACTIVE) { nodes { id } } }
            """, as: "BRANCH_MANAGER")
        guard let id = Self.text("id", in: sessions) else {
            return model.occupied.contains(table) ? "nobody sits at \(table): \(sessions)" : nil
        }
        let answer = await send("tableSessionClose(input: { sessionId: \"\(id)\" })")
        guard Self.passed(answer) == isAllowed else {
            return "closing table \(table) was \(isAllowed ? "refused" : "let pass"): \(answer)"
        }
        if isAllowed { model.occupied.remove(table) }
        return nil
    }

    /// The mutation's field; nil for a ticket that is not there.
    private mutating func request(
        _ action: EveningModel.Action, _ order: EveningModel.Order
    ) async throws -> String? {
        let id = "id: \"\(order.id)\""
        switch action {
        case .order, .close, .payPart, .payAll, .refund, .void, .tip, .drawer: return nil
        case .confirm: return "orderConfirm(input: { \(id), \(key()) })"
        case .cancel: return "orderCancel(input: { \(id), reason: \"They left.\", \(key()) })"
        case .serve: return "orderStatusSet(input: { \(id), status: SERVED, \(key()) })"
        case .complete: return "orderStatusSet(input: { \(id), status: COMPLETED, \(key()) })"
        case .start, .ready, .bump:
            guard let ticket = try await ticket(of: order) else { return nil }
            let name = action == .start ? "ticketStart" : action == .ready ? "ticketReady" : "ticketBump"
            return "\(name)(input: { ticketId: \"\(ticket)\", \(key()) })"
        }
    }

    private func ticket(of order: EveningModel.Order) async throws -> String? {
        guard let uuid = EntityKind.order.uuid(order.id) else { return nil }
        let found = try await Self.connected { connection in
            try await connection.execute(
                script: "SELECT id::text FROM kitchen_tickets WHERE order_id = '\(uuid)'")
        }
        guard let row = found.first, row.rowCount == 1 else { return nil }
        return row.string(0, 0).flatMap { UUIDBytes(text: $0) }.map(EntityKind.kitchenTicket.id)
    }

    /// A key of this request alone.
    mutating func key() -> String {
        requestCount += 1
        return "idempotencyKey: \"evening-request-\(requestCount)\""
    }

    /// Sends a mutation to one of the servers; in one of six cases the answer is lost and it goes to the
    /// other one again.
    mutating func send(
        _ field: String, as role: String = "BRANCH_MANAGER", selecting: String = ""
    ) async -> String {
        let document = "mutation { it: \(field) { __typename \(selecting) userErrors { message field } } }"
        let first = Int.random(in: 0..<2, using: &generator)
        let isLost = Int.random(in: 0..<6, using: &generator) == 0
        let answer = await servers[first].answer(document, as: role)
        guard isLost, field.contains("idempotencyKey"), Self.passed(answer) else { return answer }
        return await servers[1 - first].answer(document, as: role)
    }

    static func passed(_ answer: String) -> Bool {
        answer.contains("\"userErrors\":[]") && !answer.contains("\"errors\":")
    }

    static func text(_ name: String, in answer: String) -> String? {
        guard let start = answer.range(of: "\"\(name)\":\"") else { return nil }
        return answer[start.upperBound...].split(separator: "\"", maxSplits: 1).first.map(String.init)
    }

    // MARK: In the end

    /// Where the database and the model differ when all have gone home.
    func differences() async throws -> [String] {
        let expected = model.orders.map { order in
            let uuid = EntityKind.order.uuid(order.id)?.description ?? ""
            return
                "\(uuid) \(order.status) \(order.totalMinor) \(order.paidMinor) \(order.refundedMinor) "
                + "\(order.tipMinor)"
        }
        let stored = try await texts(
            """
            SELECT concat_ws(' ', id, status, total_minor, paid_minor, refunded_minor, tip_minor) FROM orders
            WHERE id::text LIKE '01900000-0000-7abc-%'
            """)
        var differences: [String] = []
        for line in Set(expected).symmetricDifference(stored).sorted() {
            differences.append(expected.contains(line) ? "not stored: \(line)" : "not expected: \(line)")
        }
        for (name, query) in EveningPromises.all {
            differences += try await texts(query).map { "\(name): \($0)" }
        }
        return differences
    }

    private static func connected<Result: Sendable>(
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared, body)
    }

    private func texts(_ query: String) async throws -> [String] {
        try await Self.connected { connection in
            let result = try await connection.execute(script: query)
            return result.flatMap { rows in (0..<rows.rowCount).compactMap { rows.string($0, 0) } }
        }
    }
}
