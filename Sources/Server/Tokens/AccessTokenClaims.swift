import JWTKit

/// What an access token says, as RFC 9068 names it, with the organization, role and branches of its bearer.
struct AccessTokenClaims: JWTPayload, Equatable {
    var iss: String
    var aud: String
    var sub: String
    /// The organization's public id; absent for a role above organizations.
    var org: String?
    /// One role of `Config/permissions.yaml`.
    var role: String
    /// The public ids of the branches that the bearer reaches: none if empty, all if the claim is absent.
    var branches: [String]?
    var iat: Int
    var nbf: Int
    var exp: Int
    var jti: String

    /// Nothing: the verifier checks every claim against its own clock and settings.
    func verify(using algorithm: some JWTAlgorithm) {}
}
