internal import Crypto
public import Postgres

/// One act in one chain: who did what, when, and what it changed there.
public struct AuditEntry: Sendable, Equatable {
    /// The row's identifier.
    public var id: UUIDBytes
    /// Which chain it continues.
    public var chain: AuditChain
    /// Its place in the chain, from 1.
    public var sequence: Int64
    /// Microseconds since 2000-01-01 00:00 UTC.
    public var occurredAt: Int64
    /// What was done: the name of the mutation, or of what the server did by itself.
    public var action: String
    /// What is remarkable about it, as a code such as `REFRESH_REUSE`.
    public var note: String?
    /// Why, in the actor's words, where the act needs a reason.
    public var reason: String?
    /// Who did it.
    public var actor: AuditActor
    /// The rows that it changed.
    public var entities: [UUIDBytes] = []
    /// Whose personal values the snapshots hold, sealed.
    public var people: [UUIDBytes] = []
    /// The changed rows as they were; nil when none of them was there.
    public var before: AuditSnapshot?
    /// The changed rows as they are; nil when none of them is left.
    public var after: AuditSnapshot?

    /// An entry without rows.
    public init(
        id: UUIDBytes, chain: AuditChain, sequence: Int64, occurredAt: Int64, action: String,
        note: String? = nil, reason: String? = nil, actor: AuditActor
    ) {
        self.id = id
        self.chain = chain
        self.sequence = sequence
        self.occurredAt = occurredAt
        self.action = action
        self.note = note
        self.reason = reason
        self.actor = actor
    }

    /// The entry's hash: SHA-256 over the hash before it and every value of its own.
    ///
    /// Each value stands with its length, so that no two entries have the same bytes; the chain and the place
    /// are among them, so that an entry is worth nothing elsewhere.
    ///
    /// - Complexity: O(1): snapshots are in by their digests.
    public func hash(after previous: [UInt8]) -> [UInt8] {
        var fields = HashedFields(purpose: "comanda audit entry 1")
        fields.add(previous)
        fields.add(chain.organization.bytes)
        fields.add(chain.id.bytes)
        fields.add(sequence)
        fields.add(id.bytes)
        fields.add(occurredAt)
        fields.add(action)
        fields.add(note)
        fields.add(reason)
        fields.add(actor.kind.rawValue)
        fields.add(actor.id?.bytes)
        fields.add(actor.member?.bytes)
        fields.add(actor.role)
        fields.add(actor.address)
        fields.add(actor.requestID)
        fields.add(entities.flatMap(\.bytes))
        fields.add(people.flatMap(\.bytes))
        fields.add(before?.digest)
        fields.add(after?.digest)
        return fields.hash
    }
}

/// Values one after the other, each told apart from its neighbours.
private struct HashedFields {
    private var bytes: [UInt8] = []

    init(purpose: String) {
        add(purpose)
    }

    /// A mark for presence, four bytes of length, the value; nil is the mark alone.
    mutating func add(_ value: [UInt8]?) {
        guard let value else { return bytes.append(0) }
        bytes.append(1)
        withUnsafeBytes(of: UInt32(clamping: value.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: value)
    }

    mutating func add(_ text: String?) {
        add(text.map { Array($0.utf8) })
    }

    mutating func add(_ number: Int64) {
        add(withUnsafeBytes(of: number.bigEndian) { Array($0) })
    }

    var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }
}
