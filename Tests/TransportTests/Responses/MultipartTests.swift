import GraphQLExecution
import GraphQLSchema
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Transport

extension ScriptedResponder {
    /// `parts 3` answers in three payloads (of a megabyte, where it is `padded`), `broken` breaks off after
    /// one, `endless` goes on until nobody wants more; everything else is answered whole.
    func respond(
        to call: GraphQLCall, deliver: @Sendable (GraphQLPayload) -> Bool
    ) async -> GraphQLReply? {
        switch call.text {
        case "broken": _ = deliver(payload(0, hasNext: true))
        case "endless":
            var number = 0
            while number < 1_000, deliver(payload(number, isPadded: true, hasNext: true)) { number += 1 }
            taken.withLock { $0 = number }
        case let text where text.hasPrefix("parts "):
            let words = text.split(separator: " ")
            let count = Int(words[1]) ?? 1
            for number in 0..<count {
                let part = payload(number, isPadded: words.count > 2, hasNext: number < count - 1)
                guard deliver(part) else { return nil }
                taken.withLock { $0 += 1 }
            }
        default: return await respond(to: call)
        }
        return nil
    }

    private static let megabyte = padding(1 << 20)

    private func payload(_ number: Int, isPadded: Bool = false, hasNext: Bool) -> GraphQLPayload {
        var body = isPadded ? Self.megabyte : ResponseBuffer()
        body.append("{\"part\":\(number)}")
        return GraphQLPayload(GraphQLResponse(body: body, kind: .data), hasNext: hasNext)
    }
}

/// - SeeAlso: RFC 2046 §5.1; RFC 9112 §7.1
@Suite struct MultipartTests {
    private static let accept = "Accept: multipart/mixed, application/json"
    private static let close = "Connection: close"

    private func answer(_ text: String) async throws -> RawHTTP.Result {
        var result = RawHTTP.Result()
        try await withServer { port in
            result = await RawHTTP.talk(port: port, [.send(text), .readToEnd])
        }
        return result
    }

    @Test func `each payload is a part, and the boundary follows it at once`() async throws {
        let result = try await answer(
            post("parts 3", headers: [Self.accept, Self.close, "X-Request-ID: abc-1"]))

        #expect(result.statuses == [200])
        #expect(result.header("Content-Type") == "multipart/mixed; boundary=\"-\"")
        #expect(result.header("Transfer-Encoding") == "chunked")
        #expect(result.header("Content-Length") == nil)
        #expect(result.header("X-Request-ID") == "abc-1")
        let type = "Content-Type: application/json; charset=utf-8"
        #expect(
            chunks(result.body) == [
                "\r\n---\r\n\(type)\r\n\r\n{\"part\":0}\r\n---", "\r\n\(type)\r\n\r\n{\"part\":1}\r\n---",
                "\r\n\(type)\r\n\r\n{\"part\":2}\r\n-----\r\n", "",
            ])
    }

    @Test func `one payload is answered whole`() async throws {
        let result = try await answer(post("parts 1", headers: [Self.accept, Self.close]))

        #expect(result.header("Content-Type") == "application/json; charset=utf-8")
        #expect(result.body == #"{"part":0}"#)
    }

    @Test func `what no payload was made for is answered whole`() async throws {
        let accept = "Accept: multipart/mixed, application/graphql-response+json"
        let result = try await answer(post("invalid", headers: [accept, Self.close]))

        #expect(result.statuses == [422])
        #expect(result.body == #"{"errors":[]}"#)
    }

    @Test func `another request may follow on the connection`() async throws {
        let result = try await answer(
            post("parts 2", headers: [Self.accept]) + post("x", headers: [Self.accept, Self.close]))

        #expect(result.statuses == [200, 200])
        #expect(result.text.hasSuffix(#"{"data":{"__typename":"Query"}}"#))
    }

    @Test func `an answer that breaks off ends the connection without its end`() async throws {
        let result = try await answer(post("broken", headers: [Self.accept]))

        #expect(result.isClosed)
        #expect(chunks(result.body).count == 1)
        #expect(!result.text.contains("-----"))
    }

    @Test func `payloads wait for a slow reader within the limit, not where they are made`() async throws {
        let responder = ScriptedResponder()
        try await withServer(responder) { port in
            async let slow = RawHTTP.talk(
                port: port,
                [
                    .send(post("parts 32 padded", headers: [Self.accept, Self.close])),
                    .pause(milliseconds: 500), .readToEnd,
                ])
            for _ in 0..<2_000 where responder.taken.withLock({ $0 }) < 32 {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(responder.taken.withLock { $0 } == 32)
            #expect(await slow.text.hasSuffix("\r\n-----\r\n\r\n0\r\n\r\n"))
        }
    }

    @Test func `a reader with more parts waiting than the limit is dropped`() async throws {
        let responder = ScriptedResponder()
        try await withServer(responder, change: { $0.unsentBytesMax = 24 << 20 }) { port in
            let result = await RawHTTP.talk(
                port: port,
                [.send(post("endless", headers: [Self.accept])), .pause(milliseconds: 3_000), .readToEnd])
            #expect(result.isClosed)
            for _ in 0..<2_000 where responder.taken.withLock({ $0 }) == 0 {
                try await Task.sleep(for: .milliseconds(5))
            }
        }

        #expect((1..<64).contains(responder.taken.withLock { $0 }))
    }

    @Test(arguments: [
        ("multipart/mixed", true), ("multipart/mixed;incrementalSpec=v0.2, application/json", true),
        ("application/json, Multipart/Mixed; boundary=\"-\"; q=0.9", true),
        ("multipart/mixed;deferSpec=20220824, application/json", false),
        ("multipart/mixed;q=0, application/json", false), ("*/*", false), ("application/json", false),
    ])
    func `parts are sent only to who asks for them`(accept: String, inParts: Bool) async throws {
        #expect(ResponseMediaType.takesParts(accept: accept) == inParts)
    }

    @Test func `HTTP 1.0 knows no chunks`() async throws {
        let text = post("x", headers: [Self.accept]).replacing(
            "HTTP/1.1", with: "HTTP/1.0", maxReplacements: 1)
        let responder = ScriptedResponder()
        try await withServer(responder) { port in
            _ = await RawHTTP.talk(port: port, [.send(text), .readToEnd])
        }

        #expect(responder.calls.map(\.takesParts) == [false])
    }

    /// The data of each chunk.
    private func chunks(_ body: Substring) -> [String] {
        var chunks: [String] = []
        var rest = body
        while let end = rest.range(of: "\r\n"), let count = Int(rest[..<end.lowerBound], radix: 16) {
            let data = rest[end.upperBound...].utf8.prefix(count)
            chunks.append(String(Substring(data)))
            rest = Substring(rest[end.upperBound...].utf8.dropFirst(count + 2))
        }
        return chunks
    }
}

