internal import Synchronization

/// Tokens whose signature held: a signature costs 100 µs to check, a look-up 0.3 µs.
///
/// Times are checked again on every use. A full cache is emptied: cheaper than keeping an order, and a
/// process sees few tokens at a time.
final class VerifiedTokens: Sendable {
    private struct Verified {
        let claims: AccessTokenClaims
        let generation: Int
    }

    private let tokens = Mutex<[String: Verified]>([:])
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// The claims of a token; nil if it is not known, or was verified by other keys than those in use.
    ///
    /// - Parameter generation: of the keys in use.
    func claims(of token: String, at generation: Int) -> AccessTokenClaims? {
        let known = tokens.withLock { $0[token] }
        return known?.generation == generation ? known?.claims : nil
    }

    /// Remembers the claims of a token.
    ///
    /// - Parameter generation: of the keys that verified it.
    func remember(_ claims: AccessTokenClaims, of token: String, at generation: Int) {
        tokens.withLock { tokens in
            if tokens.count >= limit { tokens.removeAll(keepingCapacity: true) }
            tokens[token] = Verified(claims: claims, generation: generation)
        }
    }

    /// Forgets all of them: a key is gone.
    func removeAll() {
        tokens.withLock { $0.removeAll() }
    }
}
