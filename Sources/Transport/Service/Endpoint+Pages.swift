import NIOCore
import NIOHTTP1

extension Endpoint {
    /// A page, for who may read it: there is none for everybody else.
    func beginPage(
        _ path: String, _ head: HTTPRequestHead, from peer: ClientAddress?, requestID: String
    ) -> Start {
        let sendsBody = head.method != .HEAD
        if let page = pages[path] {
            return .answered(answer(page, requestID: requestID, sendsBody: sendsBody))
        }
        guard let page = localPages[path], isLocal(head, from: peer) else {
            return .answered(refusal(.notFound, requestID: requestID, sendsBody: sendsBody))
        }
        return .work(.page(page, requestID, sendsBody: sendsBody))
    }

    /// Whether a request comes from this machine, for it, and on nobody else's behalf: not through a proxy,
    /// and not by a name of somebody's own that leads here.
    private func isLocal(_ head: HTTPRequestHead, from peer: ClientAddress?) -> Bool {
        peer?.isLoopback == true && Self.loopbackHost(head) != nil
            && !["x-forwarded-for", "x-forwarded-host", "forwarded", "via"].contains {
                head.headers.contains(name: $0)
            }
    }

    /// The host that a request is for, if that is a name of the loopback.
    private static func loopbackHost(_ head: HTTPRequestHead) -> String? {
        guard let host = head.headers.first(name: "host")?.lowercased() else { return nil }
        let isLoopback = ["127.0.0.1", "localhost", "[::1]"].contains { name in
            host == name || host.hasPrefix(name + ":")
        }
        return isLoopback ? host : nil
    }

    /// A page of the server's own.
    func answer(_ page: StaticPage, requestID: String, sendsBody: Bool) -> ByteBuffer {
        var answer = Answer(status: .ok, requestID: requestID)
        answer.contentType = page.contentType
        answer.extraHeaders = Self.pageHeaders
        answer.cacheControl = page.cacheControl
        answer.sendsBody = sendsBody
        return answer.encoded(bodyCount: page.body.readableBytes, allocator: allocator) {
            $0.writeImmutableBuffer(page.body)
        }
    }

    /// The origin of the server's own pages, as far as a browser on this machine sees one; nil without pages
    /// that may connect.
    ///
    /// The host is held to the loopback: a name that somebody else's site leads to this address is refused.
    ///
    /// - SeeAlso: RFC 6454 §7
    func ownOrigin(_ head: HTTPRequestHead) -> String? {
        guard pagesConnect, !pages.isEmpty else { return nil }
        return Self.loopbackHost(head).map { "http://\($0)" }
    }

    /// A page runs its own scripts and speaks with its own server, and with nobody else; it stands in no
    /// frame, and tells no other site where its reader comes from. Fonts lie within its style sheets.
    ///
    /// - SeeAlso: W3C Content Security Policy Level 3
    private static var pageHeaders: StaticString {
        """
        Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; \
        font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r
        Cross-Origin-Opener-Policy: same-origin\r
        Cross-Origin-Resource-Policy: same-origin\r
        Referrer-Policy: no-referrer\r\n
        """
    }
}
