import Foundation
import Glibc
import Synchronization

/// A WebSocket client for tests: it sends texts, and collects what comes on a thread of its own.
///
/// - SeeAlso: RFC 6455
public final class WebSocketClient: Sendable {
    /// What came.
    public enum Message: Sendable, Equatable {
        case text(String)
        /// The server ends the connection; 1006 where it does without a word, or is silent for too long.
        case closed(code: Int, reason: String)
    }

    /// The server did not open a WebSocket.
    public struct Refused: Error, CustomStringConvertible {
        /// The head of its answer.
        public let head: String
        /// The same.
        public var description: String { "no WebSocket: \(head)" }
    }

    private struct State {
        var messages: [Message] = []
        var waiter: CheckedContinuation<Message, Never>?
        var end: Message?
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    /// One frame at a time.
    private let sending = Mutex(())

    /// Opens a WebSocket to this machine.
    ///
    /// - Parameters:
    ///   - host: by what name it is asked for.
    ///   - headers: more lines of the request's head, as `Origin: http://localhost`.
    ///   - silence: how long the server may send nothing.
    /// - Throws: `Refused` with whatever the server answers in place of 101.
    public init(
        port: Int, path: String = "/graphql", host: String = "127.0.0.1",
        subprotocol: String? = "graphql-transport-ws",
        headers: [String] = [], silence: Int = 30
    ) throws {
        descriptor = Self.connected(port: port, silence: silence)
        let request =
            [
                "GET \(path) HTTP/1.1", "Host: \(host):\(port)", "Upgrade: websocket",
                "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ] + (subprotocol.map { ["Sec-WebSocket-Protocol: \($0)"] } ?? []) + headers
        write(Array((request.joined(separator: "\r\n") + "\r\n\r\n").utf8))
        var bytes = FrameBytes(descriptor)
        let head = bytes.takeHead()
        guard head.hasPrefix("HTTP/1.1 101 ") else { throw Refused(head: head) }
        Thread.detachNewThread { [self, bytes] in
            var bytes = bytes
            read(&bytes)
        }
    }

    deinit { Glibc.close(descriptor) }

    private static func connected(port: Int, silence: Int) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var wait = timeval(tv_sec: silence, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return descriptor
    }

    /// Sends a text.
    public func send(_ text: String) { send(0x1, Array(text.utf8)) }

    /// Waits for the next message; one call at a time. After the end it is told again.
    public func next() async -> Message {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> Message? in
                if !state.messages.isEmpty { return state.messages.removeFirst() }
                if let end = state.end { return end }
                state.waiter = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    /// Goes away without a word.
    public func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    // MARK: Frames

    private func read(_ bytes: inout FrameBytes) {
        var text: [UInt8] = []
        while let frame = bytes.takeFrame() {
            switch frame.opcode {
            case 0x0, 0x1:
                text += frame.payload
                guard frame.isLast else { continue }
                take(.text(String(decoding: text, as: UTF8.self)))
                text = []
            case 0x8:
                let code = frame.payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
                let reason = String(decoding: frame.payload.dropFirst(2), as: UTF8.self)
                send(0x8, Array(frame.payload.prefix(2)))
                return take(.closed(code: frame.payload.isEmpty ? 1005 : code, reason: reason))
            case 0x9: send(0xA, frame.payload)
            default: continue
            }
        }
        take(.closed(code: 1006, reason: ""))
    }

    private func take(_ message: Message) {
        let waiter = state.withLock { state -> CheckedContinuation<Message, Never>? in
            if case .closed = message { state.end = message }
            guard let waiter = state.waiter else {
                if case .text = message { state.messages.append(message) }
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: message)
    }

    /// Sends a masked frame.
    private func send(_ opcode: UInt8, _ payload: [UInt8]) {
        var bytes = [0x80 | opcode]
        let count = payload.count
        switch count {
        case ...125: bytes.append(0x80 | UInt8(count))
        case ...65_535: bytes += [0xFE, UInt8(count >> 8), UInt8(count & 255)]
        default: bytes += [0xFF] + (0..<8).map { UInt8(count >> (56 - 8 * $0) & 255) }
        }
        let mask: [UInt8] = [7, 11, 13, 17]
        bytes += mask
        bytes.reserveCapacity(bytes.count + count)
        for (index, byte) in payload.enumerated() { bytes.append(byte ^ mask[index & 3]) }
        sending.withLock { _ in write(bytes) }
    }

    private func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}

/// What a socket brings, cut into a head and frames.
private struct FrameBytes: Sendable {
    struct Frame {
        let first: UInt8
        let payload: [UInt8]

        var opcode: UInt8 { first & 0x0F }
        var isLast: Bool { first & 0x80 != 0 }
    }

    private let descriptor: Int32
    private var received: [UInt8] = []
    /// How far what came is taken already.
    private var start = 0

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The head of the answer to the opening; as much of it as comes.
    mutating func takeHead() -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = received.firstRange(of: end) {
                start = range.upperBound
                return String(decoding: received[..<range.lowerBound], as: UTF8.self)
            }
            guard fill() else { return String(decoding: received, as: UTF8.self) }
        }
    }

    /// The next frame; nil once none comes any more.
    mutating func takeFrame() -> Frame? {
        while true {
            if let frame = frame() { return frame }
            guard fill() else { return nil }
        }
    }

    private mutating func frame() -> Frame? {
        let bytes = received[start...]
        guard bytes.count >= 2 else { return nil }
        var headCount = 2
        var count = Int(bytes[start + 1] & 0x7F)
        if count >= 126 {
            headCount = count == 126 ? 4 : 10
            guard bytes.count >= headCount else { return nil }
            count = bytes[start + 2..<start + headCount].reduce(0) { $0 << 8 | Int($1) }
        }
        guard bytes.count >= headCount + count else { return nil }
        let first = bytes[start]
        start += headCount
        defer { start += count }
        return Frame(first: first, payload: Array(received[start..<start + count]))
    }

    private mutating func fill() -> Bool {
        received.removeFirst(start)
        start = 0
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        received += buffer[..<count]
        return true
    }
}
