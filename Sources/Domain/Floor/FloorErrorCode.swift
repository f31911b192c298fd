/// Rules of spaces, tables, sessions, requests and reservations that refuse a mutation; the raw values are
/// the schema's `FloorErrorCode`, which a test checks.
public enum FloorErrorCode: String, StateRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// Somebody changed the object since it was read, or it is in another state by now.
    case conflict = "CONFLICT"
    /// The state of things allows it, but not to the caller.
    case notAllowed = "NOT_ALLOWED"
    /// A live space of the branch, or a table, has this name.
    case nameTaken = "NAME_TAKEN"
    /// Another table of the branch has the short code.
    case codeTaken = "CODE_TAKEN"
    /// The space still has tables that are in use.
    case spaceInUse = "SPACE_IN_USE"
    /// Guests sit at the table, or it is kept for others, or out of use.
    case tableNotAvailable = "TABLE_NOT_AVAILABLE"
    /// A session at the table is under way.
    case sessionOpen = "SESSION_OPEN"
    /// The session is not under way, or not any more.
    case sessionOver = "SESSION_OVER"
    /// A short code is no secret: whoever wants to join others scans the code at their table.
    case scanNeeded = "SCAN_NEEDED"
    /// The session has as many guests as it may have.
    case sessionFull = "SESSION_FULL"
    /// An order is still open.
    case ordersOpen = "ORDERS_OPEN"
    /// Money is owed.
    case moneyOwed = "MONEY_OWED"
    /// It takes a manager's force, with a reason.
    case reasonNeeded = "REASON_NEEDED"
    /// The table already has this waiter.
    case alreadyAssigned = "ALREADY_ASSIGNED"
    /// The table is kept for somebody else at that time.
    case tableReserved = "TABLE_RESERVED"
}
