/// How the engine finds documents that a request names instead of sending.
///
/// The engine has no cryptography and no storage of its own: both come in here.
///
/// - SeeAlso: GraphQL over HTTP, Appendix A (Persisted Documents)
public struct PersistedDocuments<Caller: Sendable>: Sendable {
    /// The SHA-256 of bytes in 64 lower-case hexadecimal digits.
    public let sha256: @Sendable ([UInt8]) -> String
    /// Whose documents a caller shares: hashes registered in one namespace are unknown in the others.
    public let namespace: @Sendable (Caller) -> String
    /// A document that was imported for the caller, by its hash; nil if there is none.
    public let trusted: @Sendable (String, Caller) async throws(LoadError) -> [UInt8]?
    /// Whether nothing but imported documents is run for a caller, whatever its policy says.
    public let trustedOnly: @Sendable (Caller) -> Bool

    /// Ways to hash, to tell tenants apart, and to look up.
    public init(
        trustedOnly: @escaping @Sendable (Caller) -> Bool = { _ in false },
        sha256: @escaping @Sendable ([UInt8]) -> String,
        namespace: @escaping @Sendable (Caller) -> String,
        trusted: @escaping @Sendable (String, Caller) async throws(LoadError) -> [UInt8]? = { (_, _) in nil }
    ) {
        self.trustedOnly = trustedOnly
        self.sha256 = sha256
        self.namespace = namespace
        self.trusted = trusted
    }
}

/// A document that a request names by its hash: 64 lower-case hexadecimal digits of SHA-256.
public enum DocumentReference: Sendable, Equatable {
    /// One that a request has sent before or sends now: automatic persisted queries.
    case automatic(String)
    /// One that was imported: `documentId`.
    case trusted(String)
}
