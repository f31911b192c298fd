internal import Accounts
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Sets the PIN by which a member takes over a shared till: one's own, or that of a strictly weaker member.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.pinSet`.
enum PinSet: ObjectType {
    static let typeName = "PinSetPayload"

    enum Columns {
        static let memberID = Column<UUIDBytes?>("member_id", at: 0)
    }

    static let fields: [Field] = [
        .one("member", Member.byID, key: .column(Columns.memberID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = TenancyMutation.make(
        keyCount: 1, preparing: hash
    ) { (input, hash: String?, session) throws(TenancyFailure) in
        let member = try await session.memberConcerned(input)
        if let pin = input.string("pin"), pin.utf8.count < PersonalPIN.managersLength {
            let found = try await session.run(lockedRole.bind(session.tenant, .uuid(member)))
            let role = found.rowCount == 1 ? found.string(0, 0).flatMap(MemberRole.init(rawValue:)) : nil
            guard let role, Standing(role, isOwner: false) <= .staff else {
                throw input.refusal(
                    .invalid, "pin", "Who manages others has \(PersonalPIN.managersLength) digits or more.")
            }
        }
        _ = try await session.run(
            set.bind(session.tenant, .uuid(member), hash.map { .text($0) } ?? .null, session.writer))
        return [member.bytes]
    }

    /// The hash of the PIN in the input; nil to take a PIN away.
    @Sendable
    private static func hash(
        _ input: MutationInput<TenancyErrorCode>, _ preparation: Preparation<TenancyErrorCode>
    ) async throws(TenancyFailure) -> String? {
        guard let pin = input.string("pin") else { return nil }
        if let problem = PersonalPIN.problem(with: pin) { throw input.refusal(.invalid, "pin", problem) }
        guard let secret = PersonalPIN.secret(pin) else {
            throw input.refusal(.invalid, "pin", "This is no PIN.")
        }
        if let user = preparation.caller.user {
            try await preparation.count(.settingPIN(by: user), at: ["pin"])
        }
        return try await preparation.hash(secret)
    }

    /// `members_pkey` serves it; the lock keeps the role.
    private static let lockedRole = Statement(
        "PinSet.role", "SELECT role FROM members WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE",
        parameters: [.uuid, .uuid])

    /// `members_pkey` serves it.
    private static let set = Statement(
        "PinSet.set",
        """
        UPDATE members SET pin_hash = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .text, .uuid])
}
