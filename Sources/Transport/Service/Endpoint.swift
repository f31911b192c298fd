import GraphQLExecution
import NIOCore
import NIOHTTP1

/// From a whole HTTP request to the bytes of its answer.
///
/// `begin` decides on the event loop what needs no waiting; `perform` does the rest elsewhere, so that no
/// document, however heavy, holds up the other connections of a loop.
struct Endpoint<Responder: GraphQLResponder>: Sendable {
    /// A request that has to wait for something.
    enum Work: Sendable {
        case graphQL(GraphQLCall, ResponseMediaType)
        case form(FormCall)
        case file(FileCall, _ requestID: String, sendsBody: Bool)
        case shared(SharedOperation)
        case hook(HookCall, _ requestID: String)
        case metrics(MetricsPage, _ requestID: String, sendsBody: Bool)
        case documentation(DocumentationCall)
        case page(LocalPage, _ requestID: String, sendsBody: Bool)
    }

    /// What `begin` found.
    enum Start: Sendable {
        case answered(ByteBuffer)
        case work(Work)
        /// The connection becomes a WebSocket; its place is taken.
        case upgrade(SocketOpening, LiveEntrance)
        /// The answer is a stream of events; its place is taken.
        case events(EventCall)
    }

    let responder: Responder
    let readiness: Readiness
    let admission: Admission
    let profile: StatusProfile
    /// Whether answers tell how long they took.
    let tellsTime: Bool
    /// Whether there is `/execute`.
    var executes = false
    /// Answers `/oauth/token`; nil where there is none.
    var tokenEndpoint: FormHandler?
    /// Hears what is told at `/hooks/payments`; nil where nobody is expected.
    var hook: HookHandler?
    /// Has what lies at `/images/`; nil where there is nothing.
    var files: (any FileService)?
    /// The pages of the server's own, by their paths.
    var pages: [String: StaticPage] = [:]
    /// Has the pages below `/docs`; nil where there are none.
    var documentation: (any PageService)?
    /// The pages of other origins that may call from a browser.
    var crossOrigin = CrossOrigin([])
    /// How many bytes a body must have to be compressed; nil for never.
    var compressedFrom: Int?
    /// How many seconds caches may answer a public GET in our place.
    var sharedSeconds = 0
    /// Pages for readers on this machine alone, by their paths.
    var localPages: [String: LocalPage] = [:]
    /// Whether the pages may open WebSockets.
    var pagesConnect = true
    /// Whether `Explain` is heeded.
    var explains = false
    /// Lets requests in; nil for all.
    var gate: (any RequestGate)?
    /// Who is believed about whom they ask for.
    var proxies = ProxyList()
    /// Answers live connections; nil where there are none.
    var live: LiveEntrance?
    /// What the process counts; nil where nobody is told.
    var metrics: MetricsPage?
    /// What the transport counts itself.
    var counters = TransportCounters()
    /// Streams of events that several operations share.
    let sharedStreams = SharedStreams()
    let allocator = ByteBufferAllocator()

