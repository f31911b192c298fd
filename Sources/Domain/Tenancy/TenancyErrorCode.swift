/// Rules of organizations, branches, members, keys and shifts that refuse a mutation; the raw values are the
/// schema's `TenancyErrorCode`, which a test checks.
public enum TenancyErrorCode: String, EditRejectionCode {
    /// The ID names nothing that the caller reaches.
    case notFound = "NOT_FOUND"
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// Somebody changed the object since it was read.
    case conflict = "CONFLICT"
    /// Another organization, or a branch of this one, has the slug.
    case slugTaken = "SLUG_TAKEN"
    /// The organization's plan allows no more of these.
    case planLimit = "PLAN_LIMIT"
    /// Only members of a strictly weaker role may be made or changed.
    case roleNotWeaker = "ROLE_NOT_WEAKER"
    /// Nobody changes their own role, reach or activity.
    case ownMembership = "OWN_MEMBERSHIP"
    /// The act touches branches that the caller does not reach.
    case branchOutOfReach = "BRANCH_OUT_OF_REACH"
    /// The organization would be left without an owner.
    case lastOwner = "LAST_OWNER"
    /// A member has this email already.
    case alreadyMember = "ALREADY_MEMBER"
    /// The invitation is used, replaced, over, or never was.
    case invitationOver = "INVITATION_OVER"
    /// The member is clocked in already, or was within the time given.
    case shiftOpen = "SHIFT_OPEN"
    /// The member is not clocked in.
    case shiftNotOpen = "SHIFT_NOT_OPEN"
    /// Two live keys have this name: revoke one before the next is made.
    case keyLimit = "KEY_LIMIT"
    /// There is no such scope.
    case scopeUnknown = "SCOPE_UNKNOWN"
    /// It was done too often in a short time.
    case tooManyAttempts = "TOO_MANY_ATTEMPTS"
    /// The caller is no member: only a member has shifts, and only a login founds an organization.
    case membersOnly = "MEMBERS_ONLY"
}
