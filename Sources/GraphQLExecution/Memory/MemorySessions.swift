/// A load that answers itself from memory, as the `context` of its statement.
public protocol MemoryLoad: Sendable {
    /// The rows of all keys: the statement's grouping says how they name their key.
    func rows(for call: LoadCall) -> RowSet
}

/// Sessions for sources in memory: nothing to open, to read at one instant or to commit.
///
/// Everything that fields show must be an `ArraySource`, a function, or a loader whose statements carry a
/// `MemoryLoad`.
public struct MemorySessions: SessionSource, LoadSession {
    /// Sessions without state.
    public init() {}

    /// Answers each load by itself.
    ///
    /// - Throws: `INTERNAL` for a loader that is not in memory.
    public func load(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet] {
        var answers: [RowSet] = []
        answers.reserveCapacity(calls.count)
        for call in calls {
            guard let load = call.statement.context as? any MemoryLoad else {
                throw LoadError(message: "\(call.loader.name) does not load from memory.", code: "INTERNAL")
            }
            answers.append(load.rows(for: call))
        }
        return answers
    }

    /// Runs `body` at once.
    public func read<Result: Sendable>(
        for caller: Void, _ body: @Sendable (MemorySessions) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        try await body(self)
    }

    /// Runs `body` at once; a refusal undoes nothing.
    public func write<Result: Sendable>(
        for caller: Void,
        _ body: @Sendable (MemorySessions) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result {
        try await body(self).value
    }
}
