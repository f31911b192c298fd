import GraphQLExecution
import NIOCore
import NIOHTTP1

/// An answer in parts: `multipart/mixed` in chunks, one part a payload.
///
/// The boundary follows each part at once, so that a client need not wait for the next part to read this one.
///
/// - SeeAlso: RFC 2046 §5.1.3; the proposal of incremental delivery over HTTP
struct MultipartAnswer {
    let answer: Answer
    let rate: RateNote?
    let allocator: ByteBufferAllocator

    init(requestID: String, rate: RateNote? = nil, allocator: ByteBufferAllocator) {
        var answer = Answer(status: .ok, requestID: requestID)
        answer.contentType = "multipart/mixed; boundary=\"-\""
        self.answer = answer
        self.rate = rate
        self.allocator = allocator
    }

    /// The head, with what is known of rates by then.
    private var head: ByteBuffer {
        var answer = answer
        answer.rate = rate?.report
        return answer.encodedHead(allocator: allocator)
    }

    /// The bytes of a part; the first one brings the head of the answer, the last one its end.
    func part(_ payload: GraphQLPayload, isFirst: Bool) -> ByteBuffer {
        let body = payload.response.body
        var buffer = isFirst ? head : allocator.buffer(capacity: 0)
        let start: StaticString =
            isFirst
            ? "\r\n---\r\nContent-Type: application/json; charset=utf-8\r\n\r\n"
            : "\r\nContent-Type: application/json; charset=utf-8\r\n\r\n"
        let end: StaticString = payload.hasNext ? "\r\n---" : "\r\n-----\r\n"
        let count = start.utf8CodeUnitCount + body.count + end.utf8CodeUnitCount
        buffer.writeString(String(count, radix: 16))
        buffer.writeStaticString("\r\n")
        buffer.writeStaticString(start)
        body.withUnsafeBytes { _ = buffer.writeBytes($0) }
        buffer.writeStaticString(end)
        buffer.writeStaticString(payload.hasNext ? "\r\n" : "\r\n0\r\n\r\n")
        return buffer
    }
}
