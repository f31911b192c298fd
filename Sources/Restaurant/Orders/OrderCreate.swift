internal import Crypto
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// Makes an order of lines, in one transaction: checked, priced, numbered, with all that it keeps.
///
/// A client may make the ID: the same request again is the same order, though its first answer was lost.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.orderCreate`.
enum OrderCreate: ObjectType {
    static let typeName = "OrderCreatePayload"

    enum Columns {
        static let orderID = Column<UUIDBytes?>("order_id", at: 0)
    }

    static let fields: [Field] = [
        .one("order", Order.byID, key: .column(Columns.orderID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = OrderMutation.makeRepeatable(
        keyCount: 1, needsKey: true
    ) { (input, session) throws(OrderMutationFailure) in
        let request = try OrderRequest(input, session.caller)
        if let made = try await made(request, session) { return [made.bytes] }
        let seat = try await OrderSeat.taken(request, session)
        try await session.requireLive(customer: request.customer)
        let quote = try await session.validQuote(
            request.lines, type: request.type, in: request.branch, moment: input.nowSeconds,
            coupons: try await session.coupons(input, "couponCodes", for: request.customer))
        try session.requireCoupons(of: quote, at: "couponCodes")
        try quote.requireTotal(input)
        try await seat.requireGuests(of: request.lines, session)
        var draft = request.draft(quote, newID: input.newID())
        draft.session = seat.session
        draft.table = seat.table
        draft.member = session.caller.member
        let order = try await OrderWriter.create(draft, in: session, moment: input.nowSeconds)
        if quote.terms.policies.autoConfirmSources.contains(request.source.rawValue) {
            try await OrderConfirmation.confirm(order: order, by: .system, in: session)
        } else if input.bool("confirm") == true {
            try await OrderConfirmation.confirm(order: order, by: session.caller.actingParty, in: session)
        }
        return [order.bytes]
    }

    /// The order that an equal request with the same ID made before; two at once go one after the other.
    ///
    /// - Throws: IDEMPOTENCY_KEY_REUSED where another request has the ID.
    private static func made(
        _ request: OrderRequest, _ session: OrderSession
    ) async throws(OrderMutationFailure) -> UUIDBytes? {
        guard let id = request.id else { return nil }
        let results = try await session.run([
            lock.bind(.text("order \(id)")), find.bind(session.tenant, .uuid(id)),
        ])
        guard let found = results.last, found.rowCount == 1 else { return nil }
        guard let known = found.string(0, 0), known == request.fingerprint else {
            throw .refused(.idempotencyKeyReused, "id", "Another order has this ID.")
        }
        return id
    }

    private static let lock = Statement(
        "OrderCreate.lock", "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", parameters: [.text],
        results: .text)

    /// `orders_pkey` serves it.
    private static let find = Statement(
        "OrderCreate.find", "SELECT client_request_id FROM orders WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])
}

/// What an order is made of, as it is asked for.
struct OrderRequest: Sendable {
    let id: UUIDBytes?
    /// Of the whole input and who sends it, so that an equal request is known again; nil without an ID.
    let fingerprint: String?
    let branch: UUIDBytes
    let type: OrderType
    let source: OrderSource
    let session: UUIDBytes?
    let table: UUIDBytes?
    let customer: UUIDBytes?
    let guestName: String?
    let guestCount: Int64?
    let note: String?
    let lines: [LineRequest]
    let party: ActingParty
    let nowSeconds: Int64

    /// Reads the input. A guest orders for their own session or themselves, whatever the input says.
    init(_ input: OrderInput, _ caller: TenantCaller) throws(OrderMutationFailure) {
        id = try input.uuid("id", .order)
        let bytes = RequestQuestion.bytes(of: input.without(["idempotencyKey"]))
        let digest = SHA256.hash(data: bytes).map { String(UInt16($0) + 256, radix: 16).dropFirst() }
        fingerprint = id == nil ? nil : digest.joined()
        branch = try input.requiredUUID("branchId", .branch)
        type = input.choice("type") ?? .dineIn
        source = caller.isGuest ? OrderSource(caller) : input.choice("source") ?? OrderSource(caller)
        if caller.isGuest {
            if case .id(let own)? = caller.claims["session"] { session = own } else { session = nil }
            if case .id(let own)? = caller.claims["customer"] { customer = own } else { customer = nil }
            guard session != nil || customer != nil else { throw .notFound("sessionId") }
            table = nil
        } else {
            session = try input.uuid("sessionId", .tableSession)
            customer = try input.uuid("customerId", .customer)
            table = try input.uuid("tableId", .table)
        }
        guestName = try input.text("guestName", 1...100)
        guestCount = input.int("guestCount")
        if let guestCount, !(1...1000).contains(guestCount) {
            throw .invalid("guestCount", "There are 1 to 1000 guests.")
        }
        note = try input.text("note", 1...500)
        lines = try input.lines("lines")
        party = caller.actingParty
        nowSeconds = input.nowSeconds
    }

    /// The order with its prices.
    func draft(_ quote: Quote, newID: UUIDBytes) -> OrderDraft {
        var draft = OrderDraft(id: id ?? newID, type: type, source: source, quote: quote)
        draft.customer = customer
        draft.guestName = guestName
        draft.guestCount = guestCount
        draft.note = note
        draft.fingerprint = fingerprint
        return draft
    }
}
