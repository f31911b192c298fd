public import GraphQLExecution
public import NIOCore

/// One GraphQL request as it left HTTP: bytes and header values, nothing decided yet.
public struct GraphQLCall: Sendable {
    /// Where the request's parameters are.
    public enum Payload: Sendable {
        /// A JSON body, not yet parsed.
        case json(ByteBuffer)
        /// The parameters of a URL.
        case parameters(QueryParameters)
        /// A request that is read already: a message of a live connection.
        case request(GraphQLRequest)
    }

    /// The request's parameters.
    public let payload: Payload
    /// The token of `Authorization: Bearer`; nil without that header, empty if the header is of another
    /// shape.
    public let bearerToken: String?
    /// Whether a mutation must be refused (GET, QUERY).
    public let queriesOnly: Bool
    /// Whether the caller takes a response in parts.
    public let takesParts: Bool
    /// Whether the call came to `/execute` and brings its own schema.
    public let isConformance: Bool
    /// The header `Act-As`: the organization in which who runs the platform acts.
    public let actAs: String?
    /// The header `Act-As-Reason`: why.
    public let actAsReason: String?
    /// The header `Idempotency-Key`, by which the request's only write is known again.
    public let idempotencyKey: String?
    /// The client's network address; nil where the connection tells none.
    public let client: ClientAddress?
    /// Whether the response is to tell what it cost: the header `Show-Cost: true`.
    public let showsCost: Bool
    /// What the answer tells of rates.
    public let rate: RateNote
    /// The id that every error carries.
    public let requestID: String
    /// What the caller takes of the answer.
    let terms: AnswerTerms
    /// Where it is noted how the answer comes about: the header `Explain: plan` or `Explain: run`, where the
    /// server heeds it; nil for not at all.
    public var explanation: Explanation?

    /// The client's network address as text.
    public var address: String? { client?.text }
}

extension GraphQLCall {
    /// An operation of a live connection: what holds for a request over HTTP holds for it too.
    public init(
        _ request: GraphQLRequest, of hello: LiveHello, requestID: String, takesParts: Bool = false
    ) {
        self.init(
            payload: .request(request), bearerToken: hello.bearerToken, queriesOnly: hello.queriesOnly,
            takesParts: takesParts, isConformance: false, actAs: hello.actAs,
            actAsReason: hello.actAsReason, idempotencyKey: nil, client: hello.client, showsCost: false,
            rate: RateNote(nil), requestID: requestID, terms: AnswerTerms())
    }
}
