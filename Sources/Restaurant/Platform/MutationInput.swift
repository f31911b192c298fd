internal import Domain
internal import GraphQLSchema
internal import Postgres

/// The coerced input object of a mutation, read by field.
struct MutationInput {
    private let value: InputValue
    /// When the request arrived, in seconds since 1970.
    let nowSeconds: Int64

    init(_ value: InputValue, nowSeconds: Int64) {
        self.value = value
        self.nowSeconds = nowSeconds
    }

    /// A text; nil when absent or null.
    func string(_ name: String) -> String? {
        guard case .string(let text)? = value[name] else { return nil }
        return text
    }

    /// A boolean; nil when absent or null.
    func bool(_ name: String) -> Bool? {
        guard case .boolean(let flag)? = value[name] else { return nil }
        return flag
    }

    /// A whole number; nil when absent or null.
    func int(_ name: String) -> Int64? {
        guard case .int(let number)? = value[name] else { return nil }
        return number
    }

    /// The UUID of an ID; nil when absent or null, and an error for an ID of another kind.
    func uuid(_ name: String, _ kind: EntityKind) throws(MenuMutationFailure) -> UUIDBytes? {
        guard let id = string(name) else { return nil }
        guard let uuid = kind.uuid(id) else { throw .notFound(name) }
        return uuid
    }

    /// The UUID of an ID that must be given.
    func requiredUUID(_ name: String, _ kind: EntityKind) throws(MenuMutationFailure) -> UUIDBytes {
        guard let uuid = try uuid(name, kind) else { throw .notFound(name) }
        return uuid
    }

    /// A new row's ID.
    func newID() -> UUIDBytes {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(clamping: nowSeconds.multipliedReportingOverflow(by: 1000).partialValue)
        let (high, low) = UUIDVersion7.make(unixMilliseconds: milliseconds, using: &generator)
        return UUIDBytes(high: high, low: low)
    }
}

extension MenuMutationFailure {
    /// An ID that names nothing that the caller reaches: foreign and absent ones answer alike.
    static func notFound(_ field: String) -> MenuMutationFailure {
        .rejected(MenuRejection(.notFound, at: ["input", field], "`\(field)` names nothing."))
    }

    /// A value outside of what its field allows.
    static func invalid(_ field: String, _ message: String) -> MenuMutationFailure {
        .rejected(MenuRejection(.invalid, at: ["input", field], message))
    }
}
