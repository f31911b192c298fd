import Synchronization

/// How many requests may be in flight at once; the next one is refused at once instead of queued.
final class Admission: Sendable {
    private let inFlight = Atomic<Int>(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a place. False if there is none; then `leave` must not be called.
    func enter() -> Bool {
        guard inFlight.wrappingAdd(1, ordering: .relaxed).newValue <= limit else {
            leave()
            return false
        }
        return true
    }

    /// Gives a place back.
    func leave() {
        inFlight.wrappingSubtract(1, ordering: .relaxed)
    }
}
