import NIOCore
import NIOHTTP1

/// A request for a page that differs by who asks.
struct DocumentationCall: Sendable {
    let call: GraphQLCall
    let path: String
    let search: String
    let sendsBody: Bool
    /// Whether a browser shows the answer: what is missing is told by a page, then, which takes a token.
    let showsPages: Bool
}

extension Endpoint {
    /// A request for a page of the documentation.
    func beginDocumentation(
        _ head: HTTPRequestHead, path: String, query: Substring, from client: ClientAddress?,
        rate: RateReport?, requestID: String
    ) -> Start {
        guard admission.enter() else { return .answered(refusal(.overloaded, requestID: requestID)) }
        let search = query.split(separator: "&").first { $0.hasPrefix("q=") }
            .flatMap { QueryParameters.decoded($0.dropFirst(2)) }
        let call = GraphQLCall(
            payload: .json(ByteBuffer()), bearerToken: head.headers.bearerToken, queriesOnly: true,
            takesParts: false, isConformance: false, actAs: head.headers.first(name: "act-as"),
            actAsReason: head.headers.first(name: "act-as-reason"), idempotencyKey: nil, client: client,
            showsCost: false, rate: RateNote(rate), requestID: requestID,
            terms: AnswerTerms(head.headers, isShared: true))
        return .work(
            .documentation(
                DocumentationCall(
                    call: call, path: path, search: search ?? "", sendsBody: head.method != .HEAD,
                    showsPages: head.headers["accept"].contains { $0.contains("text/html") })))
    }

    /// Answers it. Caches may keep the public's pages, and ask each time whether they have changed.
    func answer(_ asked: DocumentationCall) async -> ByteBuffer? {
        let call = asked.call
        guard let documentation else { return refusal(.notFound, requestID: call.requestID) }
        switch await documentation.reply(to: call, at: asked.path, search: asked.search) {
        case .missing(let page):
            guard asked.showsPages else {
                return refusal(.notFound, requestID: call.requestID, sendsBody: asked.sendsBody)
            }
            counters.count(.notFound, over: .http)
            return encoded(self.answer(page, to: asked, .notFound), page, call)
        case .refused(let refused):
            return encoded(refused.reply, mediaType: .json, call: call, took: nil)
        case .found(let page):
            var answer = self.answer(page, to: asked, .ok)
            answer.tag = page.tag
            answer.cacheControl = call.terms.isShared ? "public, no-cache" : "private, no-cache"
            guard !BodyTag.isKnown(page.tag, by: call.terms.known) else {
                answer.status = .notModified
                return answer.encodedWithoutBody(allocator: allocator)
            }
            return encoded(answer, page, call)
        }
    }

    /// The head of the answer to a request for a page.
    private func answer(
        _ page: ServedPage, to asked: DocumentationCall, _ status: HTTPResponseStatus
    ) -> Answer {
        var answer = Answer(status: status, requestID: asked.call.requestID)
        answer.contentType = page.contentType
        answer.sendsBody = asked.sendsBody
        answer.rate = asked.call.rate.report
        answer.extraHeaders = Self.documentationHeaders
        return answer
    }

    private func encoded(_ answer: Answer, _ page: ServedPage, _ call: GraphQLCall) -> ByteBuffer {
        page.body.withUnsafeReadableBytes { encoded(answer, $0, takesGzip: call.terms.takesGzip) }
    }

    /// Scripts and styles of the server's own, requests and forms to itself, and nothing else.
    private static var documentationHeaders: StaticString {
        """
        Vary: Accept, Accept-Encoding, Authorization, Act-As\r
        Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; \
        connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r
        Cross-Origin-Opener-Policy: same-origin\r
        Referrer-Policy: no-referrer\r\n
        """
    }
}
