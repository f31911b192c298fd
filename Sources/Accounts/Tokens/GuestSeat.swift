internal import Logging
public import Postgres

/// A guest's place in a session at a table: what a guest's token says.
public struct GuestSeat: Sendable, Hashable {
    /// The tenant.
    public let organization: UUIDBytes
    /// The branch in which the table stands.
    public let branch: UUIDBytes
    /// The session in which the guest sat down.
    public let session: UUIDBytes
    /// The guest's own row.
    public let guest: UUIDBytes

    /// The role of who sits at a table.
    public static let role = "CUSTOMER"
    /// How long a guest's token holds at most: it ends with its session.
    public static let lifetime = Duration.seconds(4 * 3600)

    /// A place.
    public init(organization: UUIDBytes, branch: UUIDBytes, session: UUIDBytes, guest: UUIDBytes) {
        self.organization = organization
        self.branch = branch
        self.session = session
        self.guest = guest
    }
}

extension AccountService {
    /// The token of a guest at a table; there is no login behind it and no refresh token beside it.
    public func token(for seat: GuestSeat) async throws(AccountFailure) -> String {
        do {
            return try await tokens.mint(
                subject: Self.publicID("guest", seat.guest),
                organization: Self.publicID("org", seat.organization), role: GuestSeat.role,
                branches: [Self.publicID("branch", seat.branch)],
                seat: Self.publicID("session", seat.session), lifetime: GuestSeat.lifetime,
                id: newID().description)
        } catch {
            logger.critical("no guest's token could be signed")
            throw .unusable
        }
    }
}
