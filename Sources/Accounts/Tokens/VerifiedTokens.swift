internal import Synchronization

/// Tokens whose signature held: a signature costs 100 µs to check, a look-up 0.3 µs.
///
/// Times are checked again on every use. A full cache is emptied: cheaper than keeping an order, and a
/// process sees few tokens at a time.
final class VerifiedTokens: Sendable {
    private let claims = Mutex<[String: AccessTokenClaims]>([:])
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    subscript(token: String) -> AccessTokenClaims? {
        get { claims.withLock { $0[token] } }
        set {
            claims.withLock { claims in
                if claims.count >= limit { claims.removeAll(keepingCapacity: true) }
                claims[token] = newValue
            }
        }
    }

    /// Forgets all of them: a key is gone.
    func removeAll() {
        claims.withLock { $0.removeAll() }
    }
}
