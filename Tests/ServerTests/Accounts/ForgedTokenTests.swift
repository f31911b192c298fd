import Testing

@testable import Accounts
@testable import Server

/// No forged token is taken, whichever way it comes, and none is told why.
@Suite(.serialized, .tags(.slow)) struct ForgedTokenTests: ServingSuite {
    @Test func `no forged token is accepted on any way in`() async throws {
        try await serving { world in
            let key = try #require(SigningKeys(folder: world.keyFolder).keys.first)
            let forged = ForgedToken.all(key: key, organization: world.organization.id)
            #expect(forged.count >= 30)
            let query = "{ viewer { role } branches { nodes { id name } } }"
            for way in ServedWorld.Way.allCases {
                var bodies: Set<String> = []
                for token in forged {
                    let answer = try await world.graphQL(query, token: token.text, way: way)
                    #expect(answer.status == 401, "\(token.name) by \(way): \(answer)")
                    // Everything but the id of the request.
                    bodies.insert(String(answer.body.prefix { $0 != "}" }.prefix(90)))
                }
                #expect(bodies.count == 1, "\(way): \(bodies)")
            }
            let good = try await world.tokens.mint(
                subject: "test", organization: world.organization.id, role: "ORG_ADMIN", branches: nil,
                id: "1")
            #expect(try await world.graphQL(query, token: good).status == 200)
        }
    }

    @Test func `a key that goes takes its tokens along, and a new one signs at once`() async throws {
        try await serving { world in
            let old = try await world.tokens.mint(
                subject: "test", organization: world.organization.id, role: "WAITER", branches: nil, id: "1")
            // Another process adds a key; the server hears of it when a token names it.
            try SigningKeys.makeKey(in: world.keyFolder)
            let other = await AccessTokens(
                keys: try SigningKeys(folder: world.keyFolder), terms: AccessTokens.Terms())
            let new = try await other.mint(
                subject: "test", organization: world.organization.id, role: "WAITER", branches: nil, id: "2")
            for token in [old, new] {
                #expect(try await world.graphQL("{ viewer { role } }", token: token).status == 200)
            }
        }
    }
}
