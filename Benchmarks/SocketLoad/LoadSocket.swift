import Glibc

/// One WebSocket of `graphql-transport-ws` with one subscription. It reads messages by the form in which our
/// server writes them.
final class LoadSocket: WireUser {
    /// What it says, as frames; nil for one that only opens a WebSocket.
    struct Words {
        let hello: [UInt8]
        let subscribe: [UInt8]
    }

    /// How the server ended it; 1006 where it did without a word.
    struct Ending {
        let code: Int
        let reason: String
    }

    private let wire: Wire
    private let words: Words?
    private unowned let crowd: Crowd
    private let startedAt = Clock.now
    private var isUpgraded = false
    private(set) var isOpen = false
    private(set) var ending: Ending?
    /// The place of the last event that came, in the branch's log.
    private(set) var cursor = 0
    /// How many events came.
    private(set) var count = 0
    /// Whether it is one of those that stand still.
    private(set) var isStuck = false

    init(_ loop: Loop, port: Int, source: Int, isNarrow: Bool, words: Words?, crowd: Crowd) {
        self.words = words
        self.crowd = crowd
        wire = Wire(loop, port: port, source: source, isNarrow: isNarrow, greeting: Self.opening)
        wire.user = self
    }

    private static let opening = Array(
        """
        GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
        Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n
        """.utf8)

    /// Takes nothing more until it goes on.
    func stop() {
        isStuck = true
        wire.setReading(false)
    }

    /// Reads on; it still counts as one that stood still.
    func goOn() { wire.setReading(true) }

    /// Goes away without a word.
    func reset() {
        wire.reset()
        end(1006, "")
    }

    func ended() { end(1006, "") }

    private func end(_ code: Int, _ reason: String) {
        guard ending == nil else { return }
        ending = Ending(code: code, reason: reason)
    }

    // MARK: What comes

    func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        var rest = bytes[...]
        if !isUpgraded {
            guard let headEnd = Text.find("\r\n\r\n", in: bytes) else { return 0 }
            guard Text.find("HTTP/1.1 101", in: UnsafeRawBufferPointer(rebasing: bytes.prefix(12))) != nil
            else {
                end(Text.number(in: bytes, from: 9), "no WebSocket")
                return bytes.count
            }
            isUpgraded = true
            rest = rest.dropFirst(headEnd + 4)
            if let words { wire.send(words.hello) } else { opened() }
        }
        while let frame = Frame(rest) {
            take(frame)
            rest = rest.dropFirst(frame.byteCount)
        }
        return bytes.count - rest.count
    }

    private func opened() {
        isOpen = true
        crowd.opened(after: Clock.now - startedAt)
    }

    private func take(_ frame: Frame) {
        let payload = frame.payload
        switch frame.opcode {
        case 0x9: wire.send(Frame.masked(0xA, Array(payload)))
        case 0x8:
            let code = payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            end(code, String(decoding: payload.dropFirst(2), as: UTF8.self))
            wire.send(Frame.masked(0x8, Array(payload.prefix(2))))
        case 0x1: take(message: payload)
        default: break
        }
    }

    /// `{"type":"connection_ack"}`, or `{"id":"1","type":"…","payload":…}`.
    private func take(message: UnsafeRawBufferPointer) {
        guard message.count > 18 else { return }
        if message[2] == UInt8(ascii: "t") {
            guard let words, Text.find("connection_ack", in: message) != nil else { return }
            wire.send(words.subscribe)
            return opened()
        }
        guard message[18] == UInt8(ascii: "n") else {
            return crowd.refused(String(decoding: message, as: UTF8.self))
        }
        count += 1
        cursor = Text.number(after: "\"cursor\":\"", in: message) ?? cursor
        crowd.arrived(at: self, message)
    }
}

/// One frame of the server's, whole.
struct Frame {
    let opcode: UInt8
    let payload: UnsafeRawBufferPointer
    let byteCount: Int

    /// The frame at the beginning; nil until all of it is there.
    init?(_ bytes: Slice<UnsafeRawBufferPointer>) {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes)
        guard bytes.count >= 2 else { return nil }
        var start = 2
        var count = Int(bytes[1] & 0x7F)
        if count >= 126 {
            start = count == 126 ? 4 : 10
            guard bytes.count >= start else { return nil }
            count = bytes[2..<start].reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= start + count else { return nil }
        opcode = bytes[0] & 0x0F
        payload = UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
        byteCount = start + count
    }

    /// A client's frame; its mask is all zeros, which changes nothing.
    static func masked(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        let size: [UInt8] =
            count < 126 ? [0x80 | UInt8(count)] : [0xFE, UInt8(count >> 8), UInt8(count & 255)]
        return [0x80 | opcode] + size + [0, 0, 0, 0] + payload
    }
}
