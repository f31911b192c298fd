/// Rules of the kitchen that refuse a mutation; the raw values are the schema's `KitchenErrorCode`, which a
/// test checks.
public enum KitchenErrorCode: String, RepeatableRejectionCode, EditRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// It is not where this would take it on from: somebody was faster, or it was read long ago.
    case conflict = "CONFLICT"
    /// The key came before with another input.
    case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
    /// A live station of the branch has the same name.
    case nameTaken = "NAME_TAKEN"
    /// A branch keeps the station that takes what no route names.
    case defaultStation = "DEFAULT_STATION"
    /// The station has tickets that are not done.
    case stationInUse = "STATION_IN_USE"
    /// The ticket was bumped longer ago than the branch allows to recall.
    case recallTooLate = "RECALL_TOO_LATE"
    /// The line's ticket is not being made.
    case ticketNotStarted = "TICKET_NOT_STARTED"
}
