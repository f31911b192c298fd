internal import JWTKit
internal import Synchronization

/// Claims as the library signs and verifies them.
private struct SignedClaims: JWTPayload {
    let claims: AccessTokenClaims

    init(_ claims: AccessTokenClaims) {
        self.claims = claims
    }

    init(from decoder: any Decoder) throws {
        claims = try AccessTokenClaims(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        try claims.encode(to: encoder)
    }

    /// Nothing: the verifier checks every claim against its own clock and settings.
    func verify(using algorithm: some JWTAlgorithm) {}
}

/// The keys in use, replaced as a whole.
///
/// A token is verified by the keys of one moment: who holds the collection holds all of it.
final class KeyRing: Sendable {
    private struct Held {
        var ids: [String]
        var collection: JWTKeyCollection
        var generation = 0
        /// When the folder was last looked at for an unknown key.
        var lastLook = 0
    }

    private let held: Mutex<Held>

    init(_ keys: SigningKeys) async {
        held = Mutex(Held(ids: keys.keys.map(\.id), collection: await Self.collection(keys)))
    }

    /// Whether a key of this id is in use.
    func knows(_ id: String) -> Bool { held.withLock { $0.ids.contains(id) } }

    /// Whether the folder may be looked at because of an unknown key: once a second, whatever is sent.
    func mayLookAgain(at time: Int) -> Bool {
        held.withLock { held in
            guard held.lastLook != time else { return false }
            held.lastLook = time
            return true
        }
    }

    /// Counts the changes.
    var generation: Int { held.withLock { $0.generation } }

    /// Puts other keys in their place; false if they are the same.
    func replace(with keys: SigningKeys) async -> Bool {
        let ids = keys.keys.map(\.id)
        guard held.withLock({ $0.ids != ids }) else { return false }
        let collection = await Self.collection(keys)
        held.withLock { held in
            held.ids = ids
            held.collection = collection
            held.generation += 1
        }
        return true
    }

    /// Signs with the newest key.
    func sign(_ claims: AccessTokenClaims) async throws(InvalidToken) -> String {
        let (id, collection) = held.withLock { ($0.ids.first, $0.collection) }
        guard let id else { throw InvalidToken() }
        do {
            return try await collection.sign(
                SignedClaims(claims), kid: JWKIdentifier(string: id), header: ["typ": "at+jwt"])
        } catch {
            throw InvalidToken()
        }
    }

    /// The claims of a token whose signature by the named key holds, and the generation of that key.
    func verify(_ token: String, by id: String) async throws(InvalidToken) -> (AccessTokenClaims, Int) {
        let (isKnown, collection, generation) = held.withLock {
            ($0.ids.contains(id), $0.collection, $0.generation)
        }
        guard isKnown else { throw InvalidToken() }
        do {
            return (try await collection.verify(token, as: SignedClaims.self).claims, generation)
        } catch {
            throw InvalidToken()
        }
    }

    private static func collection(_ keys: SigningKeys) async -> JWTKeyCollection {
        let collection = JWTKeyCollection()
        for key in keys.keys {
            await collection.add(
                eddsa: EdDSA.PrivateKey(backing: key.secret), kid: JWKIdentifier(string: key.id))
        }
        return collection
    }
}
