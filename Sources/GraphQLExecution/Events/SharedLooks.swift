internal import Synchronization

/// One look for all who ask the same at the same time: it begins after each of them has asked.
///
/// Thousands of screens come back in the same second after a restart and ask for a handful of things. There
/// is never more than one look at a thing under way, so that they cost the database no more than it can
/// give, and nobody is told what was found before the question.
public final class SharedLooks<Key: Hashable & Sendable, Value: Sendable, Failure: Error>: Sendable {
    private typealias Waiter = CheckedContinuation<Turn, Never>

    /// What one who waited does next.
    private enum Turn: Sendable {
        /// Looks, for these others too.
        case look(others: ArraySlice<Waiter>)
        case found(Result<Value, Failure>)
    }

    /// Who waits for the next look at a thing; there is an entry while one is under way.
    private let waiting = Mutex<[Key: [Waiter]]>([:])

    /// Nobody looks yet.
    public init() {}

    /// Looks, or is told what somebody found who began to look after this call.
    ///
    /// - Parameter look: fails soon where its task is cancelled; such a failure is told to nobody.
    /// - Throws: what `look` throws, or what it threw to whoever looked.
    public func find(
        _ key: Key, _ look: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        switch await turn(key) {
        case .found(let result): return try result.get()
        case .look(let others):
            let result = await Result { () async throws(Failure) in try await look() }
            if case .failure = result, Task.isCancelled {
                goOn(key, ahead: others)
            } else {
                goOn(key, ahead: [])
                for other in others { other.resume(returning: .found(result)) }
            }
            return try result.get()
        }
    }

    private func turn(_ key: Key) async -> Turn {
        await withCheckedContinuation { waiter in
            let isFirst = waiting.withLock { waiting in
                guard waiting[key] != nil else {
                    waiting[key] = []
                    return true
                }
                waiting[key]?.append(waiter)
                return false
            }
            if isFirst { waiter.resume(returning: .look(others: [])) }
        }
    }

    /// The first of those who wait looks for all of them. O(1) where nobody has come since.
    private func goOn(_ key: Key, ahead: ArraySlice<Waiter>) {
        let line = waiting.withLock { waiting -> ArraySlice<Waiter> in
            let behind = waiting[key] ?? []
            let line = behind.isEmpty ? ahead : ahead + behind
            waiting[key] = line.isEmpty ? nil : []
            return line
        }
        line.first?.resume(returning: .look(others: line.dropFirst()))
    }
}

extension Result {
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
