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
                let stored = bytes(words[2])
            else { continue }
            keys[person] = PersonalKey(stored: stored, of: person, in: organization)
        }
        return keys
    }

    /// The bytes behind pairs of hexadecimal digits.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
