import Domain
import Testing

@testable import Server

/// `comanda token` signs what can be right and nothing else.
@Suite(.serialized, .tags(.slow)) struct TokenCommandTests: ServingSuite {
    @Test func `only roles, organizations and branches that there are get a token`() async throws {
        try await serving { world in
            let organization = world.organization.id
            let branch = try #require(world.organization.branches.first?.id)
            let other = try #require(TypeID(prefix: "branch", high: 1, low: 1)).description
            let unknown = try #require(TypeID(prefix: "org", high: 1, low: 1)).description
            let good = ["--organization", organization, "--role", "WAITER"]
            #expect(try await sign(good, world).status == 0)
            #expect(try await sign(good + ["--branch", branch], world).status == 0)

            let refused = [
                ["--organization", unknown, "--role", "WAITER"],
                ["--organization", organization, "--role", "EMPEROR"],
                ["--organization", organization, "--role", "STAFF"],
                good + ["--branch", other], good + ["--minutes", "999999999999999999"],
                good + ["--minutes", "0"], good + ["--minutes", "-1"],
            ]
            for arguments in refused {
                let (status, output) = try await sign(arguments, world)
                #expect([64, 78].contains(status), "\(arguments): \(output)")
            }
        }
    }

    private func sign(
        _ arguments: [String], _ world: ServedWorld
    ) async throws -> (status: Int32, output: String) {
        try await ChildProcess.run(try ServeProcess.command(["token"] + arguments, over: world))
    }
}
