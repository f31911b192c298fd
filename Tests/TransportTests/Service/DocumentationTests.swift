import Testing

@testable import Transport

/// Pages below `/docs`, whoever makes them.
@Suite struct DocumentationTests {
    /// Says who asked for what.
    private struct Echo: PageService {
        func reply(to call: GraphQLCall, at path: String, search: String) async -> PageReply {
            switch path {
            case "/docs/none": .missing(ServedPage("<p>none</p>", contentType: "text/html; charset=utf-8"))
            case "/docs/secret": .refused(.unauthenticated)
            default:
                .found(
                    ServedPage(
                        "<p>\(path) \(search) \(call.bearerToken ?? "nobody")</p>",
                        contentType: "text/html; charset=utf-8"))
            }
        }
    }

    private func talk(
        _ text: String, answers: Int = 1
    ) async throws -> RawHTTP.Result {
        var result = RawHTTP.Result()
        try await withServer(change: { $0.documentation = Echo() }) { port in
            result = await RawHTTP.talk(port: port, [.send(text), .read(answers: answers)])
        }
        return result
    }

    @Test func `a page is made for who asks`() async throws {
        let path = "/docs/search?x=1&q=a%20b+c&q=d"
        let own = try await talk(request("GET", path, headers: ["Authorization: Bearer me"]))
        #expect(own.body == "<p>/docs/search a b c me</p>")
        #expect(own.header("Cache-Control") == "private, no-cache")
        let everybody = try await talk(request("GET", "/docs"))
        #expect(everybody.body == "<p>/docs  nobody</p>")
        #expect(everybody.header("Cache-Control") == "public, no-cache")
        #expect(everybody.header("Vary")?.contains("Authorization") == true)
        let policy = try #require(everybody.header("Content-Security-Policy"))
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self'"))
        #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
    }

    @Test func `who has a page is told so`() async throws {
        let tag = try #require(try await talk(request("GET", "/docs")).header("ETag"))
        let again = try await talk(request("GET", "/docs", headers: ["If-None-Match: \(tag)"]))
        #expect(again.statuses == [304] && again.body.isEmpty)
        let other = try await talk(request("GET", "/docs/types", headers: ["If-None-Match: \(tag)"]))
        #expect(other.statuses == [200])
    }

    @Test func `a page is only read, and what is none is 404`() async throws {
        let asked = [
            request("HEAD", "/docs"), request("POST", "/docs", headers: ["Content-Length: 0"]),
            request("GET", "/docs/none"), request("GET", "/docs/secret"), request("GET", "/docsx"),
            request("GET", "/llms.txt"), request("OPTIONS", "/docs"),
        ]
        let result = try await talk(asked.joined(), answers: 7)
        #expect(result.statuses == [200, 405, 404, 401, 404, 200, 204])
    }

    @Test func `what is none is a page to a browser, which may have a token to try`() async throws {
        let asked = request("GET", "/docs/none", headers: ["Accept: text/html,*/*;q=0.8"])
        let result = try await talk(asked)
        #expect(result.statuses == [404])
        #expect(result.body == "<p>none</p>")
        #expect(result.header("Cache-Control") == "no-store")
        #expect(result.header("Content-Security-Policy")?.contains("script-src 'self'") == true)
    }

    @Test func `where none are served there is nothing`() async throws {
        try await withServer { port in
            let asked = request("GET", "/docs") + request("GET", "/docs/a") + request("GET", "/llms.txt")
            let result = await RawHTTP.talk(port: port, [.send(asked), .read(answers: 3)])
            #expect(result.statuses == [404, 404, 404])
        }
    }
}
