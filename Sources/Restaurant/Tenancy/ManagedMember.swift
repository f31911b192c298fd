internal import DataLoader
internal import Domain
internal import Postgres

/// A member whom a mutation is about: locked, visible to the caller, strictly weaker and within reach.
struct ManagedMember {
    let id: UUIDBytes
    let role: MemberRole
    let isOwner: Bool
    let isActive: Bool
    let version: Int64

    /// `members_pkey` serves it.
    fileprivate static let standing = Statement(
        "ManagedMember.standing",
        "SELECT is_owner FROM members WHERE organization_id = $1 AND id = $2 AND is_active",
        parameters: [.uuid, .uuid])

    /// `members_pkey` and the unique key of `member_branches` serve it. The last two columns say whether the
    /// caller sees the member, and whether the member works nowhere that the caller does not reach (`$3`).
    fileprivate static let find = Statement(
        "ManagedMember.find",
        """
        SELECT m.role, m.is_owner, m.is_active, m.version,
          $3::uuid[] IS NULL OR EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = m.id AND mb.branch_id = ANY($3)),
          $3::uuid[] IS NULL OR NOT EXISTS (SELECT FROM member_branches AS mb
            WHERE mb.organization_id = $1 AND mb.member_id = m.id AND mb.branch_id <> ALL($3))
        FROM members AS m WHERE m.organization_id = $1 AND m.id = $2
        FOR NO KEY UPDATE OF m
        """, parameters: [.uuid, .uuid, .uuidArray])

    /// `members` is small for a tenant. Whoever takes an owner away has taken its turn first.
    fileprivate static let otherOwner = Statement(
        "ManagedMember.otherOwner",
        """
        SELECT id FROM members WHERE organization_id = $1 AND id <> $2 AND is_owner AND is_active LIMIT 1
        """, parameters: [.uuid, .uuid])
}

extension MutationSession<TenancyErrorCode> {
    /// How strong the caller stands: by the role that the request was admitted with, and as an owner if its
    /// place says so now.
    func standing() async throws(TenancyFailure) -> Standing {
        guard let member = caller.member else { return Standing(role: caller.role, isOwner: false) }
        let own = try await run(ManagedMember.standing.bind(tenant, .uuid(member)))
        return Standing(role: caller.role, isOwner: own.rowCount == 1 && own.bool(0, 0) == true)
    }

    /// Finds and locks a member that the caller may manage, together with the caller's standing.
    ///
    /// - Throws: NOT_FOUND for one out of sight, OWN_MEMBERSHIP, ROLE_NOT_WEAKER, BRANCH_OUT_OF_REACH.
    func managed(
        _ id: UUIDBytes, at field: String = "memberId"
    ) async throws(TenancyFailure) -> (member: ManagedMember, standing: Standing) {
        let standing = try await standing()
        let found = try await run(ManagedMember.find.bind(tenant, .uuid(id), caller.branchArray))
        guard found.rowCount == 1, found.bool(0, 4) == true || caller.member == id,
            let role = found.string(0, 0).flatMap(MemberRole.init(rawValue:)),
            let isOwner = found.bool(0, 1), let isActive = found.bool(0, 2), let version = found.int(0, 3)
        else { throw .notFound(field) }
        guard caller.member != id else {
            throw .refused(.ownMembership, field, "Nobody changes their own place.")
        }
        try require(standing, above: Standing(role, isOwner: isOwner), at: field)
        guard found.bool(0, 5) == true else {
            throw .refused(.branchOutOfReach, field, "The member works in branches that you do not reach.")
        }
        let member = ManagedMember(
            id: id, role: role, isOwner: isOwner, isActive: isActive, version: version)
        return (member, standing)
    }

    /// Only the strictly weaker are made or changed.
    func require(_ standing: Standing, above other: Standing, at field: String) throws(TenancyFailure) {
        guard standing > other else {
            throw .refused(.roleNotWeaker, field, "Only members of a strictly weaker role can be managed.")
        }
    }

    /// An organization keeps an owner: another one must be active before this one goes.
    func requireOtherOwner(than member: ManagedMember, at field: String) async throws(TenancyFailure) {
        guard member.isOwner else { return }
        // Two owners who go at once would each take the other for the one who stays.
        try await takeTurn(at: field)
        let other = try await run(ManagedMember.otherOwner.bind(tenant, .uuid(member.id)))
        guard other.rowCount == 1 else {
            throw .refused(.lastOwner, field, "The organization would have no owner.")
        }
    }
}
