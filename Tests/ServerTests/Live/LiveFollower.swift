import Foundation
import Glibc
import Synchronization

/// A screen that never gives up: it follows a subscription over server-sent events, on whichever server lets
/// it in, and goes on behind the last event that it has heard.
final class LiveFollower: Sendable {
    private struct State {
        var cursors: [Int64] = []
        var answers: [String] = []
        var openings = 0
        var descriptor: Int32 = -1
        var isOver = false
    }

    private let ports: @Sendable () -> [Int]
    private let request: @Sendable (_ cursor: Int64) -> String
    private let start: Int64
    private let state = Mutex(State())

    /// Begins to follow, on a thread of its own.
    ///
    /// - Parameters:
    ///   - ports: where servers are.
    ///   - start: the event behind which it begins.
    init(_ query: String, bearer: String, from start: Int64, ports: @escaping @Sendable () -> [Int]) throws {
        self.ports = ports
        self.start = start
        let body = String(
            decoding: try JSONSerialization.data(withJSONObject: ["query": query]), as: UTF8.self)
        request = { cursor in
            """
            POST /graphql HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer \(bearer)\r
            Content-Type: application/json\r
            Accept: text/event-stream\r
            Last-Event-ID: \(cursor)\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """
        }
        Thread.detachNewThread { self.follow() }
    }

    /// The numbers of what it has heard, in that order.
    var cursors: [Int64] { state.withLock { $0.cursors } }
    /// What it was answered in place of events.
    var answers: [String] { state.withLock { $0.answers } }
    /// How often it was let in.
    var openings: Int { state.withLock { $0.openings } }

    /// Follows no more.
    func ends() {
        state.withLock { state in
            state.isOver = true
            if state.descriptor >= 0 { shutdown(state.descriptor, Int32(SHUT_RDWR)) }
        }
    }

    private func follow() {
        while !state.withLock({ $0.isOver }) {
            if let port = ports().randomElement(), let descriptor = Self.connected(to: port) {
                state.withLock { $0.descriptor = descriptor }
                listen(descriptor)
                state.withLock { $0.descriptor = -1 }
                close(descriptor)
            }
            usleep(UInt32.random(in: 20_000...100_000))
        }
    }

    private func listen(_ descriptor: Int32) {
        let text = request(cursors.last ?? start)
        let sent = Array(text.utf8).withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == text.utf8.count else { return }
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var id: Int64?
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                hear(String(decoding: rest[..<end], as: UTF8.self), &id)
                rest.removeFirst(end + 1)
            }
        }
    }

    /// A line: an event is heard once its data is.
    private func hear(_ line: String, _ id: inout Int64?) {
        if line.hasPrefix("HTTP/1.1 200") {
            state.withLock { $0.openings += 1 }
        } else if line.hasPrefix("HTTP/1.1 ") || line.contains("\"errors\"") {
            state.withLock { $0.answers.append(line) }
        } else if line.hasPrefix("id: ") {
            id = Int64(line.dropFirst(4))
        } else if line.hasPrefix("data: "), let number = id {
            state.withLock { $0.cursors.append(number) }
            id = nil
        }
    }

    private static func connected(to port: Int) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard status == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
