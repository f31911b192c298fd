internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Something that is taken off an order for who knows its code.
///
/// - SeeAlso: `schema.graphql`, type `Coupon`; `Config/permissions.yaml`, key `Coupon`.
enum Coupon: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("coupons", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let code = Column<String>("code", at: 1)
        static let name = Column<String>("name", at: 2)
        static let kind = Column<String>("kind", at: 3)
        static let currency = Column<String>("currency", at: 4)
        static let rateBasisPoints = Column<Int32?>("rate_bps", at: 5)
        static let fixedMinor = Column<Int64?>("fixed_minor", at: 6)
        static let paidPortions = Column<Int32?>("paid_portions", at: 7)
        static let freePortions = Column<Int32?>("free_portions", at: 8)
        static let capMinor = Column<Int64?>("cap_minor", at: 9)
        static let minimumMinor = Column<Int64>("minimum_minor", at: 10)
        static let orderTypes = Column<TextList>("order_types", at: 11)
        static let isActive = Column<Bool>("is_active", at: 12)
        static let validFrom = Column<Instant?>("valid_from", at: 13)
        static let validUntil = Column<Instant?>("valid_until", at: 14)
        static let weekdayMask = Column<Int32>("weekday_number", at: 15, "t.weekday_mask::integer")
        static let startsAt = Column<TimeOfDay?>("starts_at", at: 16)
        static let endsAt = Column<TimeOfDay?>("ends_at", at: 17)
        static let stackingGroup = Column<String?>("stacking_group", at: 18)
        static let useMax = Column<Int32?>("use_max", at: 19)
        /// `coupon_counts_pkey` serves it.
        static let usedCount = Column<Int32>(
            "used_count", at: 20,
            "(SELECT n.used_count FROM coupon_counts AS n WHERE \(tenant: "n") AND n.id = t.id)")
        static let customerUseMax = Column<Int32?>("customer_use_max", at: 21)
        static let items = Column<TextList>("items", at: 22, targets("item_id"))
        static let categories = Column<TextList>("categories", at: 23, targets("category_id"))
        static let branches = Column<TextList>("branches", at: 24, targets("branch_id"))
        static let batchID = Column<UUIDBytes?>("batch_id", at: 25)
        static let createdAt = Column<Instant>("created_at", at: 26)
        static let version = Column<Int32>("version", at: 27)

        static let all =
            columnList(
                id, code, name, kind, currency, rateBasisPoints, fixedMinor, paidPortions, freePortions,
                capMinor, minimumMinor, orderTypes, isActive, validFrom)
            + columnList(
                validUntil, weekdayMask, startsAt, endsAt, stackingGroup, useMax, usedCount, customerUseMax,
                items, categories, branches, batchID, createdAt, version)

        /// `coupon_targets_coupon_idx` serves it.
        private static func targets(_ column: String) -> SQLTemplate {
            """
            ARRAY(SELECT x.\(column: column)::text FROM coupon_targets AS x
              WHERE \(tenant: "x") AND x.coupon_id = t.id AND x.\(column: column) IS NOT NULL ORDER BY 1)
            """
        }
    }

    static let fields: [Field] = benefit + terms

    private static let benefit: [Field] = [
        .id("id", Columns.id, .coupon),
        .column("code", Columns.code),
        .column("name", Columns.name),
        .column("kind", Columns.kind, as: .plainText),
        .column("rateBasisPoints", Columns.rateBasisPoints),
        .embedded("amount", Columns.fixedMinor, Columns.currency),
        .column("buyQuantity", Columns.paidPortions),
        .column("freeQuantity", Columns.freePortions),
        .embedded("cap", Columns.capMinor, Columns.currency),
        .embedded("minimum", Columns.minimumMinor, Columns.currency),
        .value("itemIds", Columns.items) { ids($0, .item) },
        .value("categoryIds", Columns.categories) { ids($0, .category) },
        .value("branchIds", Columns.branches) { ids($0, .branch) },
        .value("orderTypes", Columns.orderTypes) { .list($0.elements.map { .string($0) }) },
    ]

    private static let terms: [Field] = [
        .column("isActive", Columns.isActive),
        .column("validFrom", Columns.validFrom),
        .column("validUntil", Columns.validUntil),
        .value("weekdays", Columns.weekdayMask, MenuSchedule.weekdays),
        .column("startsAt", Columns.startsAt),
        .column("endsAt", Columns.endsAt),
        .column("stackingGroup", Columns.stackingGroup),
        .column("useMax", Columns.useMax),
        .column("usedCount", Columns.usedCount),
        .column("customerUseMax", Columns.customerUseMax),
        .page(
            "redemptions", CouponRedemption.byCoupon, order: CouponRedemption.order,
            key: .column(Columns.id)),
        .column("createdAt", Columns.createdAt),
        .column("version", Columns.version),
    ]

    private static func ids(_ list: TextList, _ kind: EntityKind) -> Output {
        .list(list.elements.compactMap { UUIDBytes(text: $0) }.map { .string(kind.id($0)) })
    }

    /// The latest first; `coupons_created_idx` has it.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `coupons_pkey` serves it.
    static let byID = BatchLoader.one("Coupon.byID", rows, .column(Columns.id))
    /// `coupons_batch_idx` serves it.
    static let byBatch = BatchLoader.many(
        "Coupon.byBatch", rows, .column(Columns.batchID), orderBy: "t.code")
    /// A search reads along `coupons_created_idx` until the page is full.
    static let matching = BatchLoader.page(
        "Coupon.matching", rows,
        .keys(
            // A key whose last part is null names nothing; a search may be.
            ["search": .text, "is_active": .boolean, "asked": .boolean],
            match: """
                (k.search IS NULL OR strpos(t.code, upper(k.search)) > 0 \
                OR strpos(lower(t.name), lower(k.search)) > 0) \
                AND (k.is_active IS NULL OR t.is_active = k.is_active)
                """),
        order: order)

    /// `Query.coupons`.
    static let door = Field.page(
        "coupons", matching, order: order, key: .words(of: "search"), .flag("isActive"), .constant([1]))
}

/// One use of a coupon by an order.
///
/// - SeeAlso: `schema.graphql`, type `CouponRedemption`; `Config/permissions.yaml`, key `CouponRedemption`.
enum CouponRedemption: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("coupon_redemptions", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let couponID = Column<UUIDBytes>("coupon_id", at: 1)
        static let orderID = Column<UUIDBytes>("order_id", at: 2)
        static let customerID = Column<UUIDBytes?>("customer_id", at: 3)
        static let status = Column<String>("status", at: 4)
        static let createdAt = Column<Instant>("created_at", at: 5)
        static let usedAt = Column<Instant?>("used_at", at: 6)
        static let releasedAt = Column<Instant?>("released_at", at: 7)
        static let all = columnList(
            id, couponID, orderID, customerID, status, createdAt, usedAt, releasedAt)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .couponRedemption),
        .one("order", Order.byID, key: .column(Columns.orderID)),
        .one("customer", Customer.byID, key: .column(Columns.customerID)),
        .column("status", Columns.status, as: .plainText),
        .column("claimedAt", Columns.createdAt),
        .column("usedAt", Columns.usedAt),
        .column("releasedAt", Columns.releasedAt),
    ]

    /// The latest first; `coupon_redemptions_coupon_idx` has it.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `coupon_redemptions_coupon_idx` serves it.
    static let byCoupon = BatchLoader.page(
        "CouponRedemption.byCoupon", rows, .column(Columns.couponID), order: order)
}
