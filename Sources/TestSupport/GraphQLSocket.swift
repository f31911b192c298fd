import Foundation

/// A WebSocket that speaks graphql-transport-ws for tests, one operation after the other.
///
/// It reads messages by the form in which our server writes them: an id, a type, a payload.
///
/// - SeeAlso: graphql-transport-ws
public struct GraphQLSocket: Sendable {
    /// The server has ended the connection.
    public struct Closed: Error, Equatable {
        /// The code of its close frame, or 1006.
        public let code: Int
        /// What that says.
        public let reason: String
    }

    /// What an operation brought.
    public enum Outcome: Sendable, Equatable {
        /// Results, each as JSON, up to `complete`.
        case results([String])
        /// A JSON array of errors in place of any result.
        case refused(String)
    }

    /// The connection, to say and hear what operations don't.
    public let client: WebSocketClient

    /// Opens a connection and says who is there.
    ///
    /// - Parameters:
    ///   - token: nil for nobody known.
    ///   - headers: more lines of the opening's head.
    /// - Throws: `Closed` where the server lets nobody in with this token.
    public static func open(
        port: Int, token: String?, headers: [String] = [], silence: Int = 30
    ) async throws -> GraphQLSocket {
        let client = try WebSocketClient(port: port, headers: headers, silence: silence)
        let payload = token.map { ",\"payload\":{\"Authorization\":\(quoted("Bearer \($0)"))}" } ?? ""
        client.send("{\"type\":\"connection_init\"\(payload)}")
        if case .closed(let code, let reason) = await client.next() {
            throw Closed(code: code, reason: reason)
        }
        return GraphQLSocket(client: client)
    }

    /// Begins an operation.
    ///
    /// - Parameter payload: the JSON that a body over HTTP has.
    public func begin(_ payload: String, id: String = "1") {
        client.send("{\"id\":\(Self.quoted(id)),\"type\":\"subscribe\",\"payload\":\(payload)}")
    }

    /// Runs an operation to its end.
    public func run(_ payload: String) async throws -> Outcome {
        begin(payload)
        var results: [String] = []
        while true {
            switch await client.next() {
            case .closed(let code, let reason): throw Closed(code: code, reason: reason)
            case .text(let text):
                if let result = Self.payload(of: text, "next") { results.append(result) }
                if let errors = Self.payload(of: text, "error") { return .refused(errors) }
                if text == "{\"id\":\"1\",\"type\":\"complete\"}" { return .results(results) }
            }
        }
    }

    /// The payload of a message; nil for one of another type or operation.
    public static func payload(of text: String, _ type: String, id: String = "1") -> String? {
        let head = "{\"id\":\"\(id)\",\"type\":\"\(type)\",\"payload\":"
        guard text.hasPrefix(head) else { return nil }
        return String(text.dropFirst(head.count).dropLast())
    }

    /// A text as JSON.
    public static func quoted(_ text: String) -> String {
        let data = try? JSONEncoder().encode(text)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
