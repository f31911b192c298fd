internal import DataLoader
internal import Domain
internal import Postgres

/// What an input says of coupons: terms that may change, and a benefit that may not.
enum CouponDetails {
    /// The terms, and of a new coupon what it gives.
    static let columns = InputColumns<CouponErrorCode>(
        "coupons",
        owners: [
            "code": .text, "kind": .text, "currency": .text, "rate_bps": .int4, "fixed_minor": .int8,
            "paid_portions": .int4, "free_portions": .int4, "cap_minor": .int8, "minimum_minor": .int8,
            "batch_id": .uuid,
        ],
        [
            .text("name", 1...100, isNullable: false),
            words("orderTypes", column: "order_types"),
            .flag("isActive", column: "is_active", fallback: "true"),
            moment("validFrom", column: "valid_from"), moment("validUntil", column: "valid_until"),
            weekdays, .text("stackingGroup", 1...40, column: "stacking_group"),
            .number("useMax", 1...1_000_000_000, column: "use_max"),
            .number("customerUseMax", 1...1_000_000_000, column: "customer_use_max"),
        ])

    /// Refusals by the constraint that enforces them.
    static let constraints = [
        "coupons_code_key": Rejection<CouponErrorCode>(
            .codeTaken, input: "code", "Another coupon has this code."),
        "coupon_counts_used": Rejection<CouponErrorCode>(
            .limitBelowUse, input: "useMax", "The coupon was used more often than that."),
        "coupons_window": Rejection<CouponErrorCode>(
            .invalid, input: "validUntil", "A coupon ends after it begins."),
    ]

    private static func words(_ field: String, column: String) -> InputColumn<CouponErrorCode> {
        InputColumn(
            field: field, column: column, type: .textArray, fallback: "'{}'", isNullable: false
        ) { (input) throws(CouponFailure) in
            input.words(field).map { Set($0).sorted().parameter } ?? .null
        }
    }

    private static func moment(_ field: String, column: String) -> InputColumn<CouponErrorCode> {
        InputColumn(
            field: field, column: column, type: .timestamptz, fallback: nil, isNullable: true
        ) { (input) throws(CouponFailure) in
            input.string(field).flatMap { Instant(rfc3339: $0) }.map { .timestamp($0.microseconds) } ?? .null
        }
    }

    /// Bit 0 of the mask is Monday.
    private static let weekdays = InputColumn<CouponErrorCode>(
        field: "weekdays", column: "weekday_mask", type: .int4, fallback: "127", isNullable: false
    ) { (input) throws(CouponFailure) in
        guard let words = input.words("weekdays") else { return .null }
        let days = words.compactMap { MenuSchedule.names.firstIndex(of: $0) }
        let mask = days.reduce(Int32(0)) { $0 | 1 << $1 }
        guard mask > 0 else { throw input.refusal(.invalid, "weekdays", "A coupon holds on a day at least.") }
        return .int32(mask)
    }

    /// The values of the owners' columns of ``columns``.
    static func benefit(
        _ input: CouponInput, code: String, batch: UUIDBytes?
    ) throws(CouponFailure) -> [ParameterValue] {
        guard let kind: CouponKind = input.choice("kind") else { throw .invalid("kind", "`kind` is needed.") }
        let all = ["rateBasisPoints", "amountMinor", "buyQuantity", "freeQuantity"]
        let needed =
            switch kind {
            case .percentage: ["rateBasisPoints"]
            case .fixed: ["amountMinor"]
            case .itemFree: ["freeQuantity"]
            case .buyXGetY: ["buyQuantity", "freeQuantity"]
            }
        for field in all where (input.int(field) != nil) != needed.contains(field) {
            throw .invalid(field, "\(kind.rawValue) needs \(needed.joined(separator: " and ")) and no other.")
        }
        let portions = Int64(FreePortions.countMax)
        let paid = try input.number("buyQuantity", 1...portions) ?? (kind == .itemFree ? 0 : nil)
        guard kind != .fixed || input.int("capMinor") == nil else {
            throw .invalid("capMinor", "An amount needs no cap.")
        }
        return [
            .text(code), .text(kind.rawValue), input.string("currency").parameter,
            try input.number("rateBasisPoints", 1...10_000).map { .int32(Int32(clamping: $0)) } ?? .null,
            try input.number("amountMinor", 1...Int64.max).parameter,
            paid.map { .int32(Int32(clamping: $0)) } ?? .null,
            try input.number("freeQuantity", 1...portions).map { .int32(Int32(clamping: $0)) } ?? .null,
            try input.number("capMinor", 1...Int64.max).parameter,
            .int64(try input.number("minimumMinor", 0...Int64.max) ?? 0), batch.parameter,
        ]
    }

    /// The statement that sets the hours; nil where the input says nothing of them.
    ///
    /// - Throws: INVALID for one end without the other.
    static func hours(
        _ coupon: UUIDBytes, _ input: CouponInput, _ session: CouponSession
    ) throws(CouponFailure) -> BoundStatement? {
        guard input.has("startsAt") || input.has("endsAt") else { return nil }
        let (begin, end) = (input.timeOfDay("startsAt"), input.timeOfDay("endsAt"))
        guard (begin == nil) == (end == nil), input.has("startsAt") == input.has("endsAt") else {
            throw .invalid("endsAt", "Hours begin and end.")
        }
        return setHours.bind(session.tenant, .uuid(coupon), begin.parameter, end.parameter)
    }

    /// `coupons_pkey` serves it.
    private static let setHours = Statement(
        "CouponDetails.setHours",
        """
        UPDATE coupons SET starts_at = time '00:00' + $3 * interval '1 microsecond',
          ends_at = time '00:00' + $4 * interval '1 microsecond', updated_at = now()
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .int8, .int8])
}
