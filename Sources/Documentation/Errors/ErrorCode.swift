/// A value of `extensions.code`, and what it asks of the caller.
public struct ErrorCode: Sendable {
    /// Where it can be met.
    public enum Place: String, Sendable, CaseIterable {
        case document = "The document"
        case request = "The HTTP request"
        case caller = "Who asks, and how often"
        case value = "Values and objects"
        case live = "Live connections"
        case server = "The server"
    }

    /// The code; it never changes its meaning.
    public let name: String
    /// Where it can be met.
    public let place: Place
    /// What has happened.
    public let meaning: String
    /// What to do.
    public let remedy: String

    private init(_ name: String, _ place: Place, _ meaning: String, _ remedy: String) {
        self.name = name
        self.place = place
        self.meaning = meaning
        self.remedy = remedy
    }

    /// Every code that an answer can have. A test holds the list against the sources.
    public static let all = documents + requests + callers + values + live + server

    private static let documents = [
        ErrorCode(
            "GRAPHQL_PARSE_FAILED", .document, "The document is no GraphQL, or past a limit of its size.",
            "Correct it where `locations` says."),
        ErrorCode(
            "GRAPHQL_VALIDATION_FAILED", .document,
            "The document asks for what is not there: unknown names, missing arguments, wrong types.",
            "Correct it where `locations` says; look the name up here."),
        ErrorCode(
            "OPERATION_RESOLUTION_FAILURE", .document,
            "There is no operation of the name, or several and no `operationName`.",
            "Name one operation of the document."),
        ErrorCode("DEPTH_LIMIT", .document, "Selections are nested too deeply.", "Ask in two steps."),
        ErrorCode("ALIAS_LIMIT", .document, "Too many aliases.", "Send several requests."),
        ErrorCode("ROOT_FIELD_LIMIT", .document, "Too many fields at the top.", "Send several requests."),
        ErrorCode("MUTATION_LIMIT", .document, "Too many mutations at once.", "Send several requests."),
        ErrorCode("DIRECTIVE_LIMIT", .document, "Too many directives.", "Leave some out."),
        ErrorCode("FIELD_LIMIT", .document, "Too many fields, fragments spread out.", "Select less."),
        ErrorCode("FRAGMENT_LIMIT", .document, "Too many fragments.", "Send what the operation needs."),
        ErrorCode("OPERATION_LIMIT", .document, "Too many operations.", "Send what is to be run."),
        ErrorCode("VARIABLE_LIMIT", .document, "Too many variables.", "Put them into an input object."),
        ErrorCode(
            "COMPARISON_LIMIT", .document, "Too many fields share a name in the answer.",
            "Ask for each field once."),
        ErrorCode(
            "INTROSPECTION_LIMIT", .document, "Introspection goes round in circles.",
            "Download the schema from [/docs](/docs)."),
        ErrorCode(
            "LIMIT_EXCEEDED", .document, "The operation would be too large to plan.",
            "Ask for less at once; `extensions.limit` names the limit."),
        ErrorCode(
            "INTROSPECTION_OFF", .document, "`__schema` and `__type` are not served to this caller.",
            "Download the schema from [/docs](/docs)."),
        ErrorCode(
            "COST_LIMIT", .document, "The operation may cost more than the caller may ask for at once.",
            "Take smaller pages, or select less below lists; `extensions.cost` tells both numbers."),
        ErrorCode(
            "RESPONSE_TOO_LARGE", .document, "The response would be too large.",
            "Select less, or read in pages."),
        ErrorCode(
            "PERSISTED_QUERY_NOT_FOUND", .document, "No document with this hash was sent before.",
            "Send the document with its hash, once."),
        ErrorCode(
            "PERSISTED_QUERY_HASH_MISMATCH", .document, "The hash is not that of the document with it.",
            "Send the SHA-256 of the document's bytes, in small hexadecimal digits."),
        ErrorCode(
            "PERSISTED_QUERY_NOT_SUPPORTED", .document, "Documents are not kept by their hash here.",
            "Send documents without a hash, or by `documentId`."),
        ErrorCode(
            "PERSISTED_DOCUMENT_NOT_FOUND", .document, "No document of this `documentId` was imported.",
            "Have it imported for the organization."),
        ErrorCode(
            "DOCUMENT_NOT_TRUSTED", .document, "Only imported documents are run for this caller.",
            "Have it imported and send its `documentId`."),
    ]

