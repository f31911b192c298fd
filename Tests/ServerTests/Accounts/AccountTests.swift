import Foundation
import Testing

@testable import Server

/// Logins through both doors of a running server.
@Suite(.serialized, .tags(.slow)) struct AccountTests: ServingSuite {
    @Test func `who registers signs in, asks, refreshes and signs out`() async throws {
        try await serving { world in
            try await world.register("ana@example.com")
            let login = try await world.signIn("Ana@Example.com")
            #expect(
                login.body.contains(#""role":"ORG_ADMIN","organization":{"name":"Prueba"}"#), "\(login.body)")
            let access = try #require(login.text("accessToken"))

            let viewer = try await world.graphQL("{ viewer { role organization { name } } }", token: access)
            #expect(viewer.body.contains(#""role":"ORG_ADMIN""#), "\(viewer.body)")

            let old = try #require(login.text("refreshToken"))
            let refresh = """
                mutation ($t: String!) { tokenRefresh(input: { refreshToken: $t }) {
                  session { refreshToken organization { name } } userErrors { message } } }
                """
            let next = try await world.graphQL(refresh, token: nil, variables: ["t": old])
            let again = try await world.graphQL(refresh, token: nil, variables: ["t": old])
            let new = try #require(next.text("refreshToken"))
            #expect(again.text("refreshToken") == new)
            #expect(new != old)

            let logout =
                "mutation ($t: String!) { logout(input: { refreshToken: $t }) { userErrors { message } } }"
            #expect(
                try await world.graphQL(logout, token: nil, variables: ["t": new]).body
                    == #"{"data":{"logout":{"userErrors":[]}}}"#)
            let ended = try await world.graphQL(refresh, token: nil, variables: ["t": new])
            #expect(ended.body.contains(#""session":null"#), "\(ended.body)")
        }
    }

    @Test func `the token endpoint speaks RFC 6749`() async throws {
        try await serving { world in
            try await world.register("ana@example.com")
            let granted = try await world.form([
                ("grant_type", "password"), ("username", "ana@example.com"),
                ("password", ServedWorld.password),
            ])
            #expect(granted.status == 200)
            #expect(
                granted.body.contains(#""token_type":"Bearer""#)
                    && granted.body.contains(#""expires_in":900"#))
            let refresh = try #require(granted.text("refresh_token"))
            let next = try await world.form([("grant_type", "refresh_token"), ("refresh_token", refresh)])
            #expect(next.status == 200 && next.text("access_token") != nil)

            let problems: [([(String, String)], Int, String)] = [
                (
                    [("grant_type", "password"), ("username", "ana@example.com"), ("password", "wrong")], 400,
                    "invalid_grant"
                ),
                (
                    [("grant_type", "password"), ("username", "nobody@example.com"), ("password", "wrong")],
                    400, "invalid_grant"
                ),
                ([("grant_type", "refresh_token"), ("refresh_token", "crt_x")], 400, "invalid_grant"),
                ([("grant_type", "password"), ("username", "ana@example.com")], 400, "invalid_request"),
                ([("grant_type", "password"), ("grant_type", "password")], 400, "invalid_request"),
                ([("grant_type", "client_credentials")], 400, "unsupported_grant_type"),
                ([], 400, "invalid_request"),
                ([("grant_type", "password"), ("client_secret", "x")], 401, "invalid_client"),
            ]
            var texts: [String] = []
            for (fields, status, error) in problems {
                let answer = try await world.form(fields)
                #expect(answer.status == status && answer.text("error") == error, "\(answer)")
                texts.append(answer.body)
            }
            #expect(texts[0] == texts[1], "known and unknown are answered alike")
            #expect(try await world.get("/oauth/token").status == 405)
        }
    }

    @Test func `one document signs in once, and GET never`() async throws {
        try await serving { world in
            let field = "login(input: { email: \"a@b.c\", password: \"x\" }) { userErrors { message } }"
            let twice = try await world.graphQL("mutation { a: \(field) b: \(field) }", token: nil)
            #expect(twice.body.contains("LIMIT_EXCEEDED"), "\(twice.body)")
            let refresh = "tokenRefresh(input: { refreshToken: \"x\" }) { userErrors { message } }"
            let mixed = try await world.graphQL("mutation { a: \(field) b: \(refresh) }", token: nil)
            #expect(mixed.body.contains("LIMIT_EXCEEDED"), "\(mixed.body)")
            #expect(try await world.graphQL("mutation { \(field) }", token: nil, way: .get).status == 405)
        }
    }

    @Test func `two thousand guesses over two processes are a hundred that reach a hash`() async throws {
        try await serving { world in
            let second = try await ServeProcess.start(over: world)
            let codes = try await withThrowingTaskGroup(of: [String].self) { tasks in
                for worker in 0..<16 {
                    let served = worker.isMultiple(of: 2) ? world : second.world
                    tasks.addTask {
                        var codes: [String] = []
                        for number in 0..<125 {
                            let answer = try await served.signIn(
                                "guess-\(worker)-\(number)@example.com", "a guess")
                            codes.append(answer.text("code") ?? answer.body)
                        }
                        return codes
                    }
                }
                return try await tasks.reduce(into: []) { $0 += $1 }
            }
            let tried = codes.count { $0 == "INVALID_CREDENTIALS" }
            #expect(codes.count == 2_000)
            #expect(tried <= 100 && tried >= 90, "\(tried)")
            second.child.signal(SIGKILL)
            _ = await second.child.wait()
        }
    }
}
