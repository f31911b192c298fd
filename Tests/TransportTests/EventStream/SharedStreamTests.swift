import NIOCore
import Synchronization
import Testing

@testable import Transport

/// Streams of events that several operations share, over real connections.
@Suite struct SharedStreamTests {
    private struct House {
        let port: Int
        let live: ScriptedLive

        func ask(_ method: String, _ target: String = "/graphql", _ headers: [String] = []) async
            -> RawHTTP.Result
        {
            let closing = ["Connection: close"] + headers
            return await RawHTTP.talk(
                port: port, [.send(request(method, target, headers: closing)), .readToEnd])
        }

        /// Reserves a stream for whoever the token says.
        func reserve(_ token: String) async throws -> String {
            let answer = await ask(
                "PUT", "/graphql", ["Authorization: Bearer \(token)", "Content-Length: 0"])
            #expect(answer.statuses == [201])
            #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
            let name = String(answer.body)
            #expect(name.count == 52)
            return name
        }

        /// The status of beginning an operation.
        func start(_ query: String, _ id: String, on name: String) async -> Int? {
            let body = #"{"query":"\#(query)","extensions":{"operationId":"\#(id)"}}"#
            let headers = ["X-GraphQL-Event-Stream-Token: \(name)", "Connection: close"]
            let answer = await RawHTTP.talk(port: port, [.send(post(body, headers: headers)), .readToEnd])
            return answer.statuses.first
        }

        /// Reads a stream to its end.
        func read(_ name: String) async -> RawHTTP.Result {
            await ask("GET", "/graphql?token=\(name)", ["Accept: text/event-stream"])
        }
    }

    private func inHouse(
        change: (inout LiveLimits) -> Void = { _ in }, _ body: (House) async throws -> Void
    ) async throws {
        let live = ScriptedLive()
        var limits = LiveLimits()
        change(&limits)
        let entrance = LiveEntrance(live, limits: limits)
        try await withServer(change: { $0.live = entrance }) { port in
            try await body(House(port: port, live: live))
        }
        #expect(entrance.connectionCount == 0)
        #expect(live.events.withLock { $0.disconnected == $0.hellos.count })
    }

    @Test func `operations share a stream, and each event says whose it is`() async throws {
        try await inHouse { house in
            let name = try await house.reserve("short")
            #expect(await house.start("count 2", "a", on: name) == 202)
            #expect(await house.start("{ a }", "b", on: name) == 202)
            #expect(await house.start("invalid", "c", on: name) == 202)
            let answer = await house.read(name)

            #expect(answer.statuses == [200])
            #expect(answer.header("Content-Type") == "text/event-stream; charset=utf-8")
            for event in [
                #"next|{"id":"a","payload":{"data":{"n":1,"padding":""}}}"#,
                #"next|{"id":"a","payload":{"data":{"n":2,"padding":""}}}"#, #"complete|{"id":"a"}"#,
                #"next|{"id":"b","payload":{"data":{"__typename":"Query"}}}"#, #"complete|{"id":"b"}"#,
                #"next|{"id":"c","payload":{"errors":[{"message":"no ]\" field"}]}}"#,
                #"complete|{"id":"c"}"#,
            ] {
                let parts = event.split(separator: "|", maxSplits: 1)
                #expect(answer.body.contains("event: \(parts[0])\ndata: \(parts[1])\n\n"), "\(event)")
            }
            #expect(answer.body.hasSuffix("\r\n0\r\n\r\n"))
            // With its reader a stream is over.
            #expect(await house.start("{ a }", "d", on: name) == 404)
            #expect(await house.read(name).statuses == [404])
        }
    }

    @Test func `an operation that is deleted ends, and the stream goes on`() async throws {
        try await inHouse { house in
            let name = try await house.reserve("short")
            #expect(await house.start("events 1", "a", on: name) == 202)
            async let read = house.read(name)
            for _ in 0..<500 where house.live.events.withLock({ $0.started.isEmpty }) {
                try await Task.sleep(for: .milliseconds(2))
            }
            let named = ["X-GraphQL-Event-Stream-Token: \(name)"]
            #expect(await house.ask("DELETE", "/graphql?operationId=a", named).statuses == [200])
            for _ in 0..<500 where house.live.events.withLock({ $0.cancelledStreams == 0 }) {
                try await Task.sleep(for: .milliseconds(2))
            }
            #expect(house.live.events.withLock { $0.cancelledStreams } == 1)
            #expect(await house.ask("DELETE", "/graphql", named).statuses == [400])
            #expect(await read.statuses == [200])
        }
    }

    @Test func `ids are unique while they run, and operations have a limit`() async throws {
        try await inHouse(change: { $0.operations = 2 }) { house in
            let name = try await house.reserve("anna")
            #expect(await house.start("events 0", "a", on: name) == 202)
            #expect(await house.start("events 0", "a", on: name) == 409)
            #expect(await house.start("events 0", "b", on: name) == 202)
            #expect(await house.start("events 0", "c", on: name) == 429)
        }
    }

    @Test func `a stream that nobody reserved is not there, nor one whose credential is not good`()
        async throws
    {
        try await inHouse { house in
            #expect(await house.start("{ a }", "a", on: "unknown") == 404)
            #expect(await house.read("unknown").statuses == [404])
            let named = ["X-GraphQL-Event-Stream-Token: unknown"]
            #expect(await house.ask("DELETE", "/graphql?operationId=a", named).statuses == [404])
        }
        let live = ScriptedLive()
        try await withServer(change: { $0.live = LiveEntrance(live) }) { port in
            let house = House(port: port, live: live)
            let wrong = try await house.reserve("wrong")
            #expect(await house.read(wrong).statuses == [401])
            let busy = try await house.reserve("busy")
            #expect(await house.read(busy).statuses == [503])
        }
    }

    @Test func `streams that nobody reads are few, and forgotten in time`() throws {
        let streams = SharedStreams()
        let start = ContinuousClock.now
        let hello = LiveHello(way: .eventStream, bearerToken: nil, requestID: "1")
        let names = try (0..<SharedStreams.unreadMaxOfAddress).map { _ in
            try streams.reserve(hello, now: start)
        }
        #expect(Set(names).count == names.count)
        #expect(throws: SharedStreams.Refusal.tooMany) { try streams.reserve(hello, now: start) }
        _ = try streams.open(names[0], now: start)
        #expect(throws: SharedStreams.Refusal.isOpen) { try streams.open(names[0], now: start) }

        let late = start + SharedStreams.patience
        #expect(throws: SharedStreams.Refusal.missing) { try streams.open(names[1], now: late) }
        _ = try streams.reserve(hello, now: late)
        // Whoever is read stays.
        try streams.cancel("a", on: names[0], now: late)
        streams.close(names[0])
        #expect(throws: SharedStreams.Refusal.missing) { try streams.open(names[0], now: late) }
    }
}
