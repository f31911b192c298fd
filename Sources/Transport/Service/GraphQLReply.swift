public import GraphQLExecution

/// What became of a `GraphQLCall`.
public struct GraphQLReply: Sendable {
    /// The bytes of a reply.
    enum Body: Sendable {
        /// A whole JSON document, copied once into the socket's buffer.
        case document(ResponseBuffer)
        /// One error of the transport's own shape; nil takes the outcome's usual words.
        case error(message: String?, code: String?)
    }

    let outcome: Outcome
    let body: Body
    /// In how many seconds to try again; nil for the outcome's usual time.
    let retryAfter: Int?

    /// A response of the engine.
    public init(_ response: GraphQLResponse) {
        outcome = Outcome(response.kind)
        body = .document(response.body)
        retryAfter = response.retryAfter
    }

    /// A failure that never reached the engine.
    public init(
        failure outcome: Outcome, message: String? = nil, code: String? = nil, retryAfter: Int? = nil
    ) {
        self.outcome = outcome
        body = .error(message: message, code: code)
        self.retryAfter = retryAfter
    }
}

/// The product behind the transport: who is calling, what is asked, what is answered.
public protocol GraphQLResponder: Sendable {
    /// Answers one call. Never throws: every failure is a reply. Cancelled when the caller is gone.
    func respond(to call: GraphQLCall) async -> GraphQLReply

    /// Answers a call whose caller takes parts. Cancelled when the caller is gone.
    ///
    /// Without a default: a responder around another one that forgot to hand payloads on would answer whole,
    /// and nobody would notice.
    ///
    /// - Parameter deliver: takes one payload after the other, at once; false when nobody wants more.
    /// - Returns: a reply in place of payloads; nil if there were payloads.
    func respond(
        to call: GraphQLCall, deliver: @Sendable (GraphQLPayload) -> Bool
    ) async -> GraphQLReply?
}

extension Outcome {
    init(_ kind: GraphQLResponse.Kind) {
        self =
            switch kind {
            case .data: .data
            case .dataWithErrors: .dataWithErrors
            case .syntaxError: .syntaxError
            case .requestError: .requestError
            case .badRequest: .badRequest
            case .inProgress: .inProgress
            case .mutationNotAllowed: .mutationNotAllowed
            case .unavailable: .unavailable
            case .tooManyRequests: .tooManyRequests
            case .deadlineExceeded: .deadlineExceeded
            case .internalError: .internalError
            }
    }
}
