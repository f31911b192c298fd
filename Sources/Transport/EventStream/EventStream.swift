import NIOCore
import NIOHTTP1

/// An answer as `text/event-stream`, in chunks, one event a chunk.
///
/// - SeeAlso: GraphQL over SSE, distinct connections mode; HTML §9.2 (server-sent events)
struct EventStream {
    let requestID: String
    let allocator: ByteBufferAllocator
    /// How long a client waits before it comes back: with jitter, so that not all do in the same moment.
    let retryMilliseconds: Int

    init(requestID: String, allocator: ByteBufferAllocator) {
        self.requestID = requestID
        self.allocator = allocator
        retryMilliseconds = 3_000 + .random(in: 0..<1_000)
    }

    /// The head of the answer and the first words of the stream. Proxies must hand on what comes at once.
    func start() -> ByteBuffer {
        var answer = Answer(status: .ok, requestID: requestID)
        answer.contentType = "text/event-stream; charset=utf-8"
        answer.extraHeaders = "X-Accel-Buffering: no\r\n"
        var buffer = answer.encodedHead(allocator: allocator)
        buffer.writeChunk("retry: \(retryMilliseconds)\n\n")
        return buffer
    }

    /// A result of the operation; its JSON has no line breaks.
    func next(_ payload: ByteBuffer, cursor: Int64?) -> ByteBuffer {
        let start = "event: next\n" + (cursor.map { "id: \($0)\n" } ?? "") + "data: "
        var buffer = allocator.buffer(capacity: start.utf8.count + payload.readableBytes + 16)
        buffer.writeString(String(start.utf8.count + payload.readableBytes + 2, radix: 16) + "\r\n" + start)
        buffer.writeImmutableBuffer(payload)
        buffer.writeStaticString("\n\n\r\n")
        return buffer
    }

    /// A result that is nothing but errors.
    func failed(_ errors: ByteBuffer) -> ByteBuffer {
        var payload = allocator.buffer(capacity: errors.readableBytes + 12)
        payload.writeStaticString("{\"errors\":")
        payload.writeImmutableBuffer(errors)
        payload.writeStaticString("}")
        return next(payload, cursor: nil)
    }

    /// Nothing, so that nobody takes the stream for dead.
    func comment() -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 16)
        buffer.writeChunk(":\n\n")
        return buffer
    }

    /// The end of the answer. An operation that is over says so; where it only breaks off, the client comes
    /// back and resumes.
    func end(isComplete: Bool) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 64)
        buffer.writeChunk(
            isComplete ? "event: complete\ndata:\n\n" : "retry: \(retryMilliseconds)\n\n")
        buffer.writeStaticString("0\r\n\r\n")
        return buffer
    }
}

extension ByteBuffer {
    /// Writes a text as a chunk.
    fileprivate mutating func writeChunk(_ text: String) {
        writeString(String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n")
    }
}
