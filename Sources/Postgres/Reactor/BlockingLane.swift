import Dispatch

/// A few threads for libpq's blocking calls (connecting with its name look-up, cancel requests).
///
/// They never run on a reactor nor on Swift's cooperative pool, which would stop every other task. Each lane
/// is a serial queue, so no more than `count` calls block at once; cancel requests and connects have lanes of
/// their own, so that cancels stuck at a frozen server do not hold up the way to another one.
final class BlockingLane: Sendable {
    private let queues: [DispatchQueue]

    init(name: String, count: Int) {
        queues = (0..<count).map { DispatchQueue(label: "\(name)-\($0)") }
    }

    /// Runs a call on one of the threads, by the number of its owner so that one owner's calls stay in order.
    func submit(owner: UInt64, _ call: @escaping @Sendable () -> Void) {
        queues[Int(owner % UInt64(queues.count))].async(execute: call)
    }
}
