import NIOCore
import NIOWebSocket

/// A message or control frame of the server.
///
/// - SeeAlso: graphql-transport-ws
enum ServerMessage: Sendable {
    case acknowledged
    case next(OperationID, LivePayload)
    /// The errors are a JSON array.
    case error(OperationID, ByteBuffer)
    case complete(OperationID)
    /// The protocol's own answer to its own ping.
    case pong
    /// WebSocket's ping, which every client answers by itself.
    case pingFrame
    case pongFrame(ByteBuffer)
    case close(SocketClose)

    /// From how many bytes on a payload is sent as it is, shared with other sockets, and not copied behind
    /// its head: below it a copy is cheaper than another piece for the system to gather.
    private static let sharedFrom = 2_048

    /// The frame as pieces to write one behind the other. Never compressed: a secret beside text of a
    /// stranger's would show in the length.
    func encoded(_ allocator: ByteBufferAllocator) -> [ByteBuffer] {
        switch self {
        case .acknowledged: [Self.whole(.text, "{\"type\":\"connection_ack\"}", allocator)]
        case .pong: [Self.whole(.text, "{\"type\":\"pong\"}", allocator)]
        case .complete(let id):
            [Self.whole(.text, "{\"id\":\(id.quoted),\"type\":\"complete\"}", allocator)]
        case .next(let id, let payload): Self.message("next", id, payload.bytes, allocator)
        case .error(let id, let errors): Self.message("error", id, errors, allocator)
        case .pingFrame: [Self.whole(.ping, "", allocator)]
        case .pongFrame(let data): [Self.control(.pong, data, allocator)]
        case .close(let close): [Self.control(.connectionClose, close.payload, allocator)]
        }
    }

    private static func message(
        _ type: StaticString, _ id: OperationID, _ payload: ByteBuffer, _ allocator: ByteBufferAllocator
    ) -> [ByteBuffer] {
        let start = "{\"id\":\(id.quoted),\"type\":\"\(type)\",\"payload\":"
        let count = payload.readableBytes
        let isShared = count >= sharedFrom
        var head = allocator.buffer(capacity: start.utf8.count + 16 + (isShared ? 0 : count))
        head.writeFrameStart(.text, count: start.utf8.count + count + 1)
        head.writeString(start)
        guard isShared else {
            head.writeImmutableBuffer(payload)
            head.writeStaticString("}")
            return [head]
        }
        return [head, payload, endOfMessage]
    }

    private static let endOfMessage = ByteBuffer(staticString: "}")

    private static func whole(
        _ opcode: WebSocketOpcode, _ text: String, _ allocator: ByteBufferAllocator
    ) -> ByteBuffer {
        var frame = allocator.buffer(capacity: text.utf8.count + 10)
        frame.writeFrameStart(opcode, count: text.utf8.count)
        frame.writeString(text)
        return frame
    }

    private static func control(
        _ opcode: WebSocketOpcode, _ payload: ByteBuffer, _ allocator: ByteBufferAllocator
    ) -> ByteBuffer {
        var frame = allocator.buffer(capacity: payload.readableBytes + 2)
        frame.writeFrameStart(opcode, count: payload.readableBytes)
        frame.writeImmutableBuffer(payload)
        return frame
    }
}

extension OperationID {
    /// The id as JSON.
    fileprivate var quoted: String { ErrorDocument.quoted(text) }
}

extension SocketClose {
    /// What the frame carries.
    fileprivate var payload: ByteBuffer {
        var payload = ByteBuffer()
        payload.writeInteger(code)
        payload.writeString(reason)
        return payload
    }
}

extension ByteBuffer {
    /// Writes the head of a frame that is whole and, as a server's are, not masked.
    ///
    /// - SeeAlso: RFC 6455 §5.2
    fileprivate mutating func writeFrameStart(_ opcode: WebSocketOpcode, count: Int) {
        writeInteger(0x80 | UInt8(webSocketOpcode: opcode))
        switch count {
        case ...125: writeInteger(UInt8(count))
        case ...Int(UInt16.max):
            writeInteger(UInt8(126))
            writeInteger(UInt16(count))
        default:
            writeInteger(UInt8(127))
            writeInteger(UInt64(count))
        }
    }
}
