import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

/// A client of `graphql-transport-ws` that reads text messages as they come from a server on this machine.
final class SocketClient: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isOpen = false
        var messages: [String] = []
        var close: String?
        var isOver = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// Opens a socket and says who it is; waits for the answer.
    static func open(port: Int, bearer: String) async throws -> SocketClient {
        let client = try SocketClient(port: port, bearer: bearer)
        _ = try await client.messages(1)
        return client
    }

    private init(port: Int, bearer: String) throws {
        descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        try #require(status == 0)
        let head = [
            "GET /graphql HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: graphql-transport-ws",
        ]
        write(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8))
        DispatchQueue.global().async { self.read() }
        send(#"{"type":"connection_init","payload":{"Authorization":"Bearer \#(bearer)"}}"#)
    }

    /// Sends `subscribe`.
    func subscribe(_ id: String, _ query: String) throws {
        let payload = try JSONSerialization.data(withJSONObject: ["query": query])
        let text = String(decoding: payload, as: UTF8.self)
        send(#"{"id":"\#(id)","type":"subscribe","payload":\#(text)}"#)
    }

    /// Sends a text message, masked as a client's are.
    func send(_ text: String) {
        let payload = Array(text.utf8)
        var frame: [UInt8] = [0x81]
        if payload.count < 126 {
            frame.append(0x80 | UInt8(payload.count))
        } else {
            frame += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        }
        write(frame + [0, 0, 0, 0] + payload)
    }

    private func write(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    // MARK: Reading

    /// The messages so far, the acknowledgement among them.
    var messages: [String] { state.withLock { $0.messages } }

    /// Waits for so many messages; those that came, should they be fewer.
    func messages(_ count: Int) async throws -> [String] {
        try await becomes { $0.messages.count >= count }
        return messages
    }

    /// Waits for the message that ends an operation; its messages.
    func answer(to id: String) async throws -> [String] {
        let ends = [#"{"id":"\#(id)","type":"complete"}"#, #"{"id":"\#(id)","type":"error""#]
        try await becomes { state in
            state.messages.contains { message in ends.contains { message.hasPrefix($0) } }
        }
        return messages.filter { $0.hasPrefix(#"{"id":"\#(id)""#) }
    }

    /// Waits for the server's close frame: its code and what it says.
    func closing() async throws -> String? {
        try await becomes { $0.close != nil }
        return state.withLock { $0.close }
    }

    private func becomes(_ fits: (borrowing State) -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end, !state.withLock({ fits($0) || $0.isOver }) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            state.withLock { state in
                state.bytes += buffer.prefix(max(count, 0))
                Self.takeFrames(&state)
                state.isOver = count <= 0
            }
            guard count > 0 else { return }
        }
    }

    private static func takeFrames(_ state: inout State) {
        if !state.isOpen {
            guard let end = state.bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
            state.bytes.removeFirst(end.upperBound)
            state.isOpen = true
        }
        while let (opcode, payload) = takeFrame(&state.bytes) {
            switch opcode {
            case 1: state.messages.append(String(decoding: payload, as: UTF8.self))
            case 8 where payload.count >= 2:
                let code = Int(payload[0]) << 8 | Int(payload[1])
                state.close = "\(code) \(String(decoding: payload[2...], as: UTF8.self))"
            default: break
            }
        }
    }

    /// The first whole frame; a server's are not masked.
    private static func takeFrame(_ bytes: inout [UInt8]) -> (opcode: UInt8, payload: [UInt8])? {
        guard bytes.count >= 2 else { return nil }
        let lengthBytes = bytes[1] == 127 ? 8 : bytes[1] == 126 ? 2 : 0
        guard bytes.count >= 2 + lengthBytes else { return nil }
        let length =
            lengthBytes == 0
            ? Int(bytes[1]) : bytes[2..<2 + lengthBytes].reduce(0) { $0 << 8 | Int($1) }
        let end = 2 + lengthBytes + length
        guard bytes.count >= end else { return nil }
        let frame = (bytes[0] & 15, Array(bytes[(2 + lengthBytes)..<end]))
        bytes.removeFirst(end)
        return frame
    }

    /// Goes away.
    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        Glibc.close(descriptor)
    }
}
