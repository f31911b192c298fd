import NIOCore
import NIOHTTP1

/// What is sent back: a status line, a few headers, a JSON body, in one buffer.
///
/// Our own writer instead of NIO's response encoder: one buffer and one write instead of a header array and
/// three parts, which is a tenth of the whole cost of a `{ __typename }`.
struct Answer {
    var status: HTTPResponseStatus
    var contentType: StaticString = "application/json; charset=utf-8"
    var requestID: String
    /// More header lines, each ended by CR LF.
    var extraHeaders: StaticString = ""
    /// What caches may do with it.
    var cacheControl: StaticString = "no-store"
    /// Whether the body is compressed.
    var isPacked = false
    /// How many seconds caches may answer in our place; nil where `cacheControl` decides.
    var sharedSeconds: Int?
    /// What the body is known by (`ETag`), with its quotation marks; nil where it has no such name.
    var tag: String?
    /// How many seconds to wait before the next attempt; nil where that is not told.
    var retryAfter: Int?
    /// How many requests are left; nil where that is not told.
    var rate: RateReport?
    /// How long the answer took to make; nil where it is not told.
    var took: Duration?
    /// False for HEAD: the length is told, the body is not sent.
    var sendsBody = true

    /// The answer's bytes with the `count` bytes of body that `write` appends.
    func encoded(
        bodyCount count: Int, allocator: ByteBufferAllocator, writeBody: (inout ByteBuffer) -> Void
    ) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 320 + count)
        writeStatus(to: &buffer)
        buffer.writeStaticString("\r\nContent-Type: ")
        buffer.writeStaticString(contentType)
        buffer.writeStaticString("\r\nContent-Length: ")
        buffer.writeString(String(count))
        writeFields(to: &buffer)
        if sendsBody { writeBody(&buffer) }
        return buffer
    }

    /// The head of an answer whose body follows in chunks.
    func encodedHead(allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 1024)
        writeStatus(to: &buffer)
        buffer.writeStaticString("\r\nContent-Type: ")
        buffer.writeStaticString(contentType)
        buffer.writeStaticString("\r\nTransfer-Encoding: chunked")
        writeFields(to: &buffer)
        return buffer
    }

    /// The answer of a status that has no body, such as 204.
    func encodedWithoutBody(allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 320)
        writeStatus(to: &buffer)
        writeFields(to: &buffer)
        return buffer
    }

    /// Says that the connection ends with the answer. Only the connection knows, and only when it writes: it
    /// may have to end while the answer is made.
    ///
    /// - SeeAlso: RFC 9112 §9.6
    static let closing = "Connection: close\r\n"

    /// An answer, or the part of it with the head, with more header lines, each ended by CR LF.
    static func adding(
        _ lines: String, to bytes: ByteBuffer
    ) -> (start: ByteBuffer, rest: ByteBuffer) {
        var rest = bytes
        let view = rest.readableBytesView
        let count = view.firstIndex(of: UInt8(ascii: "\n")).map { $0 - view.startIndex + 1 } ?? 0
        var start = rest.readSlice(length: count) ?? ByteBuffer()
        start.writeString(lines)
        return (start, rest)
    }

    /// Milliseconds with three decimals.
    private static func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let micro = seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000
        let digits = String(micro % 1_000)
        return "\(micro / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }

    private func writeStatus(to buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(status.code))
        buffer.writeStaticString(" ")
        buffer.writeString(status.reasonPhrase)
    }

    /// The fields that every answer has, and the end of the head.
    private func writeFields(to buffer: inout ByteBuffer) {
        buffer.writeStaticString("\r\nDate: ")
        buffer.writeString(HTTPDate.now())
        buffer.writeStaticString("\r\nX-Request-ID: ")
        buffer.writeString(requestID)
        buffer.writeStaticString("\r\nX-Content-Type-Options: nosniff\r\nCache-Control: ")
        if let sharedSeconds {
            buffer.writeString(sharedSeconds > 0 ? "public, max-age=\(sharedSeconds)" : "public, no-cache")
        } else {
            buffer.writeStaticString(cacheControl)
        }
        buffer.writeStaticString("\r\n")
        if isPacked { buffer.writeStaticString("Content-Encoding: gzip\r\n") }
        if let tag { buffer.writeString("ETag: \(tag)\r\n") }
        buffer.writeStaticString(extraHeaders)
        if let retryAfter { buffer.writeString("Retry-After: \(retryAfter)\r\n") }
        if let rate { buffer.writeString(rate.headerLines) }
        if let took { buffer.writeString("Server-Timing: total;dur=\(Self.milliseconds(took))\r\n") }
        buffer.writeStaticString("\r\n")
    }

    /// The answer with a short text of our own as its body.
    func encoded(_ body: String, allocator: ByteBufferAllocator) -> ByteBuffer {
        encoded(bodyCount: body.utf8.count, allocator: allocator) { $0.writeString(body) }
    }
}
