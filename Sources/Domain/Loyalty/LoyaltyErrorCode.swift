/// Rules of loyalty that refuse a mutation; the raw values are the schema's `LoyaltyErrorCode`, which a test
/// checks.
public enum LoyaltyErrorCode: String, EditRejectionCode, RepeatableRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// Somebody changed it since it was read.
    case conflict = "CONFLICT"
    /// The key came before with another input.
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    /// The customer has fewer points.
    case notEnoughPoints = "NOT_ENOUGH_POINTS"
    /// The organization has no loyalty program.
    case noProgram = "NO_PROGRAM"
    /// Another tier begins with as many points.
    case tierTaken = "TIER_TAKEN"
}
