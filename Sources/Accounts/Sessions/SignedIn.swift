public import Postgres

/// What a person has after signing in or refreshing.
public struct SignedIn: Sendable {
    /// The login.
    public let user: UUIDBytes
    /// The token for requests.
    public let accessToken: String
    /// How many seconds it holds.
    public let expiresIn: Int
    /// The token for the next pair, and how many seconds it holds; nil where a PIN signed in.
    public let refresh: (token: SecretToken, expiresIn: Int)?
    /// Where the person works now; nil until an organization is selected, and for a role above them.
    public let membership: Membership?
    /// The role that the access token carries.
    public let role: String
    /// The organizations to choose from.
    public let choices: [Membership]
}

/// What a transaction has decided and the tokens are then made from.
struct OpenedSession: Sendable {
    let user: UUIDBytes
    let isSuperAdmin: Bool
    let family: UUIDBytes
    let refresh: SecretToken
    let expiresIn: Int
    let membership: Membership?
    var choices: [Membership] = []

    /// A person without an organization is nobody yet; an operator stands above them.
    var role: String { membership?.role ?? (isSuperAdmin ? "SUPER_ADMIN" : "PUBLIC") }
}