    private static let requests = [
        ErrorCode(
            "BAD_REQUEST", .request, "The request is no GraphQL request, or no HTTP.",
            "Send JSON with `query` or `documentId`."),
        ErrorCode("BATCHING_OFF", .request, "The body is an array.", "Send one operation a request."),
        ErrorCode(
            "METHOD_NOT_ALLOWED", .request, "The method does not fit; GET and QUERY run queries only.",
            "Send mutations by POST; `Allow` lists the methods of a path."),
        ErrorCode(
            "NOT_ACCEPTABLE", .request, "`Accept` names nothing that is served.",
            "Accept `application/graphql-response+json` or `application/json`."),
        ErrorCode(
            "UNSUPPORTED_MEDIA_TYPE", .request, "The body's type or coding is not read.",
            "Send `application/json` in UTF-8, not compressed."),
        ErrorCode("REQUEST_TIMEOUT", .request, "The request did not arrive in time.", "Send it again."),
        ErrorCode("PAYLOAD_TOO_LARGE", .request, "The body is past the limit.", "Send less."),
        ErrorCode("URI_TOO_LONG", .request, "The address is past the limit.", "Send the document by POST."),
        ErrorCode("HEADERS_TOO_LARGE", .request, "The header fields are past the limit.", "Send fewer."),
        ErrorCode(
            "ORIGIN_FORBIDDEN", .request, "The page's origin may not connect.",
            "Ask the operator to list it."),
        ErrorCode(
            "UPGRADE_REQUIRED", .request, "The WebSocket is of another version.", "Speak version 13."),
    ]

    private static let callers = [
        ErrorCode(
            "UNAUTHENTICATED", .caller, "The token or key is not valid, or not any more.",
            "Get a new token, [as the guide says](/docs/guides/authentication)."),
        ErrorCode(
            "FORBIDDEN", .caller, "The caller may not do this, or not with this value or object.",
            "Ask somebody with the right."),
        ErrorCode(
            "RATE_LIMITED", .caller, "Too many requests, or too costly ones, in a short time.",
            "Wait as long as `Retry-After` says."),
    ]

    private static let values = [
        ErrorCode(
            "IDEMPOTENCY_KEY_REQUIRED", .value, "A write that needs a key came without one.",
            "Choose a key, in the input or as the header `Idempotency-Key`."),
        ErrorCode(
            "IDEMPOTENCY_IN_PROGRESS", .value, "A request with the same key is under way.",
            "Send the same again in a moment."),
        ErrorCode(
            "BAD_USER_INPUT", .value, "A value of an argument, variable or header can not be.",
            "Correct it; `path` or `locations` says which."),
        ErrorCode(
            "NOT_FOUND", .value,
            "There is nothing with this ID that the caller may see, or nothing at the path.",
            "Check the ID and the token's organization and branches."),
        ErrorCode(
            "NULL_IN_NON_NULL", .value, "A value is missing that must be there: our fault.",
            "Tell us the `requestId`."),
        ErrorCode(
            "INT_OUT_OF_RANGE", .value, "A number does not fit the 32 bits of `Int`: our fault.",
            "Tell us the `requestId`."),
        ErrorCode(
            "UPLOAD_OVER", .value, "The time to send a picture to its address is over.",
            "Have a new address made."),
        ErrorCode(
            "OTHER_BYTES", .value, "The bytes are not the picture that was announced.",
            "Send the bytes whose size and digest were announced."),
    ]

    private static let live = [
        ErrorCode(
            "SUBSCRIPTION_NOT_SUPPORTED", .live, "Subscriptions need a connection that stays open.",
            "Use a WebSocket or server-sent events, [as the guide says](/docs/guides/subscriptions)."),
        ErrorCode(
            "SUBSCRIPTION_LIMIT", .live, "The socket has too many operations.",
            "Complete one, or open another socket."),
        ErrorCode(
            "RESYNC_REQUIRED", .live, "What was missed is too much, or too long ago, to be sent again.",
            "Read everything anew, then subscribe without `after`."),
        ErrorCode(
            "CONFLICT", .live, "The operation's name is taken on this stream, or the stream has a reader.",
            "Choose another `operationId`, or reserve another stream."),
    ]

    private static let server = [
        ErrorCode(
            "UNAVAILABLE", .server, "What is needed can not be reached at the moment.",
            "Try again after `Retry-After`; write operations with the same idempotency key."),
        ErrorCode(
            "OVERLOADED", .server, "More is being asked than can be answered.",
            "Try again after `Retry-After`."),
        ErrorCode(
            "DEADLINE_EXCEEDED", .server, "The operation took too long and was stopped.",
            "Ask for less, or try again."),
        ErrorCode(
            "CANCELLED", .server, "The request ended before its answer.", "Nobody is there to read this."),
        ErrorCode("INTERNAL", .server, "Our fault.", "Tell us the `requestId`."),
    ]
}
