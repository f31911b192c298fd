import Synchronization

/// Buckets in the memory of one process; never more than so many.
///
/// What has been taken is kept, not what is left, so that a rule may change while a bucket is in use. A
/// bucket that has filled up again tells nothing and makes room first. Where all tell something, the fullest
/// of a few goes: whoever holds many addresses can make others' debts be forgotten, and nothing worse.
///
/// Buckets lie in parts with a lock each, as event loops and reactors ask at the same time.
final class MemoryBuckets: BucketStore {
    private struct Slot {
        var key: BucketKey
        var taken: Double
        /// Seconds since the store was made.
        var at: Double
        var rule: BucketRule

        /// What is taken of a full bucket at a moment.
        func taken(at moment: Double) -> Double {
            max(taken - max(moment - at, 0) * rule.perSecond, 0)
        }
    }

    private struct Part {
        var places: [BucketKey: Int] = [:]
        var slots: [Slot] = []
        /// Where the next search for room begins.
        var hand = 0
    }

    private final class LockedPart: Sendable {
        let state = Mutex(Part())
    }

    private let parts: [LockedPart]
    private let slotsMax: Int
    private let start: ContinuousClock.Instant
    private let now: @Sendable () -> ContinuousClock.Instant

    /// How many buckets are looked at for one that can go.
    private static let searchMax = 8

    /// - Parameters:
    ///   - countMax: most buckets.
    ///   - parts: locks.
    init(
        countMax: Int, parts: Int = 16,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        let parts = min(max(parts, 1), max(countMax, 1))
        self.parts = (0..<parts).map { _ in LockedPart() }
        slotsMax = max(countMax / parts, 1)
        self.now = now
        start = now()
    }

    /// Buckets that are kept now.
    var count: Int { parts.reduce(0) { $0 + $1.state.withLock { $0.slots.count } } }

    func take(_ amount: Double, from key: BucketKey, _ rule: BucketRule) -> BucketLevel {
        let amount = min(max(amount, 0), rule.capacity)
        let moment = moment
        return part(of: key).state.withLock { part in
            var taken = part.places[key].map { part.slots[$0].taken(at: moment) } ?? 0
            let missing = taken + amount - rule.capacity
            // Fractions of a unit come from the division by time alone.
            guard missing <= 1e-6 else {
                return BucketLevel(
                    isGranted: false, available: max(rule.capacity - taken, 0), wait: missing / rule.perSecond
                )
            }
            taken += amount
            put(Slot(key: key, taken: taken, at: moment, rule: rule), into: &part)
            return BucketLevel(isGranted: true, available: max(rule.capacity - taken, 0), wait: 0)
        }
    }

    func giveBack(_ amount: Double, to key: BucketKey, _ rule: BucketRule) {
        guard amount > 0 else { return }
        let moment = moment
        part(of: key).state.withLock { part in
            // A bucket that is gone is full.
            guard let place = part.places[key] else { return }
            let taken = max(part.slots[place].taken(at: moment) - amount, 0)
            part.slots[place] = Slot(key: key, taken: taken, at: moment, rule: rule)
        }
    }

    func available(in key: BucketKey, _ rule: BucketRule) -> Double {
        let moment = moment
        return part(of: key).state.withLock { part in
            let taken = part.places[key].map { part.slots[$0].taken(at: moment) } ?? 0
            return max(rule.capacity - taken, 0)
        }
    }

    private var moment: Double {
        let (seconds, attoseconds) = start.duration(to: now()).components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }

    private func part(of key: BucketKey) -> LockedPart {
        // The hash is seeded anew in each process, so nobody can aim at one part.
        parts[Int(UInt(bitPattern: key.hashValue) % UInt(parts.count))]
    }

    private func put(_ slot: Slot, into part: inout Part) {
        if let place = part.places[slot.key] {
            part.slots[place] = slot
        } else if part.slots.count < slotsMax {
            part.places[slot.key] = part.slots.count
            part.slots.append(slot)
        } else {
            let place = evicted(from: &part, at: slot.at)
            part.places[part.slots[place].key] = nil
            part.places[slot.key] = place
            part.slots[place] = slot
        }
    }

    /// A full bucket, or the fullest of a few.
    private func evicted(from part: inout Part, at moment: Double) -> Int {
        var best = part.hand
        var least = Double.infinity
        for _ in 0..<min(Self.searchMax, part.slots.count) {
            let place = part.hand
            part.hand = (part.hand + 1) % part.slots.count
            let share = part.slots[place].taken(at: moment) / part.slots[place].rule.capacity
            if share < least {
                least = share
                best = place
            }
            if share <= 0 { break }
        }
        return best
    }
}
