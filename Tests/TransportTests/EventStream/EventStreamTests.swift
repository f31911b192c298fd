import Glibc
import NIOCore
import Synchronization
import Testing

@testable import Transport

/// Streams of events over real connections.
@Suite struct EventStreamTests {
    /// Sends a request and reads its answer to the end of the connection.
    private func talk(
        _ request: String, live: ScriptedLive = ScriptedLive(),
        change: (inout LiveLimits) -> Void = { _ in }
    ) async throws -> RawHTTP.Result {
        var limits = LiveLimits()
        change(&limits)
        let entrance = LiveEntrance(live, limits: limits)
        var result = RawHTTP.Result()
        try await withServer(change: { $0.live = entrance }) { port in
            result = await RawHTTP.talk(port: port, [.send(request), .readToEnd])
        }
        #expect(entrance.connectionCount == 0)
        return result
    }

    private static let takes = ["Accept: text/event-stream", "Connection: close"]

    private func asking(_ query: String, headers: [String] = []) -> String {
        post(#"{"query":"\#(query)"}"#, headers: Self.takes + headers)
    }

    @Test func `a subscription is a stream of results with their cursors`() async throws {
        let answer = try await talk(asking("count 2"))

        #expect(answer.statuses == [200])
        #expect(answer.header("Content-Type") == "text/event-stream; charset=utf-8")
        #expect(answer.header("X-Accel-Buffering") == "no")
        #expect(answer.header("Cache-Control") == "no-store")
        #expect(answer.body.contains("retry: 3"))
        for number in 1...2 {
            let event = "event: next\nid: \(number)\ndata: {\"data\":{\"n\":\(number),\"padding\":\"\"}}\n\n"
            #expect(answer.body.contains(event))
        }
        #expect(answer.body.hasSuffix("event: complete\ndata:\n\n\r\n0\r\n\r\n"))
    }

    @Test func `a query is a stream of one result`() async throws {
        let answer = try await talk(asking("{ a }"))

        #expect(answer.body.contains("event: next\ndata: {\"data\":{\"__typename\":\"Query\"}}\n\n"))
        #expect(answer.body.contains("event: complete\n"))
    }

    @Test func `a client that takes JSON too gets JSON`() async throws {
        let accept = ["Accept: application/json, text/event-stream, multipart/mixed", "Connection: close"]
        let answer = try await talk(post(#"{"query":"{ a }"}"#, headers: accept))

        #expect(answer.header("Content-Type")?.hasPrefix("application/json") == true)
    }

    @Test func `a request that is refused is a result of errors alone`() async throws {
        let answer = try await talk(asking("invalid"))

        #expect(answer.statuses == [200])
        #expect(
            answer.body.contains("event: next\ndata: {\"errors\":[{\"message\":\"no ]\\\" field\"}]}\n\n"))
        #expect(answer.body.contains("event: complete\n"))
    }

    @Test func `a client that comes back says behind which event, and by GET it changes nothing`()
        async throws
    {
        let live = ScriptedLive()
        let answer = try await talk(
            request(
                "GET", "/graphql?query=count%201",
                headers: Self.takes + ["Last-Event-ID: 41", "Authorization: Bearer anna"]), live: live)

        #expect(answer.statuses == [200])
        let hello = try #require(live.events.withLock { $0.hellos.first })
        #expect(hello.resumesAfter == 41)
        #expect(hello.queriesOnly)
        #expect(hello.way == .eventStream)
        #expect(hello.bearerToken == "anna")
    }

    @Test(arguments: ["x", "-1", "99999999999999999999", "1 2"])
    func `what can't be an event's id gets no stream`(_ id: String) async throws {
        let answer = try await talk(asking("count 1", headers: ["Last-Event-ID: \(id)"]))

        #expect(answer.statuses == [400])
        #expect(answer.body.contains("BAD_USER_INPUT"))
        #expect(!answer.body.contains("event:"))
    }

    @Test(arguments: [("wrong", 401), ("busy", 503)])
    func `a credential that is not good gets no stream`(_ token: String, _ status: Int) async throws {
        let answer = try await talk(asking("count 1", headers: ["Authorization: Bearer \(token)"]))

        #expect(answer.statuses == [status])
        #expect(!answer.body.contains("event:"))
    }

    @Test func `a body that is no request gets no stream`() async throws {
        let answer = try await talk(post("[]", headers: Self.takes))

        #expect(answer.statuses == [400])
        #expect(answer.body.contains("BATCHING_OFF"))
    }

    @Test func `a stream without events beats, and ends with its credential`() async throws {
        let live = ScriptedLive()
        let answer = try await talk(
            asking("events 0", headers: ["Authorization: Bearer short"]), live: live,
            change: { $0.heartbeat = .milliseconds(20) })

        #expect(answer.body.contains("\r\n:\n\n\r\n"))
        #expect(answer.body.hasSuffix("\n\n\r\n0\r\n\r\n"))
        #expect(!answer.body.contains("event: complete"))
        #expect(live.events.withLock { $0.cancelledStreams } == 1)
        #expect(live.events.withLock { $0.endings } == [.forbidden])
    }

    @Test func `a client that leaves ends its subscription`() async throws {
        let live = ScriptedLive()
        let entrance = LiveEntrance(live)
        try await withServer(change: { $0.live = entrance }) { port in
            _ = await RawHTTP.talk(port: port, [.send(asking("events 1")), .pause(milliseconds: 50)])
            for _ in 0..<500 where entrance.connectionCount > 0 {
                try await Task.sleep(for: .milliseconds(10))
            }
        }

        #expect(entrance.connectionCount == 0)
        #expect(live.events.withLock { $0.cancelledStreams } == 1)
        #expect(live.events.withLock { $0.endings } == [.left])
    }

    @Test func `a client that asks for more than it takes is let go`() async throws {
        let live = ScriptedLive()
        var limits = LiveLimits()
        limits.unsentBytes = 1 << 20
        let entrance = LiveEntrance(live, limits: limits)
        try await withServer(change: { $0.live = entrance }) { port in
            await RawSocket.talk(port: port) { reader in
                reader.write(Array(asking("wide 1000").utf8))
                for _ in 0..<1_000 where live.events.withLock({ $0.endings.isEmpty }) { usleep(10_000) }
            }
        }

        #expect(live.events.withLock { $0.endings } == [.slow])
    }

    @Test(arguments: [("count 1", LiveEnding.finished), ("invalid", .finished), ("slow", .slow)])
    func `it is known how a stream ended`(_ query: String, _ ending: LiveEnding) async throws {
        let live = ScriptedLive()
        _ = try await talk(asking(query), live: live)
        #expect(live.events.withLock { $0.endings } == [ending])
    }

    @Test func `more streams than an address may have are refused`() async throws {
        let answer = try await talk(asking("count 1"), change: { $0.connectionsPerAddress = 0 })

        #expect(answer.statuses == [429])
    }
}
