import Accounts
import Foundation
import Testing

@testable import Server

/// What somebody may do holds for as long as they may, over sockets and streams too.
@Suite(.serialized, .tags(.slow)) struct LiveRightsTests: ServingSuite {
    private static let following = """
        subscription { tableChanged(branchId: "BRANCH") { cursor table { status } } }
        """

    @Test func `a socket ends with its session, and with the role that it came with`() async throws {
        try await serving { world in
            try await world.register("ana@example.com")
            let (first, second) = (
                try await world.signIn("ana@example.com"), try await world.signIn("ana@example.com")
            )
            let (one, other) = (
                try #require(first.text("accessToken")), try #require(second.text("accessToken"))
            )
            let branches = try await world.graphQL("{ branches { nodes { id } } }", token: one)
            let following = Self.following.replacingOccurrences(
                of: "BRANCH", with: try #require(branches.text("id")))
            let (signedOut, demoted) = (
                try await SocketClient.open(port: world.port, bearer: one),
                try await SocketClient.open(port: world.port, bearer: other)
            )
            for socket in [signedOut, demoted] {
                try socket.subscribe("1", following)
                try socket.subscribe("2", "{ viewer { role } }")
                let answer = await socket.answer(to: "2")
                #expect(answer.first?.contains(#""role":"ORG_ADMIN""#) == true, "\(answer)")
            }
            let stream = try EventStreamClient(port: world.port, bearer: one, query: following)
            #expect(try await stream.hears("200 OK"))

            _ = try await world.graphQL(
                "mutation ($t: String!) { logout(input: { refreshToken: $t }) { userErrors { message } } }",
                token: nil, variables: ["t": try #require(first.text("refreshToken"))])
            #expect(await signedOut.closing() == "4403 Forbidden")
            #expect(try await stream.ends())
            // Who has a session of their own goes on.
            try demoted.subscribe("3", "{ viewer { role } }")
            #expect(await demoted.answer(to: "3").count == 2)

            try await world.sql(
                """
                UPDATE members SET role = 'WAITER', is_owner = false
                WHERE organization_id = (SELECT id FROM organizations WHERE name = 'Prueba')
                """)
            #expect(await demoted.closing() == "4403 Forbidden")
            stream.close()
            signedOut.close()
            demoted.close()
        }
    }

    @Test func `a mutation over a socket has its effect and its entry once, however it is repeated`()
        async throws
    {
        try await serving { world in
            let bearer = try await world.tokens.mint(
                subject: "test", organization: world.organization.id, role: "ORG_ADMIN", branches: nil,
                id: "1")
            let document = """
                mutation { voidReasonUpsert(input: {
                  name: "Dropped on the way", kind: VOID, idempotencyKey: "socket-0123456789"
                }) { voidReason { id name } userErrors { message } } }
                """
            let socket = try await SocketClient.open(port: world.port, bearer: bearer)
            var answers: [String] = []
            for id in ["1", "2"] {
                try socket.subscribe(id, document)
                let messages = await socket.answer(to: id)
                #expect(messages.count == 2, "\(messages)")
                let data = messages.first?.firstMatch(of: /"data":\{.*?\]\}\}/)
                answers.append(try #require(data.map { String($0.output) }))
            }
            socket.close()
            let http = try await world.query(document, role: "ORG_ADMIN")

            #expect(answers.first?.contains(#""userErrors":[]"#) == true, "\(answers)")
            #expect(Set(answers).count == 1, "\(answers)")
            #expect(http.body.contains(try #require(answers.first)), "\(http.body)")
            let reasons = "SELECT count(*) FROM void_reasons WHERE name = 'Dropped on the way'"
            #expect(try await world.sql(reasons) == "1")
            let entries = "SELECT count(*) FROM audit_log WHERE action = 'voidReasonUpsert'"
            #expect(try await world.sql(entries) == "1")
        }
    }

    @Test(arguments: [true, false])
    func `a mutation that has begun to commit is not undone when nobody waits for it any more`(
        _ isSaid: Bool
    ) async throws {
        try await serving { world in
            // Whoever inserts takes his time over COMMIT, and could be interrupted meanwhile.
            try await world.sql(
                """
                CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN PERFORM pg_sleep(3); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON void_reasons
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger()
                """)
            let bearer = try await world.tokens.mint(
                subject: "test", organization: world.organization.id, role: "ORG_ADMIN", branches: nil,
                id: "1")
            let socket = try await SocketClient.open(port: world.port, bearer: bearer)
            try socket.subscribe(
                "1",
                """
                mutation { voidReasonUpsert(input: { name: "Late", kind: VOID }) { userErrors { message } } }
                """)
            let committing =
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = 'COMMIT'"
            func becomes(_ count: String, _ query: String) async throws -> Bool {
                for _ in 0..<400 {
                    if try await world.sql(query) == count { return true }
                    try await Task.sleep(for: .milliseconds(25))
                }
                return false
            }
            #expect(try await becomes("1", committing))

            if isSaid { socket.send(#"{"id":"1","type":"complete"}"#) } else { socket.close() }

            #expect(try await becomes("1", "SELECT count(*) FROM void_reasons WHERE name = 'Late'"))
            let entries = "SELECT count(*) FROM audit_log WHERE action = 'voidReasonUpsert'"
            #expect(try await world.sql(entries) == "1")
            if isSaid { socket.close() }
        }
    }
}
