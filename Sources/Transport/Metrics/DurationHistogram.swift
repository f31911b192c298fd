import Synchronization

/// Durations, counted by how long they were. Noting one takes no lock.
public final class DurationHistogram: Sendable {
    /// What was noted so far.
    public struct Snapshot: Sendable, Equatable {
        /// The upper bounds in seconds, in order.
        public let bounds: [Double]
        /// How many were at most as long as each bound; the last is all of them.
        public let cumulative: [Int]
        /// All of them together, in seconds.
        public let sum: Double
    }

    private final class Count: Sendable {
        let value = Atomic<Int>(0)
    }

    private let bounds: [Double]
    private let counts: [Count]
    private let microseconds = Atomic<Int>(0)

    /// - Parameter bounds: upper bounds in seconds, in order.
    init(bounds: [Double]) {
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in Count() }
    }

    func note(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        let place = bounds.firstIndex { seconds <= $0 } ?? bounds.count
        counts[place].value.wrappingAdd(1, ordering: .relaxed)
        microseconds.wrappingAdd(Int(duration / .microseconds(1)), ordering: .relaxed)
    }

    /// What was noted so far.
    public var snapshot: Snapshot {
        var total = 0
        let cumulative = counts.map { count in
            total += count.value.load(ordering: .relaxed)
            return total
        }
        return Snapshot(
            bounds: bounds, cumulative: cumulative,
            sum: Double(microseconds.load(ordering: .relaxed)) / 1e6)
    }
}
