import NIOHTTP1

/// A request about a stream of events that several operations share.
///
/// - SeeAlso: GraphQL over SSE, single connection mode
enum SharedStreamRequest: Equatable {
    case reserve
    case open(name: String)
    case start(name: String)
    case cancel(name: String, id: String?)

    /// The header that names the stream.
    static let header = "x-graphql-event-stream-token"

    /// What a request at `/graphql` is about; nil for one that names no stream.
    init?(_ head: HTTPRequestHead, query: Substring?) {
        guard head.method != .PUT else {
            self = .reserve
            return
        }
        // An EventSource of a browser can send no header.
        let named = head.headers.first(name: Self.header) ?? Self.parameter("token", query)
        guard let named else { return nil }
        switch head.method {
        case .GET: self = .open(name: named)
        case .POST: self = .start(name: named)
        case .DELETE: self = .cancel(name: named, id: Self.parameter("operationId", query))
        default: return nil
        }
    }

    private static func parameter(_ name: String, _ query: Substring?) -> String? {
        for pair in (query ?? "").split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1)
            if halves.count == 2, halves[0] == name { return QueryParameters.decoded(halves[1]) }
        }
        return nil
    }
}
