import Foundation
import Testing

@testable import Server

/// An access token ends with the session that it belongs to, not only with its quarter of an hour.
@Suite(.serialized, .tags(.slow)) struct SessionEndTests: ServingSuite {
    private static let logout =
        "mutation ($t: String!) { logout(input: { refreshToken: $t }) { userErrors { message } } }"

    private func access(_ world: ServedWorld, _ email: String) async throws -> (
        access: String, refresh: String
    ) {
        let answer = try await world.signIn(email)
        return (try #require(answer.text("accessToken")), try #require(answer.text("refreshToken")))
    }

    private func isRefusedSoon(_ world: ServedWorld, _ token: String) async throws -> Bool {
        try await eventually(within: .seconds(5)) {
            try await world.graphQL("{ __typename }", token: token)
        } is: {
            $0.status == 401
        }
    }

    private func isServed(_ world: ServedWorld, _ token: String) async throws -> Bool {
        try await world.graphQL("{ __typename }", token: token).status == 200
    }

    @Test func `signing out ends the access token, and no other session's`() async throws {
        try await serving { world in
            try await world.register("ana@example.com")
            let (token, refresh) = try await access(world, "ana@example.com")
            let (other, _) = try await access(world, "ana@example.com")
            #expect(try await isServed(world, token))

            _ = try await world.graphQL(Self.logout, token: nil, variables: ["t": refresh])

            #expect(try await isRefusedSoon(world, token))
            #expect(try await isServed(world, other))
        }
    }

    @Test func `a token without an organization ends with its session, too`() async throws {
        try await serving { world in
            try await world.register("ana@example.com")
            let (owner, _) = try await access(world, "ana@example.com")
            let founded = try await world.graphQL(
                """
                mutation { organizationCreate(input: { name: "Segunda", slug: "segunda-ana",
                  branch: { name: "Dos", slug: "dos", timezone: "America/Lima", currency: "PEN" }
                }) { organization { id } userErrors { message } } }
                """, token: owner)
            #expect(founded.body.contains(#""userErrors":[]"#), "\(founded.body)")
            let (token, refresh) = try await access(world, "ana@example.com")
            #expect(try await isServed(world, token))
            #expect(try await world.graphQL("{ viewer { role } }", token: token).status == 422)

            _ = try await world.graphQL(Self.logout, token: nil, variables: ["t": refresh])

            #expect(try await isRefusedSoon(world, token))
        }
    }

    @Test func `a new password ends every token but the one that comes with it`() async throws {
        try await serving { world in
            try await world.register("ana@example.com")
            let (token, _) = try await access(world, "ana@example.com")
            let (other, _) = try await access(world, "ana@example.com")
            let changed = try await world.graphQL(
                """
                mutation ($old: String!) { passwordChange(input: {
                  currentPassword: $old, newPassword: "a young ash behind the mill"
                }) { session { accessToken } userErrors { message } } }
                """, token: token, variables: ["old": ServedWorld.password])
            let new = try #require(changed.text("accessToken"), "\(changed.body)")

            #expect(try await isRefusedSoon(world, token))
            #expect(try await isRefusedSoon(world, other))
            #expect(try await isServed(world, new))
        }
    }

    @Test func `whoever took over a till is out when the till is signed out`() async throws {
        try await serving { world in
            try await world.register("ana@example.com")
            let (till, refresh) = try await access(world, "ana@example.com")
            let set = try await world.graphQL(
                """
                mutation { pinSet(input: { pin: "407162" }) { member { id } userErrors { message } } }
                """, token: till)
            let member = try #require(set.text("id"), "\(set.body)")
            let branches = try await world.graphQL("{ branches { nodes { id } } }", token: till)
            let branch = try #require(branches.text("id"), "\(branches.body)")
            let taken = try await world.graphQL(
                """
                mutation ($member: ID!, $branch: ID!) { pinLogin(input: {
                  memberId: $member, branchId: $branch, pin: "407162"
                }) { session { accessToken } userErrors { message } } }
                """, token: till, variables: ["member": member, "branch": branch])
            let person = try #require(taken.text("accessToken"), "\(taken.body)")
            #expect(try await isServed(world, person))

            _ = try await world.graphQL(Self.logout, token: nil, variables: ["t": refresh])

            #expect(try await isRefusedSoon(world, person))
        }
    }
}
