internal import DataLoader
internal import Domain
internal import Postgres

/// A coupon as it is stored, read so that an order can be held against it.
struct StoredCoupon: Sendable {
    let id: UUIDBytes
    let code: String
    let name: String
    /// What it was when it was read: a claim of another version is refused.
    let version: Int64
    let terms: CouponTerms<UUIDBytes>
    /// How often the customer in question has used it; nil without one.
    let customerUsedCount: Int64?

    /// The coupons with these codes, for a customer; codes that nobody made are left out.
    ///
    /// - Parameter customer: whose uses count.
    static func finding(
        _ codes: [String], for customer: UUIDBytes?, _ caller: TenantCaller
    ) -> BoundStatement {
        byCode.bind(
            caller.organization.map { .uuid($0) } ?? .null,
            codes.compactMap { CouponCode($0)?.text }.parameter, customer.parameter)
    }

    /// The coupons of carts, each behind its cart's ID.
    static func finding(ofCarts carts: [UUIDBytes], _ caller: TenantCaller) -> BoundStatement {
        ofCarts.bind(caller.organization.map { .uuid($0) } ?? .null, carts.parameter)
    }

    /// What the statements found, by the first column: the cart, or the coupon itself.
    static func coupons(_ found: PostgresResult) -> [(owner: UUIDBytes, coupon: StoredCoupon)] {
        (0..<found.rowCount).compactMap { row in
            guard let owner = found.uuid(row, 0), let coupon = StoredCoupon(found, row) else { return nil }
            return (owner, coupon)
        }
    }

    private init?(_ found: PostgresResult, _ row: Int) {
        guard let id = found.uuid(row, 1), let code = found.string(row, 2), let name = found.string(row, 3),
            let version = found.int(row, 4), let currency = found.string(row, 9),
            let benefit = Self.benefit(found, row)
        else { return nil }
        self.id = id
        self.code = code
        self.name = name
        self.version = version
        var terms = CouponTerms<UUIDBytes>(benefit, currency: currency)
        terms.minimumMinor = found.int(row, 11) ?? 0
        terms.orderTypes = Set(
            (found.string(row, 12) ?? "").split(separator: ",").compactMap { OrderType(rawValue: "\($0)") })
        terms.isActive = found.bool(row, 13) ?? false
        terms.validFrom = found.int(row, 14)
        terms.validUntil = found.int(row, 15)
        terms.hours = Self.hours(found, row)
        terms.stackingGroup = found.string(row, 19)
        terms.useMax = found.int(row, 20)
        terms.usedCount = found.int(row, 21) ?? 0
        terms.customerUseMax = found.int(row, 22)
        terms.items = Self.ids(found.bytes(row, 23))
        terms.categories = Self.ids(found.bytes(row, 24))
        terms.branches = Self.ids(found.bytes(row, 25))
        self.terms = terms
        customerUsedCount = found.int(row, 26)
    }

    private static func benefit(_ found: PostgresResult, _ row: Int) -> Discount.Value? {
        let capMinor = found.int(row, 10)
        if let rate = found.int(row, 5).flatMap({ BasisPoints(Int($0)) }) {
            return .percent(rate, capMinor: capMinor)
        }
        if let minor = found.int(row, 6) { return .amount(minor: minor) }
        guard let paid = found.int(row, 7), let free = found.int(row, 8),
            let portions = FreePortions(free: Int(free), paid: Int(paid))
        else { return nil }
        return .portions(portions, capMinor: capMinor)
    }

    private static func hours(_ found: PostgresResult, _ row: Int) -> SaleHours {
        var hours = SaleHours(weekdayMask: UInt8(clamping: found.int(row, 16) ?? 127))
        if let begin = found.int(row, 17).flatMap({ LocalTime(seconds: Int($0)) }),
            let end = found.int(row, 18).flatMap({ LocalTime(seconds: Int($0)) })
        {
            hours.window = SaleHours.Window(begin: begin, end: end)
        }
        return hours
    }

    /// IDs that stand one behind the other.
    private static func ids(_ bytes: [UInt8]?) -> Set<UUIDBytes> { Set(UUIDBytes.list(bytes ?? [])) }
}

extension UUIDBytes {
    /// The identifiers that stand one behind the other in bytes.
    static func list(_ bytes: [UInt8]) -> [UUIDBytes] {
        stride(from: 0, to: bytes.count, by: 16).compactMap { start in
            bytes[start..<min(start + 16, bytes.count)].withUnsafeBytes { UUIDBytes($0) }
        }
    }
}

extension StoredCoupon {
    /// What is read of a coupon `t`, and the uses of the customer that an expression names.
    private static func columns(customer: String) -> String {
        """
        t.id, t.code, t.name, t.version, t.rate_bps, t.fixed_minor, t.paid_portions, t.free_portions,
          t.currency, t.cap_minor, t.minimum_minor, array_to_string(t.order_types, ','), t.is_active,
          ceil(extract(epoch FROM t.valid_from))::bigint, ceil(extract(epoch FROM t.valid_until))::bigint,
          t.weekday_mask::integer, floor(extract(epoch FROM t.starts_at))::bigint,
          floor(extract(epoch FROM t.ends_at))::bigint, t.stacking_group, t.use_max,
          (SELECT n.used_count FROM coupon_counts AS n WHERE n.organization_id = $1 AND n.id = t.id),
          t.customer_use_max, \(targets("item_id")), \(targets("category_id")), \(targets("branch_id")),
          CASE WHEN \(customer) IS NOT NULL THEN (SELECT count(*) FROM coupon_redemptions AS r
            WHERE r.organization_id = $1 AND r.customer_id = \(customer) AND r.coupon_id = t.id
              AND r.status <> 'RELEASED') END
        """
    }

    private static func targets(_ column: String) -> String {
        """
        (SELECT string_agg(uuid_send(x.\(column)), ''::bytea) FROM coupon_targets AS x
            WHERE x.organization_id = $1 AND x.coupon_id = t.id AND x.\(column) IS NOT NULL)
        """
    }

    /// `coupons_code_key`, `coupon_counts_pkey`, `coupon_targets_coupon_idx` and
    /// `coupon_redemptions_customer_idx` serve it.
    private static let byCode = Statement(
        "StoredCoupon.byCode",
        """
        SELECT t.id, \(columns(customer: "$3"))
        FROM coupons AS t
        WHERE t.organization_id = $1 AND t.code = ANY($2)
        ORDER BY array_position($2, t.code)
        """, parameters: [.uuid, .textArray, .uuid])

    /// `cart_coupons_cart_key`, `carts_pkey` and `coupons_pkey` serve it, with those of the one above.
    private static let ofCarts = Statement(
        "StoredCoupon.ofCarts",
        """
        SELECT c.id, \(columns(customer: "c.customer_id"))
        FROM cart_coupons AS a
        JOIN carts AS c ON c.organization_id = $1 AND c.id = a.cart_id
        JOIN coupons AS t ON t.organization_id = $1 AND t.id = a.coupon_id
        WHERE a.organization_id = $1 AND a.cart_id = ANY($2)
        ORDER BY c.id, a.position, a.id
        """, parameters: [.uuid, .uuidArray])
}
