import HummingbirdCore
import NIOCore
import Synchronization

/// What a connection is told before it is closed since its peer takes less than comes, while memory is short.
struct ReaderTooSlow: Sendable {}

/// The open connections of a server: which of them have to go when places or memory run out.
///
/// A connection costs one entry for its life, a request two relaxed stores; all connections are looked at
/// only under pressure.
final class OpenConnections: Sendable {
    /// One connection.
    final class Entry: Sendable {
        fileprivate let channel: any Channel
        /// Since when no request of it is in work; nil while one is.
        fileprivate let rest = Atomic<UInt64>(0)

        fileprivate init(_ channel: any Channel) {
            self.channel = channel
        }

        /// Notes that the connection rests, or that it has a request.
        func note(restsSince start: NIODeadline?) {
            rest.store(start?.uptimeNanoseconds ?? 0, ordering: .relaxed)
        }
    }

    /// Bytes of answers that a peer has not taken yet.
    private struct Unsent {
        var bytes = 0
        let since: NIODeadline
        let channel: any Channel
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var unsent: [ObjectIdentifier: Unsent] = [:]
        var unsentBytes = 0

        /// Takes a connection out of the accounts of unsent bytes.
        mutating func settle(_ id: ObjectIdentifier) -> Unsent? {
            guard let settled = unsent.removeValue(forKey: id) else { return nil }
            unsentBytes -= settled.bytes
            return settled
        }
    }

    private let state = Mutex(State())
    private let unsentBytesMax: Int
    private let full = Atomic(false)

    init(unsentBytesMax: Int) {
        self.unsentBytesMax = unsentBytesMax
    }

    /// Enters a connection; `forget` takes it out.
    func open(_ channel: any Channel) -> Entry {
        let entry = Entry(channel)
        entry.note(restsSince: .now())
        state.withLock { $0.entries[ObjectIdentifier(entry)] = entry }
        return entry
    }

    /// The connection is gone, and what it had not taken with it.
    func forget(_ entry: Entry) {
        let id = ObjectIdentifier(entry)
        state.withLock { state in
            state.entries[id] = nil
            _ = state.settle(id)
        }
    }

    // MARK: Memory

    /// Bytes wait for a slow peer. Where all of them together are too many, the connections that wait longest
    /// are closed; false if this is one of them. O(connections with unsent bytes) beyond the limit.
    ///
    /// - Parameter max: how many may wait of this one, unless nothing waits before them.
    func hold(_ bytes: Int, of entry: Entry, max: Int = .max, at now: NIODeadline) -> Bool {
        let id = ObjectIdentifier(entry)
        let closing = state.withLock { state in
            guard state.entries[id] != nil else { return [entry.channel] }
            state.unsent[id, default: Unsent(since: now, channel: entry.channel)].bytes += bytes
            state.unsentBytes += bytes
            var closing: [any Channel] = []
            if let held = state.unsent[id]?.bytes, held > max, held > bytes {
                state.entries[id] = nil
                if let settled = state.settle(id) { closing.append(settled.channel) }
            }
            while state.unsentBytes > unsentBytesMax,
                let slowest = state.unsent.min(by: { $0.value.since < $1.value.since })
            {
                state.entries[slowest.key] = nil
                if let settled = state.settle(slowest.key) { closing.append(settled.channel) }
            }
            return closing
        }
        for channel in closing {
            channel.pipeline.fireUserInboundEventTriggered(ReaderTooSlow())
            channel.close(promise: nil)
        }
        return !closing.contains { $0 === entry.channel }
    }

    /// The peer took bytes that were held; nil is all of them.
    func release(_ bytes: Int? = nil, of entry: Entry) {
        let id = ObjectIdentifier(entry)
        state.withLock { state in
            guard let held = state.unsent[id] else { return }
            guard let bytes, bytes < held.bytes else {
                _ = state.settle(id)
                return
            }
            state.unsent[id]?.bytes -= bytes
            state.unsentBytes -= bytes
        }
    }

    // MARK: Places

    /// Whether there is no place for another connection: those that finish an answer then go.
    var isFull: Bool { full.load(ordering: .relaxed) }

    /// Notes whether there is a place.
    func note(isFull: Bool) {
        full.store(isFull, ordering: .relaxed)
    }

    /// Closes those that have rested longest. O(connections × log connections).
    func closeResting(_ countMax: Int) {
        let resting = state.withLock { state in
            state.entries.values.compactMap { entry in
                let since = entry.rest.load(ordering: .relaxed)
                return since == 0 ? nil : (since: since, channel: entry.channel)
            }
        }
        for connection in resting.sorted(by: { $0.since < $1.since }).prefix(countMax) {
            connection.channel.close(promise: nil)
        }
    }
}

/// Accepts connections up to a number. The last place is always made free again, by closing whoever has
/// rested longest: a health check finds one however many connections do nothing.
struct ConnectionCap: AvailableConnectionsDelegate {
    private let countMax: Int
    private let connections: OpenConnections
    private var count = 0

    init(_ countMax: Int, _ connections: OpenConnections) {
        self.countMax = countMax
        self.connections = connections
    }

    mutating func connectionOpened() {
        count += 1
        guard !isAcceptingNewConnections() else { return }
        connections.note(isFull: true)
        // Several at once, so that a storm of connections does not sort all of them for each.
        connections.closeResting(max(1, countMax / 64))
    }

    mutating func connectionClosed() {
        count -= 1
        connections.note(isFull: !isAcceptingNewConnections())
    }

    func isAcceptingNewConnections() -> Bool { count < countMax }
}
