/// Rules of customers that refuse a mutation; the raw values are the schema's `CustomerErrorCode`, which a
/// test checks.
public enum CustomerErrorCode: String, EditRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// Somebody changed the customer since it was read.
    case conflict = "CONFLICT"
    /// A living customer has the telephone number.
    case phoneTaken = "PHONE_TAKEN"
    /// A living customer has the address.
    case emailTaken = "EMAIL_TAKEN"
    /// The customer was deleted, merged or anonymised.
    case customerGone = "CUSTOMER_GONE"
}
