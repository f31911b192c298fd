import CEpoll
import Glibc
import Synchronization

/// A thread that waits for the sockets of its connections and runs the Swift jobs that need them.
///
/// It is an executor in both senses: the serial executor of the connection actors and, where a caller prefers
/// it, the task executor of the code between two rounds, so that consecutive rounds need no thread change.
//
// Why a reactor and not a thread per connection: `Benchmarks/PostgresTransport`, Swift 6.3.1 and PostgreSQL
// 15 over a Unix socket, two cores kept busy by other work (load 7 to 8), best of 15. Rounds a second, and
// CPU of our process a round:
//
//                                    1 row, 1 caller   1 row, 16        3,000 rows, 1    3,000 rows, 16
//   thread per connection            60,200   9 us     48,800  15 us    584   319 us     1,080   472 us
//   reactor, caller on Swift's pool  35,200  12 us     56,500  11 us    548   327 us     1,160   347 us
//   reactor, caller on it            41,200   7 us     84,300   8 us    526   295 us       840   398 us
//   2 reactors, caller on it         46,500   7 us     72,000   8 us    582   308 us     1,050   406 us
//
// What held in three runs (this one and two before rounds entered the reactor only once): with the caller on
// it a small round costs 0.5 to 0.8 of the CPU of a thread hand-off, and with 16 callers 1.5 to 1.7 times as
// many get through; hence a pool runs its bodies on the reactor. Large results cost 0.8 to 1.0 of the CPU,
// but with 16 callers one reactor brought 0.78 to 0.94 of the threads' rate. With one caller the rates were
// 0.69 to 1.1 of the threads': no clear winner on so busy a machine.
//
// Sendable: what other threads touch stands inside `inbox` (a mutex); all other mutable
// state is used by the reactor's thread only, which `preconditionInside` checks.
public final class Reactor: @unchecked Sendable {
    /// A unit of work: a Swift job or a plain closure.
    enum Work {
        case job(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    private struct Inbox {
        var work: [Work] = []
        var isAsleep = false
    }

    private let inbox = Mutex(Inbox())
    private let epoll: Int32
    private let wakeEvent: Int32
    private let ownThread = Atomic<UInt>(0)
    private var local: [Work] = []
    private var timers = TimerQueue<@Sendable () -> Void>()
    private var sockets: [UInt64: any SocketHandler] = [:]
    private var lastToken: UInt64 = 0

    /// Starts the thread. It and the reactor live until the process ends: executors are referred to unowned.
    init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeEvent = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        precondition(epoll >= 0 && wakeEvent >= 0, "no file descriptors left for a reactor")
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: 0))
        epoll_ctl(epoll, EPOLL_CTL_ADD, wakeEvent, &event)
        startThread { self.run() }
    }

    /// Whether the calling thread is the reactor's.
    var isInside: Bool { ownThread.load(ordering: .relaxed) == UInt(pthread_self()) }

    /// Traps when the reactor's own state is touched from elsewhere.
    func preconditionInside() {
        precondition(isInside, "the reactor's state belongs to its thread")
    }

    /// Puts work into the queue; free of locks and system calls from the reactor's own thread.
    func submit(_ work: Work) {
        if isInside {
            local.append(work)
            return
        }
        let mustWake = inbox.withLock { inbox in
            inbox.work.append(work)
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        if mustWake { eventfd_write(wakeEvent, 1) }
    }

    /// Runs a closure on the reactor's thread, soon.
    func perform(_ closure: @escaping @Sendable () -> Void) {
        submit(.closure(closure))
    }

    // MARK: Timers and sockets, from the reactor's thread only

    /// Runs a closure at a time.
    func schedule(at time: Nanoseconds, _ action: @escaping @Sendable () -> Void) -> UInt64 {
        preconditionInside()
        return timers.schedule(at: time, action)
    }

    /// Forgets a scheduled closure.
    func cancelTimer(_ id: UInt64) {
        preconditionInside()
        timers.cancel(id)
    }

    /// Reports events of a socket to `handler` until it is removed; returns the registration's token.
    func add(_ socket: Int32, _ handler: any SocketHandler) -> UInt64 {
        preconditionInside()
        lastToken += 1
        sockets[lastToken] = handler
        control(EPOLL_CTL_ADD, socket, token: lastToken, writable: false)
        return lastToken
    }

    /// Says whether the handler also waits for room to write.
    func update(_ socket: Int32, token: UInt64, writable: Bool) {
        preconditionInside()
        control(EPOLL_CTL_MOD, socket, token: token, writable: writable)
    }

    /// Ends the registration; must precede closing the socket.
    func remove(_ socket: Int32, token: UInt64) {
        preconditionInside()
        sockets[token] = nil
        epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nil)
    }

    private func control(_ operation: Int32, _ socket: Int32, token: UInt64, writable: Bool) {
        let events = EPOLLIN.rawValue | (writable ? EPOLLOUT.rawValue : 0)
        var event = epoll_event(events: events, data: epoll_data_t(u64: token))
        epoll_ctl(epoll, operation, socket, &event)
    }
}

