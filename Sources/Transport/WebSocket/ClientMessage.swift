import GraphQLExecution
import GraphQLSchema
import NIOCore

/// A message of a client.
///
/// - SeeAlso: graphql-transport-ws
enum ClientMessage: Sendable {
    /// `connection_init`
    case initialize(ConnectionClaims)
    case subscribe(id: String, GraphQLRequest)
    case complete(id: String)
    case ping
    case pong

    /// What `connection_init` says of its sender. Names are those of HTTP's header fields, in any case, as
    /// clients write them.
    struct ConnectionClaims: Sendable, Equatable {
        /// Nil without one, empty where it has another shape than `Bearer …`.
        var bearerToken: String?
        var actAs: String?
        var actAsReason: String?
    }

    /// Longest id of an operation: each of its messages carries it.
    static let idBytesMax = 256

    /// Reads a message.
    ///
    /// - Throws: how the connection has to end.
    init(_ text: ByteBuffer, depthMax: Int = JSONReader.depthMax) throws(SocketClose) {
        let value = try text.withUnsafeReadableBytes { bytes in
            Result { () throws(SocketClose) in try Self.json(bytes, depthMax) }
        }.get()
        guard case .object = value else { throw .badMessage("Message must be an object") }
        guard case .string(let type)? = value["type"] else {
            throw .badMessage("Message must have a type")
        }
        switch type {
        case "connection_init": self = .initialize(try Self.claims(value["payload"]))
        case "ping": self = .ping
        case "pong": self = .pong
        case "complete": self = .complete(id: try Self.id(value))
        case "subscribe":
            let id = try Self.id(value)
            guard let payload = value["payload"] else { throw .badMessage("Message must have a payload") }
            self = .subscribe(id: id, try Self.request(payload))
        default: throw .badMessage("Unknown message type")
        }
    }

    private static func json(
        _ bytes: UnsafeRawBufferPointer, _ depthMax: Int
    ) throws(SocketClose) -> InputValue {
        do {
            return try JSONReader.read(bytes, depthMax: depthMax)
        } catch {
            throw .badMessage("Message is not valid JSON")
        }
    }

    private static func id(_ message: InputValue) throws(SocketClose) -> String {
        guard case .string(let id)? = message["id"], !id.isEmpty, id.utf8.count <= idBytesMax else {
            throw .badMessage("Message must have an id of 1 to \(idBytesMax) bytes")
        }
        return id
    }

    private static func request(_ payload: InputValue) throws(SocketClose) -> GraphQLRequest {
        do {
            return try RequestBody.request(from: payload)
        } catch {
            throw .badMessage(error.message)
        }
    }

    private static func claims(_ payload: InputValue?) throws(SocketClose) -> ConnectionClaims {
        guard let payload, payload != .null else { return ConnectionClaims() }
        guard case .object(let members) = payload else { throw .badMessage("Payload must be an object") }
        var claims = ConnectionClaims()
        for member in members {
            var text: String?
            if case .string(let value) = member.value { text = value }
            switch member.name.lowercased() {
            case "authorization": claims.bearerToken = bearer(text)
            case "act-as": claims.actAs = text ?? ""
            case "act-as-reason": claims.actAsReason = text
            default: continue
            }
        }
        return claims
    }

    private static func bearer(_ text: String?) -> String {
        guard let text, text.prefix(7).lowercased() == "bearer " else { return "" }
        return String(text.dropFirst(7))
    }
}
