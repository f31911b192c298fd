import Foundation
import FoundationNetworking
import Testing

@testable import Server

/// A client with nothing but Foundation: the guide shows it as it stands here, and a test holds it to that.
@Suite(.serialized, .tags(.slow)) struct SwiftClientTests: ServingSuite {
    /// An answer of the API.
    struct Answer<Value: Decodable>: Decodable {
        struct Failure: Decodable {
            struct Extensions: Decodable { let code: String, requestId: String }
            let message: String
            let extensions: Extensions
        }

        let data: Value?
        let errors: [Failure]?
    }

    /// Asks the API: an operation, its variables, a token.
    struct Client {
        let address: URL
        let token: String

        private struct Question<Variables: Encodable>: Encodable {
            let query: String
            let variables: Variables
        }

        func ask<Value: Decodable>(
            _ query: String, _ variables: some Encodable, for type: Value.Type
        ) async throws -> Answer<Value> {
            var request = URLRequest(url: address)
            request.httpMethod = "POST"
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
            request.httpBody = try JSONEncoder().encode(Question(query: query, variables: variables))
            let (bytes, _) = try await URLSession.shared.data(for: request)
            return try JSONDecoder().decode(Answer<Value>.self, from: bytes)
        }
    }

    /// What `Branches` answers.
    struct Branches: Decodable {
        struct Page: Decodable {
            struct Branch: Decodable { let id: String, name: String }
            let nodes: [Branch]
        }

        let branches: Page?
    }

    @Test func `answers are values, errors are codes`() async throws {
        try await serving { world in
            let client = Client(
                address: try #require(URL(string: "http://127.0.0.1:\(world.port)/graphql")),
                token: try await world.token("WAITER"))
            let query = """
                query Branches($first: Int!) { branches(first: $first) { nodes { id name } } }
                """

            let answer = try await client.ask(query, ["first": 10], for: Branches.self)
            #expect(
                answer.data?.branches?.nodes.map(\.id).sorted()
                    == world.organization.branches.map(\.id).sorted())
            #expect(answer.errors == nil)
            let refused = try await client.ask(query, ["first": 1_000], for: Branches.self)
            #expect(refused.errors?.map(\.extensions.code) == ["BAD_USER_INPUT"])
        }
    }
}
