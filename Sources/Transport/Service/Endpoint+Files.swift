import NIOCore
import NIOHTTP1

extension Endpoint {
    /// How many bytes the body behind a head may have; nil for what every request may.
    func bodyBytesMax(of head: HTTPRequestHead) -> Int? {
        guard head.method == .PUT, let files,
            case .upload(let address) = Route(target: head.uri, servesFiles: true)
        else { return nil }
        return files.bodyBytesMax(address)
    }

    /// A request for a file, or a file that was sent.
    func beginFile(
        _ head: HTTPRequestHead, body: ByteBuffer, at address: FileAddress, requestID: String
    ) -> Start {
        guard admission.enter() else { return .answered(refusal(.overloaded, requestID: requestID)) }
        let act: FileCall.Act
        if head.method == .PUT {
            let types = head.headers["content-type"]
            let isPlain = types.count == 1 && !head.headers.contains(name: "content-encoding")
            act = .put(body, contentType: isPlain ? types.first : nil)
        } else {
            act = .read(unless: head.headers.first(name: "if-none-match"))
        }
        return .work(.file(FileCall(act, at: address), requestID, sendsBody: head.method != .HEAD))
    }

    /// Answers it.
    func answer(_ call: FileCall, _ requestID: String, sendsBody: Bool) async -> ByteBuffer? {
        guard let files else { return refusal(.notFound, requestID: requestID) }
        var answer = Answer(status: .ok, requestID: requestID)
        answer.sendsBody = sendsBody
        switch await files.reply(to: call) {
        case .stored:
            answer.status = .noContent
            return answer.encodedWithoutBody(allocator: allocator)
        case .unchanged(let tag):
            answer.status = .notModified
            answer.keep(as: tag)
            return answer.encodedWithoutBody(allocator: allocator)
        case .found(var bytes, let contentType, let tag):
            answer.contentType = contentType
            answer.extraHeaders = Self.pictureHeaders
            answer.keep(as: tag)
            return answer.encoded(bodyCount: bytes.readableBytes, allocator: allocator) {
                _ = $0.writeBuffer(&bytes)
            }
        case .refused(let status, let code, let message):
            answer.status = HTTPResponseStatus(statusCode: status)
            return answer.encoded(
                ErrorDocument.text(message: message, code: code, requestID: requestID), allocator: allocator)
        }
    }

    /// Pages of other origins may show pictures, and nothing in one is ever run.
    private static var pictureHeaders: StaticString {
        """
        Cross-Origin-Resource-Policy: cross-origin\r
        Content-Security-Policy: default-src 'none'; sandbox\r\n
        """
    }
}

extension Answer {
    /// Everybody may keep the answer for a year, and never needs to ask again.
    ///
    /// - SeeAlso: RFC 9111 §5.2.2; RFC 8246
    fileprivate mutating func keep(as tag: String) {
        cacheControl = "public, max-age=31536000, immutable"
        self.tag = tag
    }
}
