import Glibc
import Logging
import Redis
import Restaurant
import Synchronization

/// Pokes over Redis, and over PostgreSQL whenever Redis does not take them.
///
/// Redis may be away, hang, be full or talk nonsense: nobody sees anything of it.
struct RedisPokes: EventPokes {
    /// Where the messages are.
    static let channel = "comanda:events"

    private let publisher: RedisClient
    private let subscriber: RedisClient
    private let otherwise: any EventPokes
    private let terms: Settings.Redis
    private let rest: Rest
    private let logger: Logger

    /// - Parameter otherwise: what pokes where Redis does not, and is heard as well.
    init(_ address: RedisAddress, _ terms: Settings.Redis, otherwise: any EventPokes, logger: Logger) {
        // The client library writes to sockets that the peer may have closed.
        signal(SIGPIPE, SIG_IGN)
        let milliseconds = Int(terms.timeout / .milliseconds(1))
        publisher = RedisClient(address, milliseconds: milliseconds)
        subscriber = RedisClient(address, milliseconds: milliseconds)
        self.otherwise = otherwise
        self.terms = terms
        self.logger = logger
        rest = Rest(after: terms.maxFailures, for: terms.rest)
    }

    func say() async {
        if rest.isOver {
            let isSaid = await publisher.publish(to: Self.channel)
            rest.note(isSaid)
            if isSaid { return }
        }
        await otherwise.say()
    }

    func listen(_ hear: @escaping @Sendable () -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await otherwise.listen(hear) }
            group.addTask { await listenToRedis(hear) }
        }
    }

    private func listenToRedis(_ hear: @Sendable () -> Void) async {
        var pause = Duration.milliseconds(100)
        while !Task.isCancelled {
            if await subscriber.subscribe(to: Self.channel) {
                logger.info("listening to Redis")
                // Whatever was said before is made up for.
                hear()
                if await follow(hear) { pause = .milliseconds(100) }
                guard !Task.isCancelled else { return }
                logger.notice("Redis is gone; PostgreSQL pokes until it is back")
            }
            try? await Task.sleep(for: pause * Double.random(in: 0.5...1))
            pause = min(pause * 2, terms.rest)
        }
    }

    /// Hears until the connection is over; whether it ever heard anything.
    private func follow(_ hear: @Sendable () -> Void) async -> Bool {
        var hasHeard = false
        var silence = Duration.zero
        while !Task.isCancelled, let isSomething = await subscriber.hears(withinMilliseconds: 250) {
            silence = isSomething ? .zero : silence + .milliseconds(250)
            if isSomething {
                hasHeard = true
                hear()
            }
            // A server that hangs says nothing, like one where nothing happens: only this one answers.
            if silence == Self.quiet, await !subscriber.ping() { break }
            if silence >= Self.quiet * 2 {
                await subscriber.close()
                break
            }
        }
        return hasHeard
    }

    /// After how long a silence Redis is asked whether it is there, and again so long until it is taken for
    /// gone.
    private static let quiet = Duration.seconds(2)

    /// A rest after too many failures in a row, so that a Redis that hangs costs its time limit no more.
    private final class Rest: Sendable {
        private let failureMax: Int
        private let length: Duration
        private let state = Mutex((failures: 0, until: ContinuousClock.now))

        init(after failureMax: Int, for length: Duration) {
            self.failureMax = failureMax
            self.length = length
        }

        var isOver: Bool { state.withLock { $0.until <= .now } }

        func note(_ isDone: Bool) {
            state.withLock { state in
                state.failures = isDone ? 0 : state.failures + 1
                guard state.failures >= failureMax else { return }
                state = (0, .now + length)
            }
        }
    }
}
