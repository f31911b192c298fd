internal import DataLoader
internal import Domain
internal import Postgres

/// A cart as it is stored, with its lines and what was chosen with them.
struct StoredCart: Sendable {
    /// A line as it is stored.
    struct Line: Sendable {
        let id: UUIDBytes
        var request: LineRequest
        /// The price of one, choices included, when it was put in or changed last.
        var quotedMinor: Int64
        let position: Int64
        /// Of item and choices, guest, course and instructions: what is chosen alike is one line.
        let configuration: [UInt8]
    }

    let id: UUIDBytes
    let branch: UUIDBytes
    let session: UUIDBytes?
    let customer: UUIDBytes?
    let deviceHash: [UInt8]?
    let member: UUIDBytes?
    let type: OrderType
    let status: CartLifecycle.State
    let currency: String
    let note: String?
    /// The total after the last change.
    let quotedMinor: Int64?
    let version: Int64
    /// Whether nobody has touched it for too long.
    let isExpired: Bool
    /// The table of its session, where that was looked up.
    var table: UUIDBytes?
    var lines: [Line] = []
    /// What its guests want to be taken off, in the order in which they asked.
    var coupons: [StoredCoupon] = []
    /// What its customer's points are to pay for, in the order of asking.
    var rewards: [StoredReward] = []
}

extension StoredCart {
    /// How many statements read carts.
    static let readingCount = 5

    /// The statements that read carts whole: ``readingCount``, however much they hold.
    ///
    /// - Parameter lock: whether the carts' rows are locked, by ID, until the transaction ends.
    static func reading(
        _ carts: [UUIDBytes], for caller: TenantCaller, lock: Bool = false
    ) -> [BoundStatement] {
        let tenant: ParameterValue = caller.organization.map { .uuid($0) } ?? .null
        return [
            (lock ? lockedRows : rows).bind(tenant, carts.parameter, caller.branchArray),
            lineRows.bind(tenant, carts.parameter), choiceRows.bind(tenant, carts.parameter),
            StoredCoupon.finding(ofCarts: carts, caller), StoredReward.finding(ofCarts: carts, caller),
        ]
    }

    /// What the statements found, by ID.
    static func carts(_ results: ArraySlice<PostgresResult>) -> [UUIDBytes: StoredCart] {
        guard results.count == readingCount else { return [:] }
        let results = Array(results)
        var carts: [UUIDBytes: StoredCart] = [:]
        for row in 0..<results[0].rowCount {
            guard let cart = StoredCart(results[0], row) else { continue }
            carts[cart.id] = cart
        }
        let choices = StoredChoices(results[2])
        for row in 0..<results[1].rowCount {
            guard let cart = results[1].uuid(row, 1), let line = Line(results[1], row, choices) else {
                continue
            }
            carts[cart]?.lines.append(line)
        }
        for (cart, coupon) in StoredCoupon.coupons(results[3]) { carts[cart]?.coupons.append(coupon) }
        for (cart, reward) in StoredReward.rewards(results[4]) { carts[cart]?.rewards.append(reward) }
        return carts
    }

    private init?(_ found: PostgresResult, _ row: Int) {
        guard let id = found.uuid(row, 0), let branch = found.uuid(row, 1),
            let type = found.string(row, 6).flatMap(OrderType.init),
            let status = found.string(row, 7).flatMap(CartLifecycle.State.init),
            let currency = found.string(row, 8), let version = found.int(row, 11)
        else { return nil }
        self.id = id
        self.branch = branch
        session = found.uuid(row, 2)
        customer = found.uuid(row, 3)
        deviceHash = found.bytes(row, 4)
        member = found.uuid(row, 5)
        self.type = type
        self.status = status
        self.currency = currency
        note = found.string(row, 9)
        quotedMinor = found.int(row, 10)
        self.version = version
        isExpired = found.bool(row, 12) ?? true
    }

