public import Foundation

/// A token that is not one of ours, or not any more. Nobody is told why.
public struct InvalidToken: Error, Equatable {
    /// The one answer.
    public init() {}
}

/// Signs and verifies access tokens.
///
/// The algorithm is fixed by the key: EdDSA and nothing else. The header is read before any key is touched,
/// and a token whose header holds more than `alg`, `typ` and `kid` is refused, so `jku`, `x5u`, `jwk` and
/// `crit` never reach a library.
///
/// - SeeAlso: RFC 9068
public struct AccessTokens: Sendable {
    /// Whose tokens these are and how long they hold.
    public struct Terms: Sendable, Equatable {
        /// The issuer that signs.
        public var issuer = "comanda"
        /// The service that the tokens are for.
        public var audience = "comanda-api"
        /// How long an access token holds.
        public var lifetime = Duration.seconds(15 * 60)
        /// How far the clocks of two machines may differ.
        public var skew = Duration.seconds(60)
        /// How many verified tokens are remembered.
        public var cachedTokens = 4_096

        /// The usual terms.
        public init() {}
    }

    /// Longest token that is looked at.
    private static let byteCountMax = 4_096

    private let ring: KeyRing
    /// Where the keys lie; nil for keys made elsewhere.
    private let folder: String?
    /// Whose tokens these are.
    public let terms: Terms
    private let cache: VerifiedTokens
    private let now: @Sendable () -> Int

    /// Tokens by given keys.
    ///
    /// - Parameters:
    ///   - folder: where the keys lie, to look again when a token names one that is not known; nil for keys
    ///     made elsewhere.
    ///   - now: seconds since 1970.
    public init(
        keys: SigningKeys, terms: Terms, folder: String? = nil,
        now: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
    ) async {
        self.terms = terms
        self.folder = folder
        self.now = now
        cache = VerifiedTokens(limit: terms.cachedTokens)
        ring = await KeyRing(keys)
    }

    /// Takes over the keys that lie in the folder now: a new one signs at once, one that is gone verifies
    /// nothing any more.
    ///
    /// - Throws: what is wrong with the folder; the keys then stay as they are.
    public func reload() async throws(SigningKeyError) {
        guard let folder else { return }
        if await ring.replace(with: try SigningKeys(folder: folder)) { cache.removeAll() }
    }

    /// A signed token.
    ///
    /// - Parameters:
    ///   - seat: the session at a table in which its bearer, a guest, sat down.
    ///   - methods: how the bearer proved to be who it is; nil for a password.
    ///   - reason: why its bearer acts within the organization; for tools only.
    ///   - lifetime: how long it holds; the terms' if nil.
    ///   - id: makes it unlike any other token.
    public func mint(
        subject: String, organization: String?, role: String, branches: [String]?, version: Int? = nil,
        session: String? = nil, seat: String? = nil, methods: [String]? = nil, reason: String? = nil,
        lifetime: Duration? = nil, id: String
    ) async throws(InvalidToken) -> String {
        let time = now()
        let claims = AccessTokenClaims(
            iss: terms.issuer, aud: terms.audience, sub: subject, org: organization, role: role,
            branches: branches, permVersion: version, sid: session, ses: seat, amr: methods, reason: reason,
            iat: time, nbf: time, exp: time + Int((lifetime ?? terms.lifetime).components.seconds), jti: id)
        return try await ring.sign(claims)
    }

    /// The claims of a token that one of our keys signed and whose every claim holds now.
    public func verify(_ token: String) async throws(InvalidToken) -> AccessTokenClaims {
        if let known = cache.claims(of: token, at: ring.generation) {
            try checkTimes(of: known)
            return known
        }
        guard token.utf8.count <= Self.byteCountMax else { throw InvalidToken() }
        guard let header = TokenHeader(token: token), header.typ == "at+jwt", header.alg == "EdDSA" else {
            throw InvalidToken()
        }
        // Another process signs with a new key before this one has heard of it. A folder that can't be read
        // is reported by the reload that runs by the clock; the token is refused then.
        if !ring.knows(header.kid), ring.mayLookAgain(at: now()) { try? await reload() }
        let (claims, generation) = try await ring.verify(token, by: header.kid)
        guard claims.iss == terms.issuer, claims.aud == terms.audience, !claims.sub.isEmpty,
            !claims.jti.isEmpty, !claims.role.isEmpty
        else { throw InvalidToken() }
        try checkTimes(of: claims)
        cache.remember(claims, of: token, at: generation)
        return claims
    }

    private func checkTimes(of claims: AccessTokenClaims) throws(InvalidToken) {
        let time = now()
        let skew = Int(terms.skew.components.seconds)
        guard claims.exp > time - skew, claims.nbf <= time + skew, claims.iat <= time + skew else {
            throw InvalidToken()
        }
    }
}
