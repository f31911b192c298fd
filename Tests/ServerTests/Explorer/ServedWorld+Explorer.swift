import Accounts
import Foundation
import FoundationNetworking
import Testing

@testable import Server

/// What `/explorer/development.json` tells.
struct ExplorerDesk: Decodable {
    struct Organization: Decodable {
        let id: String
        let tokens: [String: String]
    }

    let roles: [String]
    let organizations: [Organization]
}

/// An answer with its header fields, by small letters.
struct AnswerWithHeaders {
    let status: Int
    let body: String
    let headers: [String: String]
}

extension ServedWorld {
    /// Where the files of the explorer's editor lie in this checkout.
    static let editorFolder = SettingsTests.root + "/.state/graphiql"
    /// Whether they have been fetched.
    static let hasEditor = FileManager.default.fileExists(atPath: editorFolder + "/LICENSE")

    /// Reads a page.
    func page(_ path: String) async throws -> AnswerWithHeaders {
        try await send(URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))))
    }

    /// Sends a document with header fields.
    func ask(
        _ query: String, role: String?, headers: [String: String] = [:]
    ) async throws -> AnswerWithHeaders {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/graphql")))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let role {
            let token = try await tokens.mint(
                subject: "test", organization: organization.id, role: role, branches: nil, id: "1")
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        }
        request.httpBody = try JSONSerialization.data(withJSONObject: ["query": query])
        return try await send(request)
    }

    private func send(_ request: URLRequest) async throws -> AnswerWithHeaders {
        let (data, response) = try await URLSession.shared.answer(to: request)
        let http = try #require(response as? HTTPURLResponse)
        var headers: [String: String] = [:]
        for (name, value) in http.allHeaderFields {
            if let name = name as? String, let value = value as? String { headers[name.lowercased()] = value }
        }
        return AnswerWithHeaders(
            status: http.statusCode, body: String(decoding: data, as: UTF8.self), headers: headers)
    }
}
