import NIOHTTP1

/// The pages of other origins that may call the server from a browser.
///
/// Origins are compared whole, none stands for several, and credentials of a browser's own are never asked
/// for: there are no cookies, and a page sends its token itself.
///
/// - SeeAlso: Fetch Standard, CORS protocol; RFC 6454
struct CrossOrigin: Sendable {
    private let origins: Set<String>

    /// - Parameter origins: with scheme and port, such as `https://app.example.com`.
    init(_ origins: Set<String>) {
        self.origins = origins
    }

    /// More header lines for the answer to a request, each ended by CR LF; none where no origin is allowed.
    ///
    /// What depends on the origin says so even where none was sent, or a cache would hand an answer without
    /// the lines to a page that needs them.
    func lines(for head: HTTPRequestHead) -> String? {
        guard !origins.isEmpty else { return nil }
        let vary = "Vary: Origin\r\n"
        let sent = head.headers["origin"]
        guard sent.count == 1, let origin = sent.first, origins.contains(origin) else { return vary }
        let allowed = "Access-Control-Allow-Origin: \(origin)\r\n" + vary
        let isPreflight =
            head.method == .OPTIONS && head.headers.contains(name: "access-control-request-method")
        return allowed + (isPreflight ? Self.preflight : Self.exposed)
    }

    private static let preflight = """
        Access-Control-Allow-Methods: GET, POST, QUERY, PUT, DELETE\r
        Access-Control-Allow-Headers: Accept, Act-As, Act-As-Reason, Authorization, Content-Type, \
        Idempotency-Key, If-None-Match, Last-Event-ID, Show-Cost, Traceparent, \
        X-GraphQL-Event-Stream-Token, X-Request-ID\r
        Access-Control-Max-Age: 600\r\n
        """

    private static let exposed = """
        Access-Control-Expose-Headers: ETag, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, \
        X-Request-ID\r\n
        """
}
