/// A response: its JSON bytes and what kind of result they hold, from which a transport takes its status.
public struct GraphQLResponse: Sendable {
    /// What happened.
    public enum Kind: Sendable, Equatable {
        /// `data` without errors.
        case data
        /// `data` (perhaps null) with execution errors.
        case dataWithErrors
        /// A request error: the document could not be parsed.
        case syntaxError
        /// A request error: validation, a named limit, operation choice or variables.
        case requestError
        /// A request error: a write came without the key that it needs, or with one for several writes.
        case badRequest
        /// A write with the same key is under way; its answer may be had a moment later.
        case inProgress
        /// A mutation came by a way that allows queries only (GET, QUERY).
        case mutationNotAllowed
        /// The request could not be served now (`UNAVAILABLE`, `OVERLOADED`); a retry may help.
        case unavailable
        /// The caller has spent too much of late.
        case tooManyRequests
        /// The operation's deadline passed.
        case deadlineExceeded
        /// Our fault.
        case internalError
    }

    /// The JSON document.
    public let body: ResponseBuffer
    /// Its kind.
    public let kind: Kind
    /// In how many seconds the request may be sent again; nil where that is not known.
    public var retryAfter: Int?

    /// A response made by the engine or, in tests, by hand.
    public init(body: ResponseBuffer, kind: Kind) {
        self.body = body
        self.kind = kind
    }
}
