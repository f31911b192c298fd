/// How a request ended, before it is an HTTP status: `StatusTable` turns one into the other.
public enum Outcome: Sendable, Equatable, CaseIterable {
    /// `data` without errors.
    case data
    /// `data`, perhaps null, with execution errors.
    case dataWithErrors
    /// The GraphQL document can't be parsed.
    case syntaxError
    /// Validation, a named limit, operation choice or variables: a request error.
    case requestError
    /// The body is no GraphQL request: not JSON, a batch, no `query`.
    case badRequest
    /// The bytes are no HTTP.
    case badHTTP
    /// A token was sent and is not valid.
    case unauthenticated
    /// A browser asks for a page that may not connect.
    case originForbidden
    /// No such path.
    case notFound
    /// An equal write is under way.
    case inProgress
    /// The path exists, the method is not for it.
    case methodNotAllowed
    /// A mutation came by GET or QUERY.
    case mutationNotAllowed
    /// No media type of `Accept` can be served.
    case notAcceptable
    /// The request took too long to arrive.
    case requestTimeout
    /// The body is past the limit.
    case payloadTooLarge
    /// The request target is past the limit.
    case uriTooLong
    /// The body's type or encoding is not one we read.
    case unsupportedMediaType
    /// Another version of WebSockets is needed.
    case upgradeRequired
    /// The caller exceeded a rate.
    case tooManyRequests
    /// The head is past the limit.
    case headersTooLarge
    /// Can't be served now; a retry may help.
    case unavailable
    /// More requests are in flight than allowed.
    case overloaded
    /// The operation's deadline passed.
    case deadlineExceeded
    /// Our fault.
    case internalError

    /// The stable `extensions.code` of an error that the transport itself reports.
    var code: String {
        switch self {
        case .data, .dataWithErrors, .internalError: "INTERNAL"
        case .syntaxError: "GRAPHQL_PARSE_FAILED"
        case .requestError: "GRAPHQL_VALIDATION_FAILED"
        case .badRequest, .badHTTP: "BAD_REQUEST"
        case .unauthenticated: "UNAUTHENTICATED"
        case .originForbidden: "ORIGIN_FORBIDDEN"
        case .notFound: "NOT_FOUND"
        case .inProgress: "IDEMPOTENCY_IN_PROGRESS"
        case .methodNotAllowed, .mutationNotAllowed: "METHOD_NOT_ALLOWED"
        case .notAcceptable: "NOT_ACCEPTABLE"
        case .requestTimeout: "REQUEST_TIMEOUT"
        case .payloadTooLarge: "PAYLOAD_TOO_LARGE"
        case .uriTooLong: "URI_TOO_LONG"
        case .unsupportedMediaType: "UNSUPPORTED_MEDIA_TYPE"
        case .upgradeRequired: "UPGRADE_REQUIRED"
        case .tooManyRequests: "RATE_LIMITED"
        case .headersTooLarge: "HEADERS_TOO_LARGE"
        case .unavailable: "UNAVAILABLE"
        case .overloaded: "OVERLOADED"
        case .deadlineExceeded: "DEADLINE_EXCEEDED"
        }
    }

    /// The sentence for a person, where the reporter has none of its own. Constant: it reveals nothing.
    var message: String {
        switch self {
        case .data, .dataWithErrors, .internalError: "The server failed to answer this request."
        case .syntaxError: "The document can't be parsed."
        case .requestError: "The request is not valid."
        case .badRequest: "The request is no GraphQL request."
        case .badHTTP: "The request is no well-formed HTTP/1.1 request."
        case .unauthenticated: "The access token is not valid."
        case .originForbidden: "This origin may not open a connection."
        case .notFound: "There is nothing at this path. The API is at /graphql."
        case .inProgress: "A request with this key is under way; send it again in a moment."
        case .methodNotAllowed: "The method is not allowed here."
        case .mutationNotAllowed: "GET and QUERY serve queries only; send mutations by POST."
        case .notAcceptable: "Accept names neither application/graphql-response+json nor application/json."
        case .requestTimeout: "The request did not arrive in time."
        case .payloadTooLarge: "The request body is past the limit."
        case .uriTooLong: "The request target is past the limit."
        case .unsupportedMediaType: "Send application/json in UTF-8, without Content-Encoding."
        case .upgradeRequired: "WebSockets are served in version 13."
        case .tooManyRequests: "Too many requests; wait and try again."
        case .headersTooLarge: "The request's header fields are past the limit."
        case .unavailable: "The service is unavailable at the moment; try again."
        case .overloaded: "The service is overloaded; try again."
        case .deadlineExceeded: "The operation took too long and was stopped."
        }
    }
}
