import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Testing

@testable import Transport

@Suite struct ShutdownTests {
    @Test func `a request in flight is answered before the service ends`() async throws {
        let responder = ScriptedResponder()
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let service = HTTPService(
            settings: .init(address: .hostname("127.0.0.1", port: 0)), responder: responder,
            readiness: Readiness { .ready }, logger: logger,
            onListening: { continuation.yield($0?.port ?? 0) })
        let group = ServiceGroup(services: [service], logger: logger)

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            async let answered = RawHTTP.talk(port: port, [.send(post("short")), .readToEnd])
            while responder.calls.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            await group.triggerGracefulShutdown()

            let result = await answered
            #expect(result.statuses == [200])
            #expect(result.isClosed)
            try await tasks.waitForAll()
        }
    }
}
