import Foundation
import FoundationNetworking
import Postgres
import Restaurant
import Testing

@testable import Server

extension ServedWorld {
    /// The tenant of the first organization.
    var tenant: UUIDBytes {
        get throws { try #require(EntityKind.organization.uuid(organization.id)) }
    }

    /// Runs SQL as a superuser.
    @discardableResult
    func sql(_ text: String) async throws -> String {
        try await cluster.psql(text, database: EmbeddedCluster.database)
    }

    /// Adds a key that reads menus, held to one branch, and returns its secret.
    func addKey(trustedDocumentsOnly: Bool = false) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let secret = APIKeySecret(using: &generator)
        let hash = APIKeySecret.hash(of: secret.text).map {
            String(UInt16($0) | 0x100, radix: 16).dropFirst()
        }.joined()
        try await sql(
            """
            INSERT INTO api_keys (id, organization_id, branch_id, name, prefix, key_hash, scopes,
              trusted_documents_only)
            SELECT gen_random_uuid(), organization_id, id, 'Till', '\(secret.prefix)', '\\x\(hash)',
              '{menu:read,branches:read}', \(trustedDocumentsOnly)
            FROM branches WHERE organization_id = '\(try tenant)' LIMIT 1
            """)
        return secret.text
    }

    /// Asks with a bearer's credential and headers.
    func ask(
        _ query: String, bearer: String, _ headers: [String: String] = [:]
    ) async throws -> ServedAnswer {
        try await ask(JSONSerialization.data(withJSONObject: ["query": query]), bearer: bearer, headers)
    }

    /// Sends a body, or a target that says all, with a bearer's credential and headers.
    func ask(
        _ body: Data?, method: String = "POST", target: String = "/graphql", bearer: String,
        _ headers: [String: String] = [:]
    ) async throws -> ServedAnswer {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(target)")))
        request.httpMethod = method
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("Bearer \(bearer)", forHTTPHeaderField: "Authorization")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = body
        let (data, response) = try await URLSession.shared.answer(to: request)
        let http = try #require(response as? HTTPURLResponse)
        return ServedAnswer(
            status: http.statusCode, retryAfter: nil, allow: nil, body: String(decoding: data, as: UTF8.self))
    }
}
