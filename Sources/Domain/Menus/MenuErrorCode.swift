/// Rules of the menu that refuse a mutation; the raw values are the schema's `MenuErrorCode`, which a test
/// checks.
public enum MenuErrorCode: String, Sendable, CaseIterable {
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

/// The menu's "no" to a mutation: which rule, about which input field, in words for people.
public struct MenuRejection: Error, Sendable, Equatable {
    /// Which rule.
    public let code: MenuErrorCode
    /// The path of the input field at fault, outermost first.
    public let field: [String]
    /// What is wrong, for people.
    public let message: String

    /// A refusal.
    public init(_ code: MenuErrorCode, at field: [String], _ message: String) {
        self.code = code
        self.field = field
        self.message = message
    }
}
