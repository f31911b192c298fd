import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import Transport

@Suite struct ShutdownTests {
    @Test func `sockets are told that the server goes, and streams when to come back`() async throws {
        let live = ScriptedLive()
        var limits = LiveLimits()
        limits.drainSpread = .milliseconds(300)
        let entrance = LiveEntrance(live, limits: limits)
        var closes: [String?] = []
        var streams: [RawHTTP.Result] = []
        try await ending(change: { $0.live = entrance }) { port, end in
            async let closed = Self.sockets(8, port)
            async let ended = Self.streams(8, port)
            while live.events.withLock({ $0.started.count < 16 }) { await Task.yield() }
            await end()
            closes = await closed
            streams = await ended
        }

        #expect(closes == Array(repeating: "1001 going away", count: 8))
        #expect(streams.count == 8)
        for result in streams {
            #expect(result.isClosed)
            #expect(result.body.contains(#""n":1"#))
            #expect(result.body.suffix(24).contains("retry: 3"), "\(result.body)")
            #expect(result.body.hasSuffix("\r\n0\r\n\r\n"))
            #expect(!result.body.contains("event: complete"))
        }
        #expect(live.events.withLock { $0.endings } == Array(repeating: .draining, count: 16))
        #expect(live.events.withLock { $0.cancelledStreams } == 16)
        #expect(entrance.connectionCount == 0)
    }

    /// How sockets with a subscription end.
    private static func sockets(_ count: Int, _ port: Int) async -> [String?] {
        await withTaskGroup(of: String?.self) { tasks in
            for _ in 0..<count {
                tasks.addTask {
                    await RawSocket.talk(port: port) { socket in
                        socket.start()
                        socket.subscribe("1", "events 1")
                        return socket.closing()
                    }
                }
            }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
    }

    /// What streams of a subscription bring until they end.
    private static func streams(_ count: Int, _ port: Int) async -> [RawHTTP.Result] {
        await withTaskGroup(of: RawHTTP.Result.self) { tasks in
            for _ in 0..<count {
                tasks.addTask {
                    let asked = post(#"{"query":"events 1"}"#, headers: ["Accept: text/event-stream"])
                    return await RawHTTP.talk(port: port, [.send(asked), .readToEnd])
                }
            }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `a request in flight is answered before the service ends`() async throws {
        let responder = ScriptedResponder()
        try await ending(responder) { port, end in
            async let answered = RawHTTP.talk(port: port, [.send(post("short")), .readToEnd])
            while responder.calls.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            await end()

            let result = await answered
            #expect(result.statuses == [200])
            #expect(result.isClosed)
        }
    }

    /// Runs a server until its graceful shutdown, which `body` begins, is over.
    private func ending(
        _ responder: ScriptedResponder = ScriptedResponder(),
        change: (inout HTTPService<ScriptedResponder>.Settings) -> Void = { _ in },
        _ body: (_ port: Int, _ end: @escaping @Sendable () async -> Void) async throws -> Void
    ) async throws {
        var settings = HTTPService<ScriptedResponder>.Settings(address: .hostname("127.0.0.1", port: 0))
        change(&settings)
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let service = HTTPService(
            settings: settings, responder: responder, readiness: Readiness { .ready }, logger: logger,
            onListening: { continuation.yield($0?.port ?? 0) })
        let group = ServiceGroup(services: [service], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            try await body(try #require(await iterator.next())) { await group.triggerGracefulShutdown() }
            try await tasks.waitForAll()
        }
    }
}
