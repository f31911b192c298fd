import Foundation
import FoundationNetworking
import Testing

@testable import Server

/// What an account's tests say to a server.
extension ServedWorld {
    static let password = "an old elm beside the gate"

    /// A GraphQL request with a token that a test has, by any of the ways there are.
    func graphQL(
        _ query: String, token: String?, variables: [String: String] = [:], way: Way = .post
    ) async throws -> ServedAnswer {
        var components = URLComponents()
        components.scheme = "http"
        components.host = "127.0.0.1"
        components.port = port
        components.path = "/graphql"
        if way == .get { components.queryItems = [URLQueryItem(name: "query", value: query)] }
        var request = URLRequest(url: try #require(components.url))
        request.httpMethod = way.method
        if way != .get {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONSerialization.data(
                withJSONObject: ["query": query, "variables": variables])
        }
        if let accepted = way.accepted { request.setValue(accepted, forHTTPHeaderField: "Accept") }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        return try await answer(request)
    }

    /// The ways a request comes by.
    enum Way: CaseIterable {
        case post, get, query, multipart, events

        var method: String {
            switch self {
            case .get: "GET"
            case .query: "QUERY"
            case .post, .multipart, .events: "POST"
            }
        }

        var accepted: String? {
            switch self {
            case .multipart: "multipart/mixed, application/json"
            case .events: "text/event-stream"
            case .post, .get, .query: nil
            }
        }
    }

    /// A form for the token endpoint.
    func form(_ fields: [(String, String)], path: String = "/oauth/token") async throws -> ServedAnswer {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        let safe = CharacterSet.alphanumerics
        let body = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: safe) ?? "")"
        }
        request.httpBody = Data(body.joined(separator: "&").utf8)
        return try await answer(request)
    }

    /// Sends a request as it is.
    func answer(_ request: URLRequest) async throws -> ServedAnswer {
        let (data, response) = try await URLSession.shared.answer(to: request)
        let http = try #require(response as? HTTPURLResponse)
        return ServedAnswer(
            status: http.statusCode, retryAfter: http.value(forHTTPHeaderField: "Retry-After"),
            allow: http.value(forHTTPHeaderField: "Allow"), body: String(decoding: data, as: UTF8.self))
    }

    /// Registers a business through the API.
    func register(_ email: String) async throws {
        let answer = try await graphQL(
            """
            mutation ($email: String!, $password: String!) { ownerRegister(input: {
              email: $email, password: $password, displayName: "Ana", organizationName: "Prueba",
              branchName: "Uno", timezone: "America/Lima", currency: PEN_CODE
            }) { userErrors { message } } }
            """.replacingOccurrences(of: "PEN_CODE", with: "\"PEN\""), token: nil,
            variables: ["email": email, "password": Self.password])
        #expect(answer.body.contains(#"{"data":{"ownerRegister":{"userErrors":[]}}}"#), "\(answer.body)")
    }

    /// Signs in through the API.
    func signIn(_ email: String, _ password: String = password) async throws -> ServedAnswer {
        try await graphQL(
            """
            mutation ($email: String!, $password: String!) {
              login(input: { email: $email, password: $password }) {
                session { accessToken refreshToken expiresIn role organization { name } }
                organizations { id name role }
                userErrors { message ... on AccountUserError { code retryAfter } } } }
            """, token: nil, variables: ["email": email, "password": password])
    }
}

extension ServedAnswer {
    /// The text behind a key of the JSON, wherever it stands.
    func text(_ key: String) -> String? {
        guard let start = body.range(of: "\"\(key)\":\"") else { return nil }
        return String(body[start.upperBound...].prefix { $0 != "\"" })
    }
}
