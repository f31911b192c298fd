/// Rules of coupons that refuse a mutation; the raw values are the schema's `CouponErrorCode`, which a test
/// checks.
public enum CouponErrorCode: String, EditRejectionCode, RepeatableRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// Somebody changed the coupon since it was read.
    case conflict = "CONFLICT"
    /// The key came before with another input.
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    /// A coupon has the code.
    case codeTaken = "CODE_TAKEN"
    /// It was used more often than the new limit allows.
    case limitBelowUse = "LIMIT_BELOW_USE"
}
