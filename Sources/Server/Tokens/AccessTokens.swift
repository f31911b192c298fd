import JWTKit
import Transport

/// Signs and verifies access tokens.
///
/// The algorithm is fixed by the key: EdDSA and nothing else. The header is read before any key is touched,
/// and a token whose header holds more than `alg`, `typ` and `kid` is refused, so `jku`, `x5u`, `jwk` and
/// `crit` never reach a library.
///
/// - SeeAlso: RFC 9068
struct AccessTokens: Sendable {
    private let keys: SigningKeys
    private let collection: JWTKeyCollection
    private let settings: Settings.Auth
    private let cache: VerifiedTokens
    private let now: @Sendable () -> Int

    /// - Parameter now: seconds since 1970.
    init(keys: SigningKeys, settings: Settings.Auth, now: @escaping @Sendable () -> Int) async {
        self.keys = keys
        self.settings = settings
        self.now = now
        cache = VerifiedTokens(limit: settings.cachedTokens)
        collection = JWTKeyCollection()
        for key in keys.keys {
            await collection.add(
                eddsa: EdDSA.PrivateKey(backing: key.secret), kid: JWKIdentifier(string: key.id))
        }
    }

    /// A signed token.
    func mint(
        subject: String, organization: String?, role: String, branches: [String]?, lifetime: Duration? = nil,
        id: String
    ) async throws -> String {
        guard let key = keys.keys.first else { throw Unauthenticated() }
        let time = now()
        let claims = AccessTokenClaims(
            iss: settings.issuer, aud: settings.audience, sub: subject, org: organization, role: role,
            branches: branches, iat: time, nbf: time,
            exp: time + Int((lifetime ?? settings.accessLifetime).components.seconds), jti: id)
        return try await collection.sign(
            claims, kid: JWKIdentifier(string: key.id), header: ["typ": "at+jwt"])
    }

    /// The claims of a token that one of our keys signed and whose every claim holds now.
    func verify(_ token: String) async throws(Unauthenticated) -> AccessTokenClaims {
        if let known = cache[token] {
            try checkTimes(of: known)
            return known
        }
        guard token.utf8.count <= 4096 else { throw Unauthenticated() }
        try checkHeader(of: token)
        let claims: AccessTokenClaims
        do {
            claims = try await collection.verify(token, as: AccessTokenClaims.self)
        } catch {
            throw Unauthenticated()
        }
        guard claims.iss == settings.issuer, claims.aud == settings.audience, !claims.sub.isEmpty,
            !claims.jti.isEmpty, !claims.role.isEmpty
        else { throw Unauthenticated() }
        try checkTimes(of: claims)
        cache[token] = claims
        return claims
    }

    private func checkTimes(of claims: AccessTokenClaims) throws(Unauthenticated) {
        let time = now()
        let skew = Int(settings.skew.components.seconds)
        guard claims.exp > time - skew, claims.nbf <= time + skew, claims.iat <= time + skew else {
            throw Unauthenticated()
        }
    }

    private func checkHeader(of token: String) throws(Unauthenticated) {
        guard let header = TokenHeader(token: token), header.typ == "at+jwt", header.alg == "EdDSA",
            keys.keys.contains(where: { $0.id == header.kid })
        else { throw Unauthenticated() }
    }
}