/// Something that owns a socket of a reactor.
protocol SocketHandler: AnyObject, Sendable {
    /// Called on the reactor's thread when the socket is readable, broken or, if asked for, writable.
    func socketReady()
}

extension Reactor {
    /// Jobs that may run before sockets are looked at again, so that neither starves the other.
    private static let batchMax = 256
    private static let eventsMax: Int32 = 64

    private func run() {
        ownThread.store(UInt(pthread_self()), ordering: .relaxed)
        var events = [epoll_event](repeating: epoll_event(), count: Int(Self.eventsMax))
        while true {
            takeInbox()
            runBatch()
            fireTimers()
            wait(&events)
        }
    }

    private func takeInbox() {
        let arrived = inbox.withLock { inbox in
            inbox.isAsleep = false
            guard !inbox.work.isEmpty else { return [Work]() }
            return exchange(&inbox.work, with: [])
        }
        local.append(contentsOf: arrived)
    }

    private func runBatch() {
        var done = 0
        while done < Self.batchMax, !local.isEmpty {
            let batch = exchange(&local, with: [])
            for work in batch { perform(work) }
            done += batch.count
        }
    }

    private func perform(_ work: Work) {
        switch work {
        case .job(let job):
            job.runSynchronously(
                isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        case .closure(let closure):
            closure()
        }
    }

    private func fireTimers() {
        guard timers.nextTime != nil else { return }
        let now = MonotonicClock.now
        while let action = timers.popDue(now) { action() }
    }

    /// Sleeps until an event, a timer or new work; returns at once while work is left.
    private func wait(_ events: inout [epoll_event]) {
        let mayBlock =
            local.isEmpty
            && inbox.withLock { inbox in
                inbox.isAsleep = inbox.work.isEmpty
                return inbox.isAsleep
            }
        let count = epoll_wait(epoll, &events, Self.eventsMax, mayBlock ? timeout() : 0)
        for index in 0..<max(0, Int(count)) {
            let token = events[index].data.u64
            if token == 0 {
                var value: eventfd_t = 0
                eventfd_read(wakeEvent, &value)
            } else {
                // A handler removed by an earlier event of the same batch is not found, and so not called.
                sockets[token]?.socketReady()
            }
        }
    }

    /// Milliseconds until the next timer, rounded up so that it is due then; -1 for ever.
    private func timeout() -> Int32 {
        guard let next = timers.nextTime else { return -1 }
        let now = MonotonicClock.now
        guard next > now else { return 0 }
        return Int32(clamping: (next - now + 999_999) / 1_000_000)
    }
}

extension Reactor: SerialExecutor, TaskExecutor {
    public func enqueue(_ job: consuming ExecutorJob) {
        submit(.job(UnownedJob(job)))
    }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    public func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        UnownedTaskExecutor(ordinary: self)
    }

    /// Called by `assumeIsolated` outside any job, such as in a socket event.
    public func checkIsolated() {
        preconditionInside()
    }

    public func isIsolatingCurrentContext() -> Bool? {
        isInside
    }
}
