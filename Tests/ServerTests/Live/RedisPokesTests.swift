import Logging
import Redis
import Restaurant
import Synchronization
import Testing

@testable import Server

/// Redis tells processes sooner, and nothing depends on it.
@Suite(.timeLimit(.minutes(1))) struct RedisPokesTests {
    /// What pokes where Redis does not.
    private final class Otherwise: EventPokes {
        let count = Mutex(0)

        func say() async { count.withLock { $0 += 1 } }
        func listen(_ hear: @escaping @Sendable () -> Void) async {
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        }
    }

    private struct Pokes: Sendable {
        let redis: RedisPokes
        let otherwise = Otherwise()
        let heard = Heard()

        /// How often PostgreSQL had to say it.
        var otherwiseCount: Int { otherwise.count.withLock { $0 } }

        init(_ url: String, rest: Duration = .seconds(3_600)) throws {
            var terms = Settings.Redis()
            terms.rest = rest
            // A busy machine takes long to connect: what is shown is what happens then, not how soon.
            terms.timeout = .milliseconds(500)
            redis = RedisPokes(
                try #require(RedisAddress(url)), terms, otherwise: otherwise, logger: Logger(label: "test"))
        }
    }

    private final class Heard: Sendable {
        private let count = Mutex(0)
        func hear() { count.withLock { $0 += 1 } }

        /// Whether something is heard after what was; waits for it.
        func more(than before: Int) async throws -> Bool {
            let end = ContinuousClock.now + .seconds(20)
            while ContinuousClock.now < end {
                if now > before { return true }
                try await Task.sleep(for: .milliseconds(10))
            }
            return false
        }

        var now: Int { count.withLock { $0 } }
    }

    private func listening(_ pokes: Pokes, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await pokes.redis.listen { pokes.heard.hear() } }
            defer { group.cancelAll() }
            try await body()
        }
    }

    @Test func `what one says all hear, and PostgreSQL has no work`() async throws {
        let server = try FakeRedis()
        defer { server.ends() }
        let pokes = try Pokes("redis://ana:secret@127.0.0.1:\(server.port)/3")
        try await listening(pokes) { () async throws in
            // The answer to the wish to listen.
            #expect(try await pokes.heard.more(than: 1))
            let before = pokes.heard.now
            await pokes.redis.say()
            #expect(try await pokes.heard.more(than: before))
        }
        #expect(pokes.otherwiseCount == 0)
        #expect(server.commands.filter { $0 == "AUTH ana secret" }.count == 2)
        #expect(server.commands.contains("SELECT 3"))
        #expect(server.commands.contains("PUBLISH comanda:events"))
    }

    @Test(arguments: [
        FakeRedis.Mood.hanging, .saying("-OOM command not allowed when used memory > 'maxmemory'.\r\n"),
        .saying("-READONLY You can't write against a read only replica.\r\n"),
        .saying("HTTP/1.1 400 Bad\r\n"),
        .saying("$99999999999\r\n"), .saying("*-7\r\n"),
    ])
    func `a Redis that does not do its work is asked five times, then left alone`(
        _ mood: FakeRedis.Mood
    ) async throws {
        let server = try FakeRedis(mood)
        defer { server.ends() }
        let pokes = try Pokes("redis://127.0.0.1:\(server.port)")

        for _ in 0..<20 { await pokes.redis.say() }

        // On a busy machine it reads what it was asked when the asker has given up, or never hears of it.
        for _ in 0..<200 where server.commands.count < 5 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(pokes.otherwiseCount == 20)
        #expect(server.commands.count <= 5)
    }

    @Test func `a Redis that is not there changes nothing`() async throws {
        let server = try FakeRedis()
        server.ends()
        let pokes = try Pokes("redis://127.0.0.1:\(server.port)")

        for _ in 0..<3 { await pokes.redis.say() }

        #expect(pokes.otherwiseCount == 3)
    }

    @Test func `after its rest Redis is used again`() async throws {
        let server = try FakeRedis(.saying("-LOADING\r\n"))
        defer { server.ends() }
        let pokes = try Pokes("redis://127.0.0.1:\(server.port)", rest: .milliseconds(200))
        for _ in 0..<5 { await pokes.redis.say() }
        server.becomes(.good)
        while server.commands.count < 6 {
            await pokes.redis.say()
            try await Task.sleep(for: .milliseconds(10))
        }
        let before = pokes.otherwiseCount
        await pokes.redis.say()

        #expect(pokes.otherwiseCount == before)
    }

    @Test func `a listener whose connection breaks or hangs listens again`() async throws {
        let server = try FakeRedis()
        defer { server.ends() }
        let pokes = try Pokes("redis://127.0.0.1:\(server.port)")
        try await listening(pokes) { () async throws in
            #expect(try await pokes.heard.more(than: 1))
            for mood in [FakeRedis.Mood.good, .hanging] {
                let before = pokes.heard.now
                if mood == .good { server.hangsUp() } else { server.becomes(.hanging) }
                // It is taken for gone after a few seconds of silence.
                if mood == .hanging { try await Task.sleep(for: .seconds(5)) }
                server.becomes(.good)
                #expect(try await pokes.heard.more(than: before))
                let again = pokes.heard.now
                await pokes.redis.say()
                #expect(try await pokes.heard.more(than: again))
            }
        }
    }

    @Test(arguments: [
        ("redis://host", "redis://host:6379/0"), ("redis://u:p@h:7/2", "redis://h:7/2"),
        ("redis://[::1]:6379", "redis://[::1]:6379/0"),
    ])
    func `an address shows where, and nothing secret`(_ text: String, _ shown: String) throws {
        let address = try #require(RedisAddress(text))
        #expect(address.description == shown)
    }

    @Test(arguments: [
        "", "host:6379", "rediss://host", "redis://", "redis://h:0", "redis://h/x", "redis://h?a=1",
    ])
    func `what is no address is refused`(_ text: String) {
        #expect(RedisAddress(text) == nil)
    }
}