    private static let columns = """
        SELECT t.id, t.branch_id, t.session_id, t.customer_id, t.device_hash, t.member_id, t.type, t.status,
          t.currency, t.note, t.quoted_minor, t.version, t.expires_at <= now()
        FROM carts AS t
        WHERE t.organization_id = $1 AND t.id = ANY($2) AND ($3 IS NULL OR t.branch_id = ANY($3))
        """

    /// `carts_pkey` serves it.
    private static let rows = Statement(
        "StoredCart.rows", columns, parameters: [.uuid, .uuidArray, .uuidArray])
    /// `carts_pkey` serves it.
    private static let lockedRows = Statement(
        "StoredCart.lockedRows", columns + " ORDER BY t.id FOR UPDATE OF t",
        parameters: [.uuid, .uuidArray, .uuidArray])

    /// `cart_lines_cart_idx` serves it.
    private static let lineRows = Statement(
        "StoredCart.lines",
        """
        SELECT l.id, l.cart_id, l.item_id, (l.quantity * 10000)::bigint, l.instructions, l.guest_id, l.course,
          l.quoted_minor, l.position, l.configuration_hash
        FROM cart_lines AS l
        WHERE l.organization_id = $1 AND l.cart_id = ANY($2)
        ORDER BY l.cart_id, l.position, l.id
        """, parameters: [.uuid, .uuidArray])

    /// `cart_lines_cart_idx` and `cart_line_modifiers_line_idx` serve it.
    private static let choiceRows = Statement(
        "StoredCart.choices",
        """
        SELECT m.id, m.line_id, m.parent_id, m.group_id, m.modifier_id, m.quantity
        FROM cart_lines AS l
        JOIN cart_line_modifiers AS m ON m.organization_id = $1 AND m.line_id = l.id
        WHERE l.organization_id = $1 AND l.cart_id = ANY($2)
        ORDER BY m.line_id, m.position, m.id
        """, parameters: [.uuid, .uuidArray])
}

extension StoredCart.Line {
    fileprivate init?(_ found: PostgresResult, _ row: Int, _ choices: StoredChoices) {
        guard let id = found.uuid(row, 0), let item = found.uuid(row, 2),
            let quantity = found.int(row, 3).flatMap({ Quantity(tenThousandths: $0) })
        else { return nil }
        self.id = id
        request = LineRequest(
            item: item, quantity: quantity, choices: choices.below(nil, of: id),
            instructions: found.string(row, 4), guest: found.uuid(row, 5), course: found.int(row, 6))
        quotedMinor = found.int(row, 7) ?? 0
        position = found.int(row, 8) ?? 0
        configuration = found.bytes(row, 9) ?? []
    }
}

/// The choices of stored lines, as rows that name their parents.
private struct StoredChoices {
    private struct Place: Hashable {
        let line: UUIDBytes
        let parent: UUIDBytes?
    }

    private var rows: [Place: [(id: UUIDBytes, choice: MenuChoice<UUIDBytes>)]] = [:]

    init(_ found: PostgresResult) {
        for row in 0..<found.rowCount {
            guard let id = found.uuid(row, 0), let line = found.uuid(row, 1),
                let group = found.uuid(row, 3), let modifier = found.uuid(row, 4)
            else { continue }
            let choice = MenuChoice(
                group: group, modifier: modifier, quantity: Int(found.int(row, 5) ?? 1))
            rows[Place(line: line, parent: found.uuid(row, 2)), default: []].append((id, choice))
        }
    }

    /// The choices at one place with all below; the table's keys make them a tree.
    func below(
        _ parent: UUIDBytes?, of line: UUIDBytes, depth: Int = 0
    ) -> [MenuChoice<UUIDBytes>] {
        guard depth < ChosenModifier.depthMax else { return [] }
        return (rows[Place(line: line, parent: parent)] ?? []).map { row in
            var choice = row.choice
            choice.choices = below(row.id, of: line, depth: depth + 1)
            return choice
        }
    }
}
