public import NIOHTTP1

/// Which generation of GraphQL over HTTP the statuses follow (`http.status`).
public enum StatusProfile: String, Sendable, CaseIterable {
    /// The draft of 2026-08: 422 for request errors, 294 for data with errors.
    case spec
    /// The drafts of 2023 to 2025: 400 for request errors, 200 for data with errors.
    case compat
}

/// The one table from outcome to HTTP status.
///
/// As `application/json` a well-formed request is answered 200 whatever became of it, as the media type's
/// older clients expect; failures of the transport itself keep their status.
///
/// - SeeAlso: GraphQL over HTTP, draft of 2026-08, §6.4
public enum StatusTable {
    /// The status for `outcome`.
    public static func status(
        of outcome: Outcome, as mediaType: ResponseMediaType, profile: StatusProfile
    ) -> HTTPResponseStatus {
        switch outcome {
        case .data: .ok
        case .dataWithErrors:
            mediaType == .json || profile == .compat ? .ok : partialSuccess
        case .syntaxError: mediaType == .json ? .ok : .badRequest
        case .requestError:
            if mediaType == .json { .ok } else { profile == .spec ? .unprocessableEntity : .badRequest }
        case .badRequest, .badHTTP: .badRequest
        case .unauthenticated: .unauthorized
        case .originForbidden: .forbidden
        case .notFound: .notFound
        case .inProgress: .conflict
        case .methodNotAllowed, .mutationNotAllowed: .methodNotAllowed
        case .notAcceptable: .notAcceptable
        case .requestTimeout: .requestTimeout
        case .payloadTooLarge: .payloadTooLarge
        case .uriTooLong: .uriTooLong
        case .unsupportedMediaType: .unsupportedMediaType
        case .upgradeRequired: .upgradeRequired
        case .tooManyRequests: .tooManyRequests
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .unavailable, .overloaded, .deadlineExceeded: .serviceUnavailable
        case .internalError: .internalServerError
        }
    }

    /// `data` and `errors` both: the draft's own code.
    static let partialSuccess = HTTPResponseStatus.custom(code: 294, reasonPhrase: "Partial Success")
}
