/// What became of a `GraphQLCall`.
public struct GraphQLReply: Sendable {
    /// The bytes of a reply.
    public enum Body: Sendable {
        /// A whole JSON document, copied once into the socket's buffer.
        case document(any ResponseBytes)
        /// One error of the transport's own shape; nil takes the outcome's usual words.
        case error(message: String?, code: String?)
    }

    /// How it ended: decides the status.
    public let outcome: Outcome
    /// The bytes.
    public let body: Body

    /// A response document with its outcome.
    public init(_ outcome: Outcome, document: any ResponseBytes) {
        self.outcome = outcome
        body = .document(document)
    }

    /// A failure that never reached the engine.
    public init(failure outcome: Outcome, message: String? = nil, code: String? = nil) {
        self.outcome = outcome
        body = .error(message: message, code: code)
    }
}

/// Response bytes that a transport reads once, in place.
public protocol ResponseBytes: Sendable {
    /// How many bytes there are.
    var count: Int { get }
    /// Calls `body` with the bytes; they are valid during the call only.
    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result
}

/// The product behind the transport: who is calling, what is asked, what is answered.
public protocol GraphQLResponder: Sendable {
    /// Answers one call. Never throws: every failure is a reply. Cancelled when the caller is gone.
    func respond(to call: GraphQLCall) async -> GraphQLReply
}
