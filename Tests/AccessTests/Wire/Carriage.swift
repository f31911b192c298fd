import Crypto
import Foundation
import FoundationNetworking

/// A way in which a document reaches the server and its answer comes back.
enum Carriage: String, CaseIterable, Sendable {
    case post
    /// In the URL.
    case get
    /// As the method QUERY.
    case query
    /// By its hash, after it was sent once.
    case hash
    /// By the hash of an imported document.
    case imported
    /// With an answer in parts.
    case parts
    /// Over a WebSocket.
    case socket
    /// With an answer as a stream of events.
    case events

    /// Whether mutations go this way.
    var takesMutations: Bool { self != .get && self != .query }

    /// The code that asks for a document whose hash is not known.
    static let unknown = "PERSISTED_QUERY_NOT_FOUND"

    private struct Body: Encodable {
        struct Extensions: Encodable {
            let persistedQuery: PersistedQuery
        }

        struct PersistedQuery: Encodable {
            let version = 1
            let sha256Hash: String
        }

        var query: String?
        var documentId: String?
        let variables: [String: JSON]
        var extensions: Extensions?
    }

    /// The hash by which a document is known.
    static func hash(of document: String) -> String {
        SHA256.hash(data: Data(document.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// The request as it goes over the wire.
    func message(_ request: AccessClient.Request, to url: URL) throws -> URLRequest {
        var body = Body(query: request.document, variables: request.variables)
        switch self {
        case .post, .get, .query, .parts, .socket, .events: break
        case .hash:
            body.query = nil
            body.extensions = Self.extensions(request)
        case .imported:
            body.query = nil
            body.documentId = "sha256:\(Self.hash(of: request.document))"
        }
        return try message(body, request, to: url)
    }

    /// What a request says, as JSON.
    func body(of request: AccessClient.Request) throws -> String {
        let body = Body(query: request.document, variables: request.variables)
        return String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
    }

    /// The request that makes a document's hash known.
    func registration(_ request: AccessClient.Request, to url: URL) throws -> URLRequest {
        var body = Body(query: request.document, variables: request.variables)
        body.extensions = Self.extensions(request)
        return try message(body, request, to: url)
    }

    private static func extensions(_ request: AccessClient.Request) -> Body.Extensions {
        Body.Extensions(persistedQuery: Body.PersistedQuery(sha256Hash: hash(of: request.document)))
    }

    private func message(
        _ body: Body, _ request: AccessClient.Request, to url: URL
    ) throws -> URLRequest {
        var message = URLRequest(url: url)
        if self == .get {
            message = URLRequest(url: try Self.address(request, url))
        } else {
            message.httpMethod = self == .query ? "QUERY" : "POST"
            message.setValue("application/json", forHTTPHeaderField: "Content-Type")
            message.httpBody = try JSONEncoder().encode(body)
        }
        let whole = "application/graphql-response+json"
        let accepted =
            switch self {
            case .parts: "multipart/mixed, \(whole)"
            case .events: "text/event-stream"
            default: whole
            }
        message.setValue(accepted, forHTTPHeaderField: "Accept")
        if let token = request.principal.token {
            message.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        }
        return message
    }

    private static func address(_ request: AccessClient.Request, _ url: URL) throws -> URL {
        let variables = String(decoding: try JSONEncoder().encode(request.variables), as: UTF8.self)
        let pairs = [("query", request.document), ("variables", variables)].map { name, text in
            let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return "\(name)=\(escaped)"
        }
        guard let address = URL(string: "\(url.absoluteString)?\(pairs.joined(separator: "&"))") else {
            throw URLError(.badURL)
        }
        return address
    }
}
