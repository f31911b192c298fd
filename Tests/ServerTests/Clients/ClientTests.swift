import Accounts
import Foundation
import Testing

@testable import Server

/// The clients that the guide shows.
@Suite(
    .serialized, .tags(.slow),
    .enabled(if: PythonClient.program != nil, "no clients: Scripts/test --full installs them"))
struct ClientTests: ServingSuite {
    @Test func `a typed client is made of the downloaded schema, and speaks with the server`() async throws {
        try await serving { world in
            let client = try PythonClient()
            defer { client.end() }
            let schema = try await world.get("/docs/schema.graphql", role: "BRANCH_MANAGER")
            try Data(schema.body.utf8).write(to: URL(filePath: client.folder + "/schema.graphql"))

            let made = try await client.installed("ariadne-codegen", "client")
            #expect(made.status == 0, "\(made.output)")
            let ran = try await client.script("typed.py", world.arguments(as: "BRANCH_MANAGER"))

            let branch = try #require(world.organization.branches.map(\.name).min())
            #expect(ran.output == "\(branch) MAINTENANCE\n\(branch) AVAILABLE\n")
            #expect(ran.status == 0)
        }
    }

    @Test func `a client by hand asks for the schema itself, reads pages, and is told a code`() async throws {
        try await serving { world in
            let client = try PythonClient()
            defer { client.end() }
            let ran = try await client.script("by_hand.py", world.arguments(as: "WAITER"))
            let names = world.organization.branches.map(\.name).sorted()
            #expect(ran.output == (names + ["BAD_USER_INPUT"]).map { $0 + "\n" }.joined())
            #expect(ran.status == 0)
        }
    }
}

extension ServedWorld {
    /// The address and a token, as the programs take them.
    fileprivate func arguments(as role: String) async throws -> [String] {
        ["http://127.0.0.1:\(port)/graphql", try await token(role)]
    }

    /// A token for a role, as a person who works in all branches has one.
    func token(_ role: String) async throws -> String {
        try await tokens.mint(
            subject: "client", organization: organization.id, role: role, branches: nil,
            reason: "a client is tried out", id: "1")
    }
}