/// From a request to its parts through the engine.
@Suite struct DeferredAnswerTests {
    private struct Dish: Sendable {
        let name: String
        let course: String
    }

    private func endpoint() throws -> Endpoint<EngineResponder<MemorySessions>> {
        let schema = try Schema(
            sdl: """
                type Query { dishes: [Dish!]! }
                type Dish { name: String! course: String! others: [Dish!]! }
                """, deliversIncrementally: true)
        let dishes = ArraySource(
            "Dish", of: [Dish(name: "soup", course: "first"), Dish(name: "cake", course: "last")],
            columns: [.text("name") { $0.name }, .text("course") { $0.course }])
        let others = dishes.many("others", where: "course", equals: .parent(dishes["course"]))
        let service = try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(typeName: "Query", fields: [dishes.all("dishes")]),
                dishes.resolver(in: schema, adding: [others]),
            ])
        let responder = EngineResponder(service: service) { _ throws(CallRefusal) in
            .init(caller: (), access: .all)
        }
        return Endpoint(
            responder: responder, readiness: Readiness { .ready },
            admission: Admission(limit: 1), profile: .spec, tellsTime: false)
    }

    private func parts(_ query: String, accept: String) async throws -> [String] {
        let endpoint = try endpoint()
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/graphql")
        head.headers.add(name: "host", value: "test")
        head.headers.add(name: "content-type", value: "application/json")
        head.headers.add(name: "accept", value: accept)
        let body = ByteBuffer(string: "{\"query\": \"\(query)\"}")
        guard case .work(let work) = endpoint.begin(head, body: body) else { return [] }
        let sent = Mutex<[String]>([])
        let last = await endpoint.perform(work) { part in
            sent.withLock { $0.append(String(buffer: part)) }
            return true
        }
        return sent.withLock { $0 } + [last.map { String(buffer: $0) } ?? "broken off"]
    }

    @Test func `what is deferred is a part of its own`() async throws {
        let query = "{ dishes { name ... @defer { others { name } } } }"

        let parts = try await parts(query, accept: "multipart/mixed;incrementalSpec=v0.2, application/json")
        let whole = try await self.parts(query, accept: "application/json")

        #expect(parts.count == 2)
        #expect(parts[0].contains(#"{"data":{"dishes":[{"name":"soup"},{"name":"cake"}]},"pending":["#))
        #expect(parts[1].contains(#"{"id":"0","data":{"others":[{"name":"soup"}]}}"#))
        #expect(parts[1].hasSuffix("\"hasNext\":false}\r\n-----\r\n\r\n0\r\n\r\n"))
        #expect(whole.count == 1)
        #expect(whole[0].hasSuffix(#"{"name":"cake","others":[{"name":"cake"}]}]}}"#))
    }

    @Test func `a refused request has its status, parts or not`() async throws {
        let parts = try await parts("{ nope }", accept: "multipart/mixed, application/graphql-response+json")

        #expect(parts.count == 1)
        #expect(parts[0].hasPrefix("HTTP/1.1 4"))
    }
}