    /// Routes a request and checks its head. Synchronous and cheap.
    ///
    /// - Parameter peer: the other end of the connection.
    func begin(_ head: HTTPRequestHead, body: ByteBuffer, from peer: ClientAddress? = nil) -> Start {
        let requestID = RequestID.of(head.headers)
        let route = Route(
            target: head.uri, executes: executes, grants: tokenEndpoint != nil, hears: hook != nil,
            servesFiles: files != nil, measures: metrics != nil, documents: documentation != nil,
            isPage: { pages[$0] != nil || localPages[$0] != nil })
        let sendsBody = head.method != .HEAD
        let client = proxies.client(of: peer, forwarded: head.headers["x-forwarded-for"])
        var rate: RateReport?
        switch arrival(at: route, head, from: client) {
        case .admitted(let report): rate = report
        case .refused(let report, let retryAfter):
            return .answered(
                refusal(
                    .tooManyRequests, requestID: requestID, retryAfter: retryAfter, rate: report,
                    sendsBody: sendsBody))
        }
        guard head.namesItsHost else {
            return .answered(refusal(.badHTTP, requestID: requestID, sendsBody: sendsBody))
        }
        guard route != .unknown else {
            return .answered(refusal(.notFound, requestID: requestID, sendsBody: sendsBody))
        }
        if case .graphQL(let query) = route, let live,
            let request = SharedStreamRequest(head, query: query)
        {
            return beginShared(request, head, body: body, from: client, requestID: requestID, live)
        }
        if head.method == .OPTIONS {
            return .answered(options(route, requestID: requestID))
        }
        guard route.allows(head.method) else {
            return .answered(
                refusal(
                    .methodNotAllowed, requestID: requestID, extraHeaders: route.allowed,
                    sendsBody: sendsBody))
        }
        switch route {
        case .graphQL where live != nil && SocketOpening.isAsked(by: head):
            return beginSocket(head, from: client, requestID: requestID)
        case .graphQL(let query):
            return beginGraphQL(
                head, body: body, query: query, from: client, rate: rate, requestID: requestID)
        case .execute:
            return beginGraphQL(
                head, body: body, query: nil, from: client, rate: nil, requestID: requestID,
                isConformance: true)
        case .token: return beginForm(head, body: body, from: client?.text, requestID: requestID)
        case .hook: return beginHook(head, body: body, requestID: requestID)
        case .image(let address), .upload(let address):
            return beginFile(head, body: body, at: address, requestID: requestID)
        case .page(let path):
            return beginPage(path, head, from: peer, requestID: requestID)
        case .documentation(let path, let query):
            return beginDocumentation(
                head, path: path, query: query, from: client, rate: rate, requestID: requestID)
        case .metrics:
            guard let metrics, isAdmitted(to: metrics, head) else {
                return .answered(refusal(.unauthenticated, requestID: requestID, sendsBody: sendsBody))
            }
            return .work(.metrics(metrics, requestID, sendsBody: sendsBody))
        case .ready:
            return .answered(encoded(readiness.state, answer: healthAnswer(head, requestID: requestID)))
        case .live, .unknown:
            let answer = healthAnswer(head, requestID: requestID)
            return .answered(answer.encoded(#"{"status":"live"}"#, allocator: allocator))
        }
    }

    /// Asks the gate. Those who look after the process ask often, at no cost, and are never kept out; nor are
    /// the tests behind `/execute`.
    private func arrival(
        at route: Route, _ head: HTTPRequestHead, from client: ClientAddress?
    ) -> GateVerdict {
        switch route {
        case .live, .ready, .execute: return .admitted(nil)
        case .graphQL, .documentation:
            return gate?.arrive(
                from: client, withCredential: head.headers.contains(name: "authorization")) ?? .admitted(nil)
        case .metrics:
            if let metrics, isAdmitted(to: metrics, head) { return .admitted(nil) }
            return gate?.arrive(from: client, withCredential: true) ?? .admitted(nil)
        case .token, .hook, .image, .upload, .page, .unknown:
            return gate?.arrive(from: client, withCredential: false) ?? .admitted(nil)
        }
    }

    private func isAdmitted(to metrics: MetricsPage, _ head: HTTPRequestHead) -> Bool {
        metrics.admits(head.headers.bearerToken ?? "")
    }

    /// Does what `begin` left; `send` takes the parts of an answer before its end.
    ///
    /// - Returns: the whole answer, or its end; nil if it broke off.
    func perform(_ work: Work, _ send: Sender = { _ in false }) async -> ByteBuffer? {
        switch work {
        case .graphQL(let call, let mediaType) where call.takesParts:
            defer { admission.leave() }
            return await performInParts(call, mediaType, send)
        case .graphQL(let call, let mediaType):
            defer { admission.leave() }
            let start = ContinuousClock.now
            let reply = await responder.respond(to: call)
            let took = ContinuousClock.now - start
            counters.requestTimes.note(took)
            return encoded(reply, mediaType: mediaType, call: call, took: tellsTime ? took : nil)
        case .form(let call):
            defer { admission.leave() }
            return await answer(call)
        case .shared(let operation):
            defer { admission.leave() }
            return answer(operation, limit: live?.limits.operations ?? 0)
        case .hook(let call, let requestID):
            defer { admission.leave() }
            return await answer(call, requestID)
        case .file(let call, let requestID, let sendsBody):
            defer { admission.leave() }
            return await answer(call, requestID, sendsBody: sendsBody)
        case .documentation(let call):
            defer { admission.leave() }
            return await answer(call)
        case .metrics(let metrics, let requestID, let sendsBody):
            // Takes no place: what is wrong must show while everything is full.
            return await answer(metrics, requestID: requestID, sendsBody: sendsBody)
        case .page(let page, let requestID, let sendsBody):
            let made = StaticPage(await page.make(), contentType: page.contentType)
            return answer(made, requestID: requestID, sendsBody: sendsBody)
        }
    }

    /// The bytes of a failure that the transport reports itself.
    func refusal(
        _ outcome: Outcome, requestID: String = RequestID.next(), mediaType: ResponseMediaType = .json,
        extraHeaders: StaticString? = nil, message: String? = nil, code: String? = nil,
        retryAfter: Int? = nil, rate: RateReport? = nil, sendsBody: Bool = true
    ) -> ByteBuffer {
        counters.count(outcome, over: .http)
        var answer = Answer(
            status: StatusTable.status(of: outcome, as: mediaType, profile: profile), requestID: requestID)
        answer.contentType = mediaType.contentType
        answer.sendsBody = sendsBody
        answer.extraHeaders = extraHeaders ?? Self.headers(for: outcome)
        answer.retryAfter = retryAfter ?? Self.retryAfter(outcome)
        answer.rate = rate
        let text = ErrorDocument.text(
            message: message ?? outcome.message, code: code ?? outcome.code, requestID: requestID)
        return answer.encoded(text, allocator: allocator)
    }

    /// What a route takes.
    private func options(_ route: Route, requestID: String) -> ByteBuffer {
        var answer = Answer(status: .noContent, requestID: requestID)
        answer.extraHeaders = route.allowed
        return answer.encodedWithoutBody(allocator: allocator)
    }

    private func beginGraphQL(
        _ head: HTTPRequestHead, body: ByteBuffer, query: Substring?, from client: ClientAddress?,
        rate: RateReport?, requestID: String, isConformance: Bool = false
    ) -> Start {
        let accept = head.headers.joined("accept")
        // Chunks need HTTP/1.1.
        let takesParts = ResponseMediaType.takesParts(accept: accept) && head.version == .http1_1
        let negotiated = ResponseMediaType.negotiated(accept: accept)
        // Clients that take JSON as well name events in passing: only a subscription needs them.
        let takesEvents = negotiated == nil && ResponseMediaType.takesEvents(accept: accept)
        let events = takesEvents && head.version == .http1_1 && !isConformance ? live : nil
        guard let mediaType = negotiated ?? (takesParts || events != nil ? .json : nil) else {
            return .answered(refusal(.notAcceptable, requestID: requestID))
        }
        func refused(_ outcome: Outcome, message: String? = nil) -> Start {
            .answered(refusal(outcome, requestID: requestID, mediaType: mediaType, message: message))
        }

        let payload: GraphQLCall.Payload
        if head.method != .GET {
            let coding = head.headers.joined("transfer-encoding") ?? "chunked"
            guard RequestMediaType.isReadable(head.headers.joined("content-type")),
                !head.headers.contains(name: "content-encoding"), coding.lowercased() == "chunked"
            else { return refused(.unsupportedMediaType) }
            payload = .json(body)
        } else {
            guard let parameters = QueryParameters(query ?? "") else {
                return refused(
                    .badRequest,
                    message: "GET takes one 'query' or 'documentId' parameter, percent-encoded in UTF-8.")
            }
            payload = .parameters(parameters)
        }
        var call = GraphQLCall(
            payload: payload, bearerToken: head.headers.bearerToken, queriesOnly: head.method != .POST,
            takesParts: takesParts && !isConformance, isConformance: isConformance,
            actAs: head.headers.first(name: "act-as"), actAsReason: head.headers.first(name: "act-as-reason"),
            idempotencyKey: head.headers.idempotencyKey, client: client,
            showsCost: head.headers.first(name: "show-cost")?.lowercased() == "true",
            rate: RateNote(rate), requestID: requestID,
            terms: AnswerTerms(
                head.headers, isShared: head.method == .GET && !head.headers.contains(name: "show-cost")))
        if let events { return beginEvents(call, head, events) }
        if explains, !call.takesParts, let mode = head.headers.first(name: "explain") {
            call.explanation = Explanation.Mode(rawValue: mode.lowercased()).map(Explanation.init)
        }
        guard admission.enter() else { return refused(.overloaded) }
        return .work(.graphQL(call, mediaType))
    }

    func encoded(
        _ reply: GraphQLReply, mediaType: ResponseMediaType, call: GraphQLCall, took: Duration?
    ) -> ByteBuffer {
        switch reply.body {
        case .error(let message, let code):
            return refusal(
                reply.outcome, requestID: call.requestID, mediaType: mediaType, message: message, code: code,
                retryAfter: reply.retryAfter, rate: call.rate.report)
        case .document(let document):
            counters.count(reply.outcome, over: .http)
            var answer = Answer(
                status: StatusTable.status(of: reply.outcome, as: mediaType, profile: profile),
                requestID: call.requestID)
            answer.contentType = mediaType.contentType
            answer.extraHeaders = Self.headers(for: reply.outcome)
            answer.retryAfter = reply.retryAfter ?? Self.retryAfter(reply.outcome)
            answer.rate = call.rate.report
            answer.took = took
            return document.withUnsafeBytes { bytes in
                shared(&answer, bytes, reply.outcome, call.terms)
                    ?? encoded(answer, bytes, takesGzip: call.terms.takesGzip)
            }
        }
    }

    private func healthAnswer(_ head: HTTPRequestHead, requestID: String) -> Answer {
        var answer = Answer(
            status: .ok, requestID: requestID)
        answer.sendsBody = head.method != .HEAD
        return answer
    }

    private func encoded(_ state: Readiness.State, answer: Answer) -> ByteBuffer {
        var answer = answer
        if state != .ready {
            answer.status = .serviceUnavailable
            answer.retryAfter = Self.retryAfter(.unavailable)
        }
        let text =
            switch state {
            case .ready: #"{"status":"ready"}"#
            case .draining: #"{"status":"draining"}"#
            case .waiting(let what): "{\"status\":\"waiting\",\"for\":\"\(what)\"}"
            }
        return answer.encoded(text, allocator: allocator)
    }

    /// In how many seconds to try again where nobody knows better; nil where that would change nothing.
    private static func retryAfter(_ outcome: Outcome) -> Int? {
        switch outcome {
        case .unavailable, .overloaded, .deadlineExceeded, .tooManyRequests, .inProgress: 1
        default: nil
        }
    }

    /// The headers that an outcome brings with it.
    private static func headers(for outcome: Outcome) -> StaticString {
        switch outcome {
        case .unauthenticated: "WWW-Authenticate: Bearer\r\n"
        case .mutationNotAllowed: "Allow: POST\r\n"
        case .upgradeRequired: "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        // Of a method that the parser does not know: no path was read.
        case .methodNotAllowed: "Allow: GET, HEAD, POST, QUERY, OPTIONS\r\n"
        default: ""
        }
    }
}

extension HTTPRequestHead {
    /// Whether the request says once, and in the letters of a host, whom it is for.
    ///
    /// - SeeAlso: RFC 9112 §3.2
    fileprivate var namesItsHost: Bool {
        let hosts = headers["host"]
        guard let host = hosts.first else { return version == .http1_0 }
        return hosts.count == 1
            && host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: Self.hostMarks.contains(byte)
                }
            }
    }

    private static let hostMarks = Array("-._~%!$&'()*+,;=:[]".utf8)
}

extension HTTPHeaders {
    /// The values of a list header joined by commas; nil without it.
    fileprivate func joined(_ name: String) -> String? {
        guard let first = first(name: name) else { return nil }
        let all = self[name]
        return all.count == 1 ? first : all.joined(separator: ", ")
    }

    /// The value of `Idempotency-Key`, without the quotation marks that a structured field has; two of them
    /// are one value with a comma, which is as good a key as any.
    ///
    /// - SeeAlso: draft-ietf-httpapi-idempotency-key-header
    fileprivate var idempotencyKey: String? {
        guard let value = joined("idempotency-key") else { return nil }
        let isQuoted = value.utf8.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        return isQuoted ? String(value.dropFirst().dropLast()) : value
    }

    /// The token of `Authorization: Bearer`; empty where the header has another shape or comes twice.
    var bearerToken: String? {
        guard let value = joined("authorization") else { return nil }
        guard value.prefix(7).lowercased() == "bearer " else { return "" }
        return String(value.dropFirst(7))
    }
}
