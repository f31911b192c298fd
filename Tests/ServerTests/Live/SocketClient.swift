import Foundation
import Synchronization
import TestSupport

/// A client of `graphql-transport-ws` that keeps what it was sent; one wait at a time.
final class SocketClient: Sendable {
    private struct Heard {
        var messages: [String] = []
        var close: String?
    }

    private let socket: WebSocketClient
    private let heard = Mutex(Heard())

    private init(_ socket: WebSocketClient) {
        self.socket = socket
    }

    /// Opens a socket and says who it is; waits for the answer.
    static func open(port: Int, bearer: String) async throws -> SocketClient {
        let client = SocketClient(try WebSocketClient(port: port, silence: 20))
        client.send(#"{"type":"connection_init","payload":{"Authorization":"Bearer \#(bearer)"}}"#)
        _ = await client.messages(1)
        return client
    }

    /// Sends `subscribe`.
    func subscribe(_ id: String, _ query: String) throws {
        let payload = try JSONSerialization.data(withJSONObject: ["query": query])
        let text = String(decoding: payload, as: UTF8.self)
        send(#"{"id":"\#(id)","type":"subscribe","payload":\#(text)}"#)
    }

    /// Sends a text message.
    func send(_ text: String) { socket.send(text) }

    /// Waits for so many messages, the acknowledgement among them; those that came, should they be fewer.
    func messages(_ count: Int) async -> [String] {
        await hear { $0.messages.count >= count }
        return heard.withLock { $0.messages }
    }

    /// Waits for the message that ends an operation; its messages.
    func answer(to id: String) async -> [String] {
        let ends = [#"{"id":"\#(id)","type":"complete"}"#, #"{"id":"\#(id)","type":"error""#]
        await hear { heard in
            heard.messages.contains { message in ends.contains { message.hasPrefix($0) } }
        }
        return heard.withLock { $0.messages.filter { $0.hasPrefix(#"{"id":"\#(id)""#) } }
    }

    /// Waits for the end of the connection: its code and what is said of it.
    func closing() async -> String? {
        await hear { $0.close != nil }
        return heard.withLock { $0.close }
    }

    private func hear(until fits: (borrowing Heard) -> Bool) async {
        while !heard.withLock({ fits($0) || $0.close != nil }) {
            switch await socket.next() {
            case .text(let text): heard.withLock { $0.messages.append(text) }
            case .closed(let code, let reason): heard.withLock { $0.close = "\(code) \(reason)" }
            }
        }
    }

    /// Goes away.
    func close() { socket.close() }
}
