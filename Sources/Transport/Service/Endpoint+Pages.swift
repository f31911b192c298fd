import NIOCore
import NIOHTTP1

extension Endpoint {
    /// A page of the server's own.
    func answer(_ page: StaticPage, requestID: String, sendsBody: Bool) -> ByteBuffer {
        var answer = Answer(status: .ok, requestID: requestID)
        answer.contentType = page.contentType
        answer.extraHeaders = Self.pageHeaders
        answer.sendsBody = sendsBody
        return answer.encoded(bodyCount: page.body.readableBytes, allocator: allocator) {
            $0.writeImmutableBuffer(page.body)
        }
    }

    /// The origin of the server's own pages, as far as a browser on this machine sees one; nil without pages.
    ///
    /// The host is held to the loopback: a name that somebody else's site leads to this address is refused.
    ///
    /// - SeeAlso: RFC 6454 §7
    func ownOrigin(_ head: HTTPRequestHead) -> String? {
        guard !pages.isEmpty, let host = head.headers.first(name: "host")?.lowercased() else { return nil }
        let isLoopback = ["127.0.0.1", "localhost", "[::1]"].contains { name in
            host == name || host.hasPrefix(name + ":")
        }
        return isLoopback ? "http://\(host)" : nil
    }

    /// A page runs its own scripts and speaks with its own server, and with nobody else; it stands in no
    /// frame, and tells no other site where its reader comes from.
    ///
    /// - SeeAlso: W3C Content Security Policy Level 3
    private static var pageHeaders: StaticString {
        """
        Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; \
        connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r
        Cross-Origin-Opener-Policy: same-origin\r
        Cross-Origin-Resource-Policy: same-origin\r
        Referrer-Policy: no-referrer\r\n
        """
    }
}
