import Synchronization

/// The threads of the PostgreSQL layer: reactors with connections spread over them, and lanes for blocking
/// calls.
///
/// Make one for the process. It is never torn down: Swift refers to executors unowned.
public final class ReactorGroup: Sendable {
    /// The reactors, to prefer one of them as a task's executor.
    public let reactors: [Reactor]
    let connectLane: BlockingLane
    let cancelLane: BlockingLane
    private let turn = Atomic<Int>(0)

    /// Starts `count` reactor threads.
    public init(count: Int = 1) {
        reactors = (0..<max(1, count)).map { _ in Reactor() }
        connectLane = BlockingLane(name: "postgres-connect", count: 4)
        cancelLane = BlockingLane(name: "postgres-cancel", count: 4)
    }

    /// The next reactor in turn.
    public func next() -> Reactor {
        let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return reactors[Int(UInt(bitPattern: turn) % UInt(reactors.count))]
    }
}
