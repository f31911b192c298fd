/// Rules of the menu that refuse a mutation; the raw values are the schema's `MenuErrorCode`, which a test
/// checks.
public enum MenuErrorCode: String, EditRejectionCode {
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
    /// Somebody changed the object since it was read.
    case conflict = "CONFLICT"
    /// Another live item of the menu has the SKU.
    case skuTaken = "SKU_TAKEN"
    /// Another live group or tax class has the code.
    case codeTaken = "CODE_TAKEN"
    /// Something would lie below itself.
    case cycle = "CYCLE"
    /// The currency is not that of the menu, the group or the branch.
    case currencyMismatch = "CURRENCY_MISMATCH"
    /// The limits of a group contradict each other, so that no choice could be right.
    case limitsContradict = "LIMITS_CONTRADICT"
    /// A rate of the same component holds on some of the days.
    case rateOverlap = "RATE_OVERLAP"
    /// It concerns branches that the caller does not reach.
    case branchOutOfReach = "BRANCH_OUT_OF_REACH"
}
