import Foundation
import GraphQLSchema
import Permissions
import TestSupport
import Testing

@testable import Server

/// Whoever guesses at names, as tools do that make a schema up from what errors tell, learns nothing: what is
/// hidden is answered like what never was, on every way in.
@Suite(.serialized, .tags(.slow)) struct SchemaGuessTests: ServingSuite {
    /// An answer without the number of its request.
    private static func bare(_ body: String) -> String {
        body.replacing(#/"requestId":"[^"]*"/#, with: "")
    }

    private static func target(_ body: String) throws -> String {
        let request = try #require(
            JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        let variables = try JSONSerialization.data(
            withJSONObject: try #require(request["variables"]), options: .sortedKeys)
        var parts = URLComponents()
        parts.path = "/graphql"
        parts.queryItems = [
            URLQueryItem(name: "query", value: request["query"] as? String),
            URLQueryItem(name: "variables", value: String(decoding: variables, as: UTF8.self)),
        ]
        return try #require(parts.string)
    }

    /// The answers to a guess by POST, GET and WebSocket, with what they tell besides.
    private func answers(
        _ body: String, _ world: ServedWorld, as role: String?, _ socket: GraphQLSocket
    ) async throws -> [String] {
        let posted = try await world.post(Data(body.utf8), role: role)
        let got = try await world.get(try Self.target(body), role: role)
        let heard =
            switch try await socket.run(body) {
            case .refused(let errors): errors
            case .results(let results): results.joined()
            }
        return ["\(posted.status) \(posted.body)", "\(got.status) \(got.body)", heard].map(Self.bare)
    }

    @Test(arguments: ["true", "false"])
    func `hidden names are answered like absent ones, by POST, GET and WebSocket`(
        introspection: String
    ) async throws {
        let product = try Product.read()
        let settings = [
            "COMANDA_GRAPHQL_INTROSPECTION": introspection,
            // Even where the server would guess for those who may ask for the schema.
            "COMANDA_GRAPHQL_SUGGESTIONS": introspection == "false" ? "true" : "false",
        ]
        try await serving(settings: settings) { world in
            var counts: [String: Int] = [:]
            for role in ["PUBLIC", "CUSTOMER", "WAITER", "INTEGRATOR"] {
                let view = product.permissions.view(for: role)
                let bearer = role == "PUBLIC" ? nil : role
                var token: String?
                if let bearer { token = try await world.token(bearer) }
                for (kind, guesses) in SchemaGuess.all(product.schema, hiddenFrom: view, countMax: 12) {
                    counts[kind, default: 0] += guesses.count
                    let socket = try await GraphQLSocket.open(port: world.port, token: token)
                    for guess in guesses {
                        let told = try await answers(guess.body(guess.hidden), world, as: bearer, socket)
                        let control = try await answers(guess.body(guess.absent), world, as: bearer, socket)
                        let expected = control.map { $0.replacing(guess.absent, with: guess.hidden) }
                        #expect(told == expected, "\(role) \(kind) \(guess.body(guess.hidden))")
                        #expect(!told.contains { $0.contains("Did you mean") }, "\(told)")
                    }
                    socket.client.close()
                }
            }
            // No role lacks an input field or a value of what it sees today; one that does is guessed at too.
            for kind in ["fields", "arguments", "types"] {
                #expect(counts[kind, default: 0] > 0, "no guess at \(kind)")
            }
        }
    }
}
