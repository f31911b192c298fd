import Dispatch
import Glibc

/// A WebSocket client of a few blocking calls: what it sends may break every rule.
///
/// A conversation runs on a thread of its own, so that the cooperative pool that serves is never held up.
final class RawSocket {
    /// A frame as it came.
    struct Frame: Equatable {
        let first: UInt8
        let payload: [UInt8]

        var opcode: UInt8 { first & 0x0F }
        var text: String { String(decoding: payload, as: UTF8.self) }
        /// The code of a close frame, and what it says.
        var close: String? {
            guard opcode == 8, payload.count >= 2 else { return nil }
            let code = Int(payload[0]) << 8 | Int(payload[1])
            return "\(code) \(String(decoding: payload[2...], as: UTF8.self))"
        }
    }

    private let descriptor: Int32
    private var received: [UInt8] = []
    /// Whether the server has ended the connection.
    private(set) var isClosed = false

    private init(port: Int, receiveBytes: Int?) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var wait = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBytes = receiveBytes.map({ Int32($0) }) {
            setsockopt(
                descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Runs a conversation on a thread of its own.
    static func talk<Result: Sendable>(
        port: Int, receiveBytes: Int? = nil, _ body: @escaping @Sendable (RawSocket) -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "raw socket").async {
                continuation.resume(returning: body(RawSocket(port: port, receiveBytes: receiveBytes)))
            }
        }
    }

    // MARK: Handshake

    static let handshake = [
        "Host: test", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: graphql-transport-ws",
    ]

    /// Asks for a WebSocket; the answer's head.
    @discardableResult
    func open(_ headers: [String] = RawSocket.handshake, behind: [UInt8] = []) -> String {
        let request = (["GET /graphql HTTP/1.1"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
        write(Array(request.utf8) + behind)
        let end = Array("\r\n\r\n".utf8)
        var index = 0
        while true {
            while index + 4 <= received.count {
                if Array(received[index..<index + 4]) == end {
                    let head = String(decoding: received[..<index], as: UTF8.self)
                    received.removeFirst(index + 4)
                    return head
                }
                index += 1
            }
            guard fill() else { return String(decoding: received, as: UTF8.self) }
        }
    }

    /// Opens, sends `connection_init` and awaits its acknowledgement.
    func start(_ token: String = "anna") {
        open()
        send(#"{"type":"connection_init","payload":{"Authorization":"Bearer \#(token)"}}"#)
        _ = next()
    }

    // MARK: Frames

    /// Sends a text message.
    func send(_ text: String) { send(0x81, Array(text.utf8)) }

    /// Sends `subscribe`.
    func subscribe(_ id: String, _ query: String) {
        send(#"{"id":"\#(id)","type":"subscribe","payload":{"query":"\#(query)"}}"#)
    }

    /// Sends a masked frame.
    func send(_ first: UInt8, _ payload: [UInt8]) { write(Self.frame(first, payload)) }

    /// A masked frame.
    static func frame(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        var bytes = [first]
        switch payload.count {
        case ...125: bytes.append(0x80 | UInt8(payload.count))
        case ...65_535: bytes += [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default: bytes += [0xFF] + (0..<8).map { UInt8(payload.count >> (56 - 8 * $0) & 255) }
        }
        let mask: [UInt8] = [1, 2, 3, 4]
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    /// Sends bytes as they are.
    func write(_ bytes: [UInt8]) {
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

    /// The next frame; nil once the server ends the connection, or after ten seconds.
    func next() -> Frame? {
        while true {
            if let frame = takeFrame() { return frame }
            guard fill() else { return nil }
        }
    }

    /// The texts of the next messages.
    func texts(_ count: Int) -> [String] { (0..<count).compactMap { _ in next()?.text } }

    /// The close frame that ends the connection, behind whatever comes first; nil without one.
    func closing() -> String? {
        while let frame = next() {
            if let close = frame.close { return close }
        }
        return nil
    }

    /// Ends the connection without a word.
    func reset() {
        var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private func takeFrame() -> Frame? {
        guard received.count >= 2 else { return nil }
        var start = 2
        var count = Int(received[1] & 0x7F)
        if count >= 126 {
            start = count == 126 ? 4 : 10
            guard received.count >= start else { return nil }
            count = received[2..<start].reduce(0) { $0 << 8 | Int($1) }
        }
        guard received.count >= start + count else { return nil }
        let frame = Frame(first: received[0], payload: Array(received[start..<start + count]))
        received.removeFirst(start + count)
        return frame
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else {
            isClosed = count == 0 || errno == ECONNRESET
            return false
        }
        received.append(contentsOf: buffer[..<count])
        return true
    }
}
