import NIOCore
import NIOWebSocket

/// Joins frames to messages and holds them against the rules: the part of RFC 6455 that NIO's decoder leaves
/// to its user.
struct MessageAssembler {
    /// What a frame brought.
    enum Piece: Equatable {
        /// A part of a message that goes on.
        case none
        /// A whole text message, valid UTF-8.
        case text(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        /// The peer closes; the payload is its code and reason.
        case close(ByteBuffer)
    }

    private let bytesMax: Int
    private let fragmentsMax: Int
    private var message = ByteBuffer()
    /// Frames of the message that has begun; 0 between messages.
    private var fragments = 0

    init(bytesMax: Int, fragmentsMax: Int) {
        self.bytesMax = bytesMax
        self.fragmentsMax = fragmentsMax
    }

    /// Takes the next frame.
    ///
    /// - Throws: how the connection has to end.
    mutating func take(_ frame: WebSocketFrame) throws(SocketClose) -> Piece {
        guard frame.maskKey != nil else { throw .violation("unmasked frame") }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else { throw .violation("reserved bit") }
        switch frame.opcode {
        case .ping: return .ping(frame.unmaskedData)
        case .pong: return .pong
        case .connectionClose: return .close(frame.unmaskedData)
        case .text:
            guard fragments == 0 else { throw .violation("message within a message") }
        case .continuation:
            guard fragments > 0 else { throw .violation("nothing to continue") }
        case .binary: throw .unsupportedData
        default: throw .violation("reserved opcode")
        }
        return try append(frame.unmaskedData, isLast: frame.fin)
    }

    private mutating func append(_ bytes: ByteBuffer, isLast: Bool) throws(SocketClose) -> Piece {
        var bytes = bytes
        fragments += 1
        guard fragments <= fragmentsMax, message.readableBytes + bytes.readableBytes <= bytesMax else {
            throw .tooLarge
        }
        if fragments == 1, isLast {
            message = bytes
        } else {
            message.writeBuffer(&bytes)
        }
        guard isLast else { return .none }
        let whole = message
        message = ByteBuffer()
        fragments = 0
        guard whole.isText else { throw .invalidText }
        return .text(whole)
    }
}

extension ByteBuffer {
    /// Whether the bytes are UTF-8; those of ASCII, the usual ones, need no second look.
    fileprivate var isText: Bool {
        withUnsafeReadableBytes { bytes in
            bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
        }
    }
}
