internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// What guests ordered, with names, prices and taxes as they were then.
///
/// - SeeAlso: `schema.graphql`, type `Order`; `Config/permissions.yaml`, key `Order`.
enum Order: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "orders", columns: Columns.all, branch: "branch_id", person: "t.customer_id")

    static let fields: [Field] = identity + people + content + amounts + times

    private static let identity: [Field] = [
        .id("id", Columns.id, .order),
        .column("number", Columns.number),
        .value("displayNumber", Columns.number) { number in
            OrderNumber(date: .first, number: Int(number)).map { .string($0.shortText) } ?? .null
        },
        .column("businessDate", Columns.businessDate),
        .column("type", Columns.type, as: .plainText),
        .column("source", Columns.source, as: .plainText),
        .column("status", Columns.status, as: .plainText),
        .column("statusChangedAt", Columns.statusChangedAt),
        .column("paymentStatus", Columns.paymentStatus, as: .plainText),
    ]

    private static let people: [Field] = [
        .one("branch", Branch.everyByID, key: .column(Columns.branchID)),
        .one("table", DiningTable.byID, key: .column(Columns.tableID)),
        .one("session", TableSession.byID, key: .column(Columns.sessionID)),
        .one("customer", Customer.byID, key: .column(Columns.customerID)),
        .one("waiter", Member.byID, key: .column(Columns.memberID)),
        .column("guestName", Columns.guestName),
        .column("guestCount", Columns.guestCount),
        .column("note", Columns.note),
    ]

    private static let content: [Field] = [
        .many("lines", OrderLine.byOrder, key: .column(Columns.id)),
        .many("courses", OrderCourse.byOrder, key: .column(Columns.id)),
        .many("discounts", OrderDiscount.byOrder, key: .column(Columns.id)),
        .many("charges", OrderCharge.byOrder, key: .column(Columns.id)),
        .many("checks", OrderCheck.byOrder, key: .column(Columns.id)),
        .many("tickets", KitchenTicket.byOrder, key: .column(Columns.id)),
        .many("payments", Payment.byOrder, key: .column(Columns.id)),
    ]

    private static let amounts: [Field] = [
        .embedded("subtotal", Columns.subtotalMinor, Columns.currency),
        .embedded("comp", Columns.compMinor, Columns.currency),
        .embedded("discount", Columns.discountMinor, Columns.currency),
        .embedded("charge", Columns.chargeMinor, Columns.currency),
        .embedded("net", Columns.netMinor, Columns.currency),
        .embedded("tax", Columns.taxMinor, Columns.currency),
        .embedded("total", Columns.totalMinor, Columns.currency),
        .embedded("tip", Columns.tipMinor, Columns.currency),
        .embedded("paid", Columns.paidMinor, Columns.currency),
        .embedded("refunded", Columns.refundedMinor, Columns.currency),
        .embedded("writtenOff", Columns.writtenOffMinor, Columns.currency),
        .embedded("balance", Columns.balanceMinor, Columns.currency),
        .many("taxes", OrderTax.byOrder, key: .column(Columns.id)),
    ]

    private static let times: [Field] = [
        .column("createdAt", Columns.createdAt),
        .column("confirmedAt", Columns.confirmedAt),
        .column("startedAt", Columns.startedAt),
        .column("readyAt", Columns.readyAt),
        .column("servedAt", Columns.servedAt),
        .column("completedAt", Columns.completedAt),
        .column("canceledAt", Columns.canceledAt),
        .column("cancelReason", Columns.cancelReason),
        .page("timeline", OrderEvent.byOrder, order: OrderEvent.order, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// The latest first; `orders_created_idx` has it within a branch.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `orders_pkey` serves it.
    static let byID = BatchLoader.one("Order.byID", rows, .column(Columns.id))
    /// `orders_session_idx` serves it. Rules on rows read columns by their bare names: no key has one of
    /// these.
    static let bySession = BatchLoader.page(
        "Order.bySession", rows, .keys(["of_session": .uuid], match: "t.session_id = k.of_session"),
        order: order)
    /// `orders_customer_idx` serves it.
    static let byCustomer = BatchLoader.page(
        "Order.byCustomer", rows, .keys(["of_customer": .uuid], match: "t.customer_id = k.of_customer"),
        order: order)
    /// `orders_created_idx` serves it and the limits in time, `orders_table_idx` and `orders_member_idx` a
    /// table and a waiter; what else is asked for filters along it.
    static let matching = BatchLoader.page(
        "Order.matching", rows,
        .keys(
            [
                "statuses": .text, "business_date": .date, "since": .timestamptz, "until": .timestamptz,
                "table_id": .uuid, "member_id": .uuid, "source": .text, "search": .text, "branch_id": .uuid,
            ],
            match: """
                t.branch_id = k.branch_id \
                AND (k.statuses IS NULL OR t.status = ANY(string_to_array(k.statuses, ' '))) \
                AND (k.business_date IS NULL OR t.business_date = k.business_date) \
                AND t.created_at >= coalesce(k.since, '-infinity') \
                AND t.created_at < coalesce(k.until, 'infinity') \
                AND (k.table_id IS NULL OR t.table_id = k.table_id) \
                AND (k.member_id IS NULL OR t.member_id = k.member_id) \
                AND (k.source IS NULL OR t.source = k.source) \
                AND (k.search IS NULL OR t.number::text = ltrim(k.search, '0') \
                OR strpos(lower(t.guest_name), lower(k.search)) > 0)
                """), order: order)

    /// The arguments of `Query.orders` as the parts of ``matching``'s key.
    static let door = Field.page(
        "orders", matching, order: order, key: .states("statuses"), .day("businessDate"), .moment("from"),
        .moment("to"), .id("tableId", .table), .id("waiterId", .member), .states("source"),
        .searchText("search"), .id("branchId", .branch), requires: Branch.ofList)
}

extension KeyPart {
    /// A text to look for; one that no column can hold matches nothing.
    fileprivate static func searchText(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let text) = value, !text.isEmpty, !text.utf8.contains(0),
                text.utf8.count <= 200
            else { return nil }
            return Array(text.utf8)
        }
    }

    /// A moment as a key.
    fileprivate static func moment(_ argument: String) -> KeyPart {
        .argument(argument) { value in
            guard case .string(let text) = value, let instant = Instant(rfc3339: text) else { return nil }
            return withUnsafeBytes(of: instant.microseconds.bigEndian) { Array($0) }
        }
    }
}
