/// What happens at which time, soonest first: a binary heap on the monotonic clock.
///
/// Canceling leaves the entry in the heap until its time comes, since most timers are canceled and a heap
/// finds its top only; the dictionary says which entries still mean something.
struct TimerQueue<Action> {
    /// Names a scheduled action for canceling it.
    typealias ID = UInt64

    private struct Entry {
        let time: UInt64
        let id: ID
    }

    private var heap: [Entry] = []
    private var actions: [ID: Action] = [:]
    private var lastID: ID = 0

    /// Timers that are still to fire.
    var count: Int { actions.count }

    /// When to look again; nil when nothing waits.
    var nextTime: UInt64? { heap.first?.time }

    /// Adds an action.
    ///
    /// - Complexity: O(log n)
    mutating func schedule(at time: UInt64, _ action: Action) -> ID {
        lastID += 1
        actions[lastID] = action
        heap.append(Entry(time: time, id: lastID))
        siftUp(heap.count - 1)
        return lastID
    }

    /// Forgets an action; nothing happens when it has fired.
    mutating func cancel(_ id: ID) {
        actions[id] = nil
        // A heap of dead entries only would keep waking the reactor for nothing.
        if actions.isEmpty { heap.removeAll(keepingCapacity: true) }
    }

    /// Takes the next action whose time has come.
    mutating func popDue(_ now: UInt64) -> Action? {
        while let first = heap.first, first.time <= now {
            removeFirst()
            if let action = actions.removeValue(forKey: first.id) { return action }
        }
        return nil
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        siftDown(0)
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].time < heap[parent].time else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].time < heap[least].time { least = child }
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
