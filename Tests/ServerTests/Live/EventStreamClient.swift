import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

/// Reads a stream of server-sent events from a server on this machine as it comes.
final class EventStreamClient: Sendable {
    private let descriptor: Int32
    private let heard = Mutex<(text: String, isOver: Bool)>(("", false))

    /// Sends a document and begins to read, perhaps behind an event that was heard before.
    convenience init(port: Int, bearer: String, query: String, lastEventID: String? = nil) throws {
        let body = try JSONSerialization.data(withJSONObject: ["query": query])
        try self.init(
            port: port,
            head: [
                "POST /graphql HTTP/1.1", "Authorization: Bearer \(bearer)", "Content-Type: application/json",
                "Last-Event-ID: \(lastEventID ?? "")",
            ], body: body)
    }

    /// Sends a request and begins to read.
    init(port: Int, head lines: [String], body: Data = Data()) throws {
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
        let all = lines + ["Host: localhost", "Accept: text/event-stream", "Content-Length: \(body.count)"]
        let head = Array((all.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        let sent = (head + body).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        try #require(sent == head.count + body.count)
        DispatchQueue.global().async { self.read() }
    }

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            heard.withLock { heard in
                heard.text += String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
                heard.isOver = count <= 0
            }
            guard count > 0 else { return }
        }
    }

    /// What came until now.
    var text: String { heard.withLock { $0.text } }

    /// What the events so far carry.
    var datas: [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { String($0.dropFirst(6)) }
    }

    /// Whether what came has a text; waits for it.
    func hears(_ text: String) async throws -> Bool { try await becomes { $0.text.contains(text) } }

    /// Whether the server has ended the stream, by its last chunk or with the connection; waits for it.
    func ends() async throws -> Bool {
        try await becomes { $0.isOver || $0.text.hasSuffix("\r\n0\r\n\r\n") }
    }

    private func becomes(_ fits: ((text: String, isOver: Bool)) -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if heard.withLock({ fits($0) }) { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// Goes away.
    func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        Glibc.close(descriptor)
    }
}
