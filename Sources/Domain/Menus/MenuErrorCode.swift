/// Rules of the menu that refuse a mutation; the raw values are the schema's `MenuErrorCode`, which a test
/// checks.
public enum MenuErrorCode: String, RejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// A live sibling has the same name.
    case nameTaken = "NAME_TAKEN"
    /// The parent belongs to another menu.
    case parentInOtherMenu = "PARENT_IN_OTHER_MENU"
    /// The tree would become deeper than it may be.
    case tooDeep = "TOO_DEEP"
    /// Exactly one of the alternatives must be given.
    case exactlyOne = "EXACTLY_ONE"
}
