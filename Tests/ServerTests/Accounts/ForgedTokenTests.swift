import TestSupport
import Testing

@testable import Accounts
@testable import Server

/// No forged token is taken, whichever way it comes, and none is told why.
@Suite(.serialized, .tags(.slow)) struct ForgedTokenTests: ServingSuite {
    @Test func `no forged token is accepted on any way in, and a good one only where it belongs`()
        async throws
    {
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
            try await expectNoSocket(world, forged)
            try await expectSockets(world, good)
        }
    }

    private func expectNoSocket(_ world: ServedWorld, _ forged: [ForgedToken]) async throws {
        var closes: Set<String> = []
        for token in forged {
            let close = await #expect(throws: GraphQLSocket.Closed.self, "\(token.name)") {
                try await GraphQLSocket.open(port: world.port, token: token.text)
            }
            closes.insert("\(close?.code ?? 0) \(close?.reason ?? "")")
        }
        #expect(closes == ["4403 Forbidden"])

        // Who does not wait for the answer is answered nothing but the refusal.
        let hasty = try WebSocketClient(port: world.port)
        hasty.send(#"{"type":"connection_init","payload":{"Authorization":"Bearer forged"}}"#)
        hasty.send(#"{"id":"1","type":"subscribe","payload":{"query":"{ viewer { role } }"}}"#)
        guard case .closed(let code, _) = await hasty.next() else {
            Issue.record("an answer came before the refusal")
            return
        }
        #expect(code == 4403 || code == 4401)
    }

    private func expectSockets(_ world: ServedWorld, _ good: String) async throws {
        let role = #"{"query":"{ viewer { role } }"}"#
        // A browser sends headers of its own accord, and cookies: nobody is known by them.
        let nobody = try await GraphQLSocket.open(
            port: world.port, token: nil,
            headers: ["Authorization: Bearer \(good)", "Cookie: token=\(good)"])
        guard case .refused = try await nobody.run(role) else {
            Issue.record("somebody is known by a header")
            return
        }
        let somebody = try await GraphQLSocket.open(port: world.port, token: good)
        #expect(try await somebody.run(role) == .results([#"{"data":{"viewer":{"role":"ORG_ADMIN"}}}"#]))
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
