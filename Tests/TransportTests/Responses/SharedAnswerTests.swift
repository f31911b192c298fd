import Testing

@testable import Transport

/// Answers that caches may keep: what everybody gets alike.
@Suite struct SharedAnswerTests {
    private let target = "/graphql?query=public"

    private func talk(
        _ text: String, seconds: Int = 0
    ) async throws -> RawHTTP.Result {
        var result = RawHTTP.Result()
        try await withServer(change: { $0.sharedSeconds = seconds }) { port in
            result = await RawHTTP.talk(port: port, [.send(text), .read(answers: 1)])
        }
        return result
    }

    @Test func `a GET of the public has a tag, and is 304 to who has the body`() async throws {
        let first = try await talk(request("GET", target))
        #expect(first.statuses == [200])
        #expect(first.header("Cache-Control") == "public, no-cache")
        #expect(first.header("Vary")?.contains("Authorization") == true)
        let tag = try #require(first.header("ETag"))

        for known in [tag, "\"x\", \(tag)", "*", String(tag.dropFirst(2))] {
            let again = try await talk(request("GET", target, headers: ["If-None-Match: \(known)"]))
            #expect(again.statuses == [304], "\(known)")
            #expect(again.body.isEmpty)
            #expect(again.header("ETag") == tag)
        }
        let other = try await talk(request("GET", target, headers: ["If-None-Match: W/\"x\""]))
        #expect(other.statuses == [200])
    }

    @Test func `caches may answer in our place as long as the setting says`() async throws {
        let result = try await talk(request("GET", target), seconds: 30)
        #expect(result.header("Cache-Control") == "public, max-age=30")
    }

    @Test(arguments: [
        request("GET", "/graphql?query=public", headers: ["Authorization: Bearer x"]),
        request("GET", "/graphql?query=public", headers: ["Authorization: Basic x"]),
        request("GET", "/graphql?query=public", headers: ["Show-Cost: true"]),
        request("GET", "/graphql?query=public", headers: ["Act-As: org_1"]),
        request("GET", "/graphql?query=partial"), request("GET", "/graphql?query=invalid"),
        request("GET", "/graphql?query=down"), post("public"),
    ])
    func `nothing that is somebody's own, an error or written is kept`(_ text: String) async throws {
        let result = try await talk(text, seconds: 30)
        #expect(result.header("Cache-Control") == "no-store")
        #expect(result.header("ETag") == nil)
    }

    @Test func `bodies that differ have tags that differ`() {
        var tags: Set<String> = []
        for index in 0..<1_000 {
            tags.insert(Array("{\"data\":{\"a\":\(index)}}".utf8).withUnsafeBytes { BodyTag.of($0) })
        }
        #expect(tags.count == 1_000)
    }
}
