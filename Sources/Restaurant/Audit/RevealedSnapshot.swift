internal import Audit
internal import GraphQLExecution
internal import Postgres

/// A snapshot of the audit log for a reader: personal values among the others, as long as their keys are
/// there.
enum RevealedSnapshot {
    /// The field's value.
    ///
    /// - Parameter keys: organization, person and key in hexadecimal, apart by spaces; persons by commas.
    @Sendable
    static func output(
        _ snapshot: String?, _ keys: String?, _ request: FieldRequest
    ) throws(FieldError) -> Output {
        guard let snapshot else { return .null }
        return .json(Array(SnapshotText.reveal(snapshot, known(keys ?? "")).utf8))
    }

    private static func known(_ text: String) -> [UUIDBytes: PersonalKey] {
        var keys: [UUIDBytes: PersonalKey] = [:]
        for part in text.split(separator: ",") {
            let words = part.split(separator: " ")
            guard words.count == 3, let organization = UUIDBytes(text: words[0]),
                let person = UUIDBytes(text: words[1]),
                let high = UUIDBytes(text: words[2].prefix(32)),
                let low = UUIDBytes(text: words[2].dropFirst(32))
            else { continue }
            keys[person] = PersonalKey(bytes: high.bytes + low.bytes, of: person, in: organization)
        }
        return keys
    }
}
