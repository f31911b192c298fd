import TestSupport
import Testing

@testable import Server

/// The pages of development, and none of them in production.
@Suite(.serialized, .tags(.slow)) struct PageServingTests: ServingSuite {
    @Test func `development serves the kitchen's screen and lets it connect; production does neither`()
        async throws
    {
        try await serving { world in
            for path in KitchenScreen.pages.keys {
                let answer = try await world.get(path)
                #expect(answer.status == 200 && !answer.body.isEmpty, "\(path)")
            }
            let origin = "Origin: http://127.0.0.1:\(world.port)"
            let socket = try await GraphQLSocket.open(port: world.port, token: nil, headers: [origin])
            #expect(
                try await socket.run(#"{"query":"{ __typename }"}"#)
                    == .results([#"{"data":{"__typename":"Query"}}"#]))

            let production = try await ServeProcess.start(over: world)
            for path in KitchenScreen.pages.keys {
                #expect(try await production.world.get(path).status == 404, "\(path)")
            }
            let own = "Origin: http://127.0.0.1:\(production.world.port)"
            #expect(throws: WebSocketClient.Refused.self) {
                try WebSocketClient(port: production.world.port, headers: [own])
            }
            production.child.signal(9)
            _ = await production.child.wait()
        }
    }
}
