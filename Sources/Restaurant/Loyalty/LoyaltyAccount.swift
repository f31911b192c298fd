internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// The points of a customer.
///
/// - SeeAlso: `schema.graphql`, type `LoyaltyAccount`; `Config/permissions.yaml`, key `LoyaltyAccount`.
enum LoyaltyAccount: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("loyalty_accounts", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let customerID = Column<UUIDBytes>("customer_id", at: 1)
        static let balance = Column<Int64>("balance", at: 2)
        static let lifetime = Column<Int64>("lifetime", at: 3)
        static let owed = Column<Int64>("owed", at: 4)
        /// A program has a handful of tiers.
        static let tierID = Column<UUIDBytes?>(
            "tier_id", at: 5,
            """
            (SELECT r.id FROM loyalty_tiers AS r WHERE \(tenant: "r") AND r.min_points <= t.lifetime \
            ORDER BY r.min_points DESC LIMIT 1)
            """)
        static let version = Column<Int32>("version", at: 6)
        static let all = columnList(id, customerID, balance, lifetime, owed, tierID, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .loyaltyAccount),
        .one("customer", Customer.byID, key: .column(Columns.customerID)),
        .column("balance", Columns.balance),
        .column("lifetime", Columns.lifetime),
        .column("owed", Columns.owed),
        .one("tier", LoyaltyTierType.byID, key: .column(Columns.tierID)),
        .page("entries", LoyaltyEntry.byAccount, order: LoyaltyEntry.order, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `loyalty_accounts_pkey` serves it.
    static let byID = BatchLoader.one("LoyaltyAccount.byID", rows, .column(Columns.id))
    /// `loyalty_accounts_customer_key` serves it.
    static let byCustomer = BatchLoader.one("LoyaltyAccount.byCustomer", rows, .column(Columns.customerID))

    /// `Query.loyaltyAccount`.
    static let door = Field.one(
        "loyaltyAccount", byCustomer, key: .id("customerId", .customer), absence: .null)
}

/// Points that came in or went.
///
/// - SeeAlso: `schema.graphql`, type `LoyaltyEntry`; `Config/permissions.yaml`, key `LoyaltyEntry`.
enum LoyaltyEntry: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("loyalty_entries", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let accountID = Column<UUIDBytes>("account_id", at: 1)
        static let kind = Column<String>("kind", at: 2)
        static let points = Column<Int64>("points", at: 3)
        static let remaining = Column<Int64>("remaining", at: 4)
        static let owed = Column<Int64>("owed", at: 5)
        static let expiresAt = Column<Instant?>("expires_at", at: 6)
        static let orderID = Column<UUIDBytes?>("order_id", at: 7)
        static let reason = Column<String?>("reason", at: 8)
        static let createdAt = Column<Instant>("created_at", at: 9)
        static let all = columnList(
            id, accountID, kind, points, remaining, owed, expiresAt, orderID, reason, createdAt)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .loyaltyEntry),
        .column("kind", Columns.kind, as: .plainText),
        .column("points", Columns.points),
        .column("remaining", Columns.remaining),
        .column("owed", Columns.owed),
        .column("expiresAt", Columns.expiresAt),
        .one("order", Order.byID, key: .column(Columns.orderID)),
        .column("reason", Columns.reason),
        .column("createdAt", Columns.createdAt),
    ]

    /// The latest first; `loyalty_entries_account_idx` has it.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `loyalty_entries_account_idx` serves it.
    static let byAccount = BatchLoader.page(
        "LoyaltyEntry.byAccount", rows, .column(Columns.accountID), order: order)
}
