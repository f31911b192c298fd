import CEpoll
import Glibc

/// Waits for the connections of this process on its only thread: times are taken where things happen, and
/// nothing needs a lock.
final class Loop {
    private let poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private var events = [epoll_event](repeating: epoll_event(), count: 512)
    /// By their descriptors.
    private var wires: [Wire?] = []
    /// Where every connection's bytes come first.
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

    deinit {
        close(poll)
        room.deallocate()
    }

    /// Waits for a connection from now on.
    func add(_ wire: Wire, reads: Bool, writes: Bool) {
        let index = Int(wire.descriptor)
        while wires.count <= index { wires.append(nil) }
        wires[index] = wire
        control(EPOLL_CTL_ADD, wire, reads, writes)
    }

    /// Changes what is waited for.
    func change(_ wire: Wire, reads: Bool, writes: Bool) {
        control(EPOLL_CTL_MOD, wire, reads, writes)
    }

    /// Waits for it no more.
    func remove(_ wire: Wire) {
        epoll_ctl(poll, EPOLL_CTL_DEL, wire.descriptor, nil)
        wires[Int(wire.descriptor)] = nil
    }

    private func control(_ operation: Int32, _ wire: Wire, _ reads: Bool, _ writes: Bool) {
        let wanted = (reads ? EPOLLIN.rawValue : 0) | (writes ? EPOLLOUT.rawValue : 0)
        var event = epoll_event(events: wanted, data: epoll_data_t(fd: wire.descriptor))
        epoll_ctl(poll, operation, wire.descriptor, &event)
    }

    /// Runs until `isDone` says so, which is asked a thousand times a second at least.
    ///
    /// - Returns: whether it did before the time was over.
    @discardableResult
    func run(seconds: Double, until isDone: () -> Bool = { false }) -> Bool {
        let end = Clock.now + UInt64(seconds * 1e9)
        while !isDone() {
            guard Clock.now < end else { return false }
            let count = epoll_wait(poll, &events, Int32(events.count), 1)
            for event in events.prefix(Int(max(count, 0))) {
                // An earlier one of the same turn may have closed it.
                guard let wire = wires[Int(event.data.fd)] else { continue }
                wire.ready(event.events)
            }
        }
        return true
    }

    /// Calls `step` so often a second, evenly, however long a step takes.
    func pace(_ count: Int, perSecond rate: Double, _ step: (_ index: Int, _ due: UInt64) -> Void) {
        let start = Clock.now
        var index = 0
        run(seconds: 600) {
            while index < count {
                let due = start + UInt64(Double(index) / rate * 1e9)
                guard Clock.now >= due else { return false }
                step(index, due)
                index += 1
            }
            return true
        }
    }
}

/// The time that no one sets.
enum Clock {
    /// In nanoseconds.
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
