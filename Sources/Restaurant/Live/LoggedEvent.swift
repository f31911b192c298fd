public import Postgres

/// An entry of a branch's log, as it is read back.
public struct LoggedEvent: Sendable, Hashable {
    /// Its number among the events of its branch, from 1 without a gap.
    public let sequence: Int64
    /// What happened, as in `order.status_changed`.
    public let type: String
    /// What kind of thing it happened to: the prefix of its ID.
    public let entityKind: String
    /// Which of them.
    public let entity: UUIDBytes
    /// The order of a line that it happened to.
    let order: UUIDBytes?
    /// When, in microseconds since 2000.
    public let occurredAt: Int64
}
