internal import Domain
internal import GraphQLSchema
internal import Postgres

/// The coerced input object of a mutation, or an object within it, read by field.
struct MutationInput<Code: RejectionCode> {
    private let value: InputValue
    /// The names that lead here, for refusals.
    private let path: [String]
    /// When the request arrived, in seconds since 1970.
    let nowSeconds: Int64

    init(_ value: InputValue, path: [String] = ["input"], nowSeconds: Int64) {
        self.value = value
        self.path = path
        self.nowSeconds = nowSeconds
    }

    /// The object in a field; without any fields when absent or null.
    func object(_ name: String) -> MutationInput {
        MutationInput(value[name] ?? .null, path: path + [name], nowSeconds: nowSeconds)
    }

    /// The names that lead to this object.
    var place: [String] { path }

    /// The input without some fields.
    func without(_ names: Set<String>) -> InputValue {
        guard case .object(let fields) = value else { return value }
        return .object(fields.filter { !names.contains($0.name) })
    }

    /// Whether the field was given, be it as null.
    func has(_ name: String) -> Bool { value[name] != nil }

    /// A refusal about a field.
    func refusal(_ code: Code, _ name: String, _ message: String) -> MutationFailure<Code> {
        .rejected(Rejection(code, at: path + [name], message))
    }

    /// A text; nil when absent or null.
    func string(_ name: String) -> String? {
        guard case .string(let text)? = value[name] else { return nil }
        return text
    }

    /// A text of a bounded number of characters, not all of them blank; nil when absent or null.
    func text(_ name: String, _ lengths: ClosedRange<Int>) throws(MutationFailure<Code>) -> String? {
        guard let text = string(name) else { return nil }
        guard lengths.contains(text.unicodeScalars.count), text.contains(where: { !$0.isWhitespace }) else {
            throw refusal(
                .invalid, name, "`\(name)` has \(lengths.lowerBound) to \(lengths.upperBound) characters.")
        }
        return text
    }

    /// As `text`, of a field that the schema wants.
    func requiredText(_ name: String, _ lengths: ClosedRange<Int>) throws(MutationFailure<Code>) -> String {
        guard let text = try text(name, lengths) else {
            throw refusal(.invalid, name, "`\(name)` is needed.")
        }
        return text
    }

    /// The name of an enum value as one of ours; nil when absent or null.
    func choice<Choice: RawRepresentable<String>>(_ name: String, _ type: Choice.Type = Choice.self)
        -> Choice?
    {
        guard case .enumeration(let text)? = value[name] else { return nil }
        return Choice(rawValue: text)
    }

    /// The objects of a list, each with its index in its path; none when absent or null.
    func objects(_ name: String) -> [MutationInput] {
        guard case .list(let values)? = value[name] else { return [] }
        return values.enumerated().map { index, value in
            MutationInput(value, path: path + [name, String(index)], nowSeconds: nowSeconds)
        }
    }

    /// The name of an enum value; nil when absent or null.
    func word(_ name: String) -> String? {
        guard case .enumeration(let text)? = value[name] else { return nil }
        return text
    }

    /// The names of a list of enum values; nil when absent or null.
    func words(_ name: String) -> [String]? {
        guard case .list(let values)? = value[name] else { return nil }
        return values.compactMap { if case .enumeration(let text) = $0 { text } else { nil } }
    }

    /// Texts of a list; nil when absent or null.
    func strings(_ name: String) -> [String]? {
        guard case .list(let values)? = value[name] else { return nil }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The distinct UUIDs of a list of IDs; nil when absent or null, and an error for an ID of another kind.
    func uuids(_ name: String, _ kind: EntityKind) throws(MutationFailure<Code>) -> [UUIDBytes]? {
        guard let ids = strings(name) else { return nil }
        var uuids: [UUIDBytes] = []
        var seen: Set<UUIDBytes> = []
        for id in ids {
            guard let uuid = kind.uuid(id) else { throw missing(name) }
            if seen.insert(uuid).inserted { uuids.append(uuid) }
        }
        return uuids
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
    func uuid(_ name: String, _ kind: EntityKind) throws(MutationFailure<Code>) -> UUIDBytes? {
        guard let id = string(name) else { return nil }
        guard let uuid = kind.uuid(id) else { throw missing(name) }
        return uuid
    }

    /// The UUID of an ID that must be given.
    func requiredUUID(_ name: String, _ kind: EntityKind) throws(MutationFailure<Code>) -> UUIDBytes {
        guard let uuid = try uuid(name, kind) else { throw missing(name) }
        return uuid
    }

    private func missing(_ name: String) -> MutationFailure<Code> {
        refusal(.notFound, name, "`\(name)` names nothing.")
    }

    /// A new row's ID.
    func newID() -> UUIDBytes { .version7(unixSeconds: nowSeconds) }
}
