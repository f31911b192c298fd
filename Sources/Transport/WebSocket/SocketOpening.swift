import NIOCore
import NIOHTTP1
import NIOWebSocket

/// A request that opens a WebSocket, as far as it is good.
///
/// - SeeAlso: RFC 6455 §4.2
struct SocketOpening: Sendable {
    /// The network address behind the request.
    let client: ClientAddress?
    let requestID: String
    /// What the answer's `Sec-WebSocket-Accept` is made of.
    let key: String

    /// The only protocol that is spoken. Its predecessor `graphql-ws` lets operations come before the init.
    static let subprotocol = "graphql-transport-ws"

    /// Whether a request wants a WebSocket, however well it says so.
    static func isAsked(by head: HTTPRequestHead) -> Bool {
        head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
    }

    /// Checks the head of such a request.
    ///
    /// - Throws: what to answer in place of an upgrade.
    init(
        _ head: HTTPRequestHead, client: ClientAddress?, requestID: String, origins: Set<String>
    ) throws(SocketRefusal) {
        guard head.method == .GET, head.version == .http1_1,
            head.headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "upgrade" })
        else { throw .badRequest("A WebSocket is opened by GET over HTTP/1.1 with Connection: Upgrade.") }
        let versions = head.headers["sec-websocket-version"]
        guard versions == ["13"] else { throw .version }
        let keys = head.headers["sec-websocket-key"]
        guard keys.count == 1, let key = keys.first, Self.isKey(key) else {
            throw .badRequest("Sec-WebSocket-Key must be 16 bytes in Base64.")
        }
        // A page of another site must not speak with the rights that a browser's user has here; programs
        // send no Origin.
        let named = head.headers["origin"]
        guard named.allSatisfy({ origins.contains($0.lowercased()) }) else { throw .origin }
        guard head.headers[canonicalForm: "sec-websocket-protocol"].contains(Substring(Self.subprotocol))
        else { throw .badRequest("The only subprotocol here is \(Self.subprotocol).") }
        self.client = client
        self.requestID = requestID
        self.key = key
    }

    private static func isKey(_ key: String) -> Bool {
        let bytes = Array(key.utf8)
        guard bytes.count == 24, bytes[22] == UInt8(ascii: "="), bytes[23] == UInt8(ascii: "=") else {
            return false
        }
        return bytes[..<22].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }

    /// The answer that turns the connection into a WebSocket. It names no extension, compression least of
    /// all. On the channel's loop only.
    ///
    /// - Complexity: O(1); one SHA-1 of 60 bytes, which NIO keeps to itself but for its upgrader.
    func answer(_ head: HTTPRequestHead, on channel: any Channel) -> ByteBuffer? {
        let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        var accept: String?
        // On its loop the future is complete already.
        upgrader.buildUpgradeResponse(channel: channel, upgradeRequest: head, initialResponseHeaders: [:])
            .assumeIsolated().whenSuccess { accept = $0.first(name: "sec-websocket-accept") }
        guard let accept else { return nil }
        return ByteBuffer(
            string: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: \(accept)\r\nSec-WebSocket-Protocol: \(Self.subprotocol)\r\n"
                + "X-Request-ID: \(requestID)\r\n\r\n")
    }
}

/// Why a request opens no WebSocket.
enum SocketRefusal: Error, Equatable {
    case badRequest(String)
    /// A page that is not listed, or one that hides where it comes from.
    case origin
    /// Another version of WebSockets than 13.
    case version
}
