/// What an access token says, as RFC 9068 names it, with the organization, role and branches of its bearer.
public struct AccessTokenClaims: Codable, Sendable, Equatable {
    /// Who made the token.
    public var iss: String
    /// Whom it is for.
    public var aud: String
    /// The login's public id; another text in tokens that an operator made.
    public var sub: String
    /// The organization's public id; absent for a role above organizations, and until one is selected.
    public var org: String?
    /// One role of `Config/permissions.yaml`.
    public var role: String
    /// The public ids of the branches that the bearer reaches: none if empty, all if the claim is absent.
    public var branches: [String]?
    /// Which state of the membership this is; a later one makes the token worthless.
    public var permVersion: Int?
    /// The family of refresh tokens it came with; absent where there is none.
    public var sid: String?
    /// The session at a table in which a guest sat down; absent for everybody else. The token ends with it.
    public var ses: String?
    /// How the bearer proved to be who it is, where that was less than a password: `pin`, as RFC 8176 has it.
    public var amr: [String]?
    /// Why the bearer acts within the organization, in a token that an operator made to do so.
    public var reason: String?
    /// When it was made, in seconds since 1970.
    public var iat: Int
    /// From when on it is valid.
    public var nbf: Int
    /// Until when.
    public var exp: Int
    /// Its own id.
    public var jti: String

    /// Whether a PIN was all that it took to get it.
    public var isOfPIN: Bool { amr?.contains(Self.pin) == true }

    /// The method `pin` of `amr`.
    static let pin = "pin"
}
