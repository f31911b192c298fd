import Testing

@testable import Transport

/// Pages of other origins that call from a browser.
@Suite struct CrossOriginTests {
    private let page = "https://app.example.com"

    private func served(_ body: (Int) async throws -> Void) async throws {
        try await withServer(change: { $0.origins = [page, "http://localhost:3000"] }, body: body)
    }

    @Test func `a page that is listed may read answers of every kind`() async throws {
        try await served { port in
            for text in [
                post("{}", headers: ["Origin: \(page)"]),
                request("GET", "/none", headers: ["Origin: \(page)"]),
                post("{}", headers: ["Origin: \(page)", "Accept: text/plain"]),
                request("GET", "/graphql?query=down", headers: ["Origin: \(page)"]),
            ] {
                let result = await RawHTTP.talk(port: port, [.send(text), .read(answers: 1)])
                #expect(result.header("Access-Control-Allow-Origin") == page)
                #expect(result.header("Vary") != nil)
                #expect(result.header("Access-Control-Expose-Headers")?.contains("X-Request-ID") == true)
                #expect(result.header("Access-Control-Allow-Credentials") == nil)
                #expect(result.statuses.count == 1)
            }
        }
    }

    @Test func `a browser that asks first is told methods and fields`() async throws {
        try await served { port in
            let result = await RawHTTP.talk(
                port: port,
                [
                    .send(
                        request(
                            "OPTIONS", "/graphql",
                            headers: [
                                "Origin: \(page)", "Access-Control-Request-Method: POST",
                                "Access-Control-Request-Headers: authorization",
                            ])), .read(answers: 1),
                ])
            #expect(result.statuses == [204])
            #expect(result.header("Access-Control-Allow-Origin") == page)
            #expect(result.header("Access-Control-Allow-Methods")?.contains("QUERY") == true)
            #expect(result.header("Access-Control-Allow-Headers")?.contains("Authorization") == true)
            #expect(result.header("Access-Control-Max-Age") == "600")
        }
    }

    @Test(arguments: [
        "https://evil.example", "https://app.example.com.evil.example", "http://app.example.com",
        "https://app.example.com:444", "null", "*",
        "https://APP.example.com\r\nOrigin: https://app.example.com",
    ])
    func `no other origin is told anything, and caches are told that it depends`(_ origin: String)
        async throws
    {
        try await served { port in
            for method in ["OPTIONS", "GET"] {
                let asked = request(
                    method, "/graphql?query=a",
                    headers: ["Origin: \(origin)", "Access-Control-Request-Method: POST"])
                let result = await RawHTTP.talk(port: port, [.send(asked), .read(answers: 1)])
                #expect(!result.text.contains("Access-Control-"))
                #expect(result.text.contains("Vary: Origin"))
            }
        }
    }

    @Test func `answers that follow on a connection say of each what it is`() async throws {
        try await served { port in
            let asked = post("{}", headers: ["Origin: \(page)"]) + post("{}")
            let result = await RawHTTP.talk(port: port, [.send(asked), .read(answers: 2)])
            #expect(result.statuses == [200, 200])
            #expect(result.text.split(separator: "Access-Control-Allow-Origin").count == 2)
        }
    }

    @Test func `where none are listed, nothing is said of origins`() async throws {
        try await withServer { port in
            let result = await RawHTTP.talk(
                port: port, [.send(post("{}", headers: ["Origin: \(page)"])), .read(answers: 1)])
            #expect(result.statuses == [200])
            #expect(!result.text.contains("Access-Control") && !result.text.contains("Vary"))
        }
    }
}
