/// What a mutation leaves for its payload's selection set.
public struct MutationOutcome: Sendable {
    /// Takes a field's answer as JSON, to be given again; nil if the payload has errors.
    public typealias Keeper = @Sendable (_ answer: [UInt8]?) async throws(LoadError) -> Void

    /// The payload's row: the payload type's columns.
    public let row: RowSet
    /// Lists of objects that the payload holds, by the index of `Field.Source.outcomeList`.
    public let lists: [RowSet]
    /// Whether the business said no, so that the transaction is rolled back once the payload has been read.
    public let isRefused: Bool
    /// Called when the payload has been read, before the transaction ends; what it throws fails the mutation.
    public let keep: Keeper?
    /// The answer to an equal request before this one: given again byte for byte, nothing is read for it.
    public let replay: [UInt8]?
    /// Whether the effect is that of an equal request before this one.
    public let isReplay: Bool

    /// The outcome of a mutation, business refusals included.
    ///
    /// - Parameter isReplay: whether it is an earlier effect that is read anew; then it is refused as well.
    public init(
        row: RowSet, lists: [RowSet] = [], isRefused: Bool = false, isReplay: Bool = false,
        keep: Keeper? = nil
    ) {
        self.row = row
        self.lists = lists
        self.isRefused = isRefused
        self.isReplay = isReplay
        self.keep = keep
        replay = nil
    }

    /// The kept answer of an equal request: JSON, as `keep` was given it.
    ///
    /// The transaction is rolled back: its effect is there already.
    public init(replaying answer: [UInt8]) {
        row = RowSet(values: [])
        lists = []
        isRefused = true
        keep = nil
        isReplay = true
        replay = answer
    }
}
