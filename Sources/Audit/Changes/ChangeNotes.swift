internal import Postgres

/// What the tables note of a transaction's changes: all rows as they were and as they are, in order.
///
/// Lines of text. A heading says `before` or `after`, the table, and, where values are personal, the column
/// of the person, empty for values of nobody who is known, and theirs; the rows follow, each a JSON object.
///
/// - SeeAlso: `Migrations/0100_audit_rows.up.sql`, function `note_audit_changes`
public struct ChangeNotes {
    private let text: [UInt8]

    /// The notes of this transaction so far.
    static let taken = Statement(
        "ChangeNotes.taken", "SELECT current_setting('app.audit_changes', true)", plans: .either)

    /// Notes as the database gives them.
    public init(_ text: [UInt8]) {
        self.text = text
    }

    /// The changes, without what must never be shown; nil for a text that is not what the tables note.
    ///
    /// - Complexity: O(text).
    public func rows() -> [RowChange]? {
        var changes: [RowChange] = []
        var heading: Heading?
        for line in text.split(separator: UInt8(ascii: "\n")) {
            if line.first == UInt8(ascii: "{") {
                guard let change = heading.flatMap({ row(line.indices, $0) }) else { return nil }
                changes.append(change)
            } else {
                heading = Heading(line)
                if heading == nil { return nil }
            }
        }
        return changes
    }

    /// What a heading says of the rows that follow it.
    private struct Heading {
        let table: String
        let isAfter: Bool
        /// The column of the person; empty, and so no column, where nobody is known.
        let person: ArraySlice<UInt8>?
        let personal: ArraySlice<ArraySlice<UInt8>>

        init?(_ line: ArraySlice<UInt8>) {
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard words.count > 1, let side = ["before", "after"].firstIndex(of: words[0].text) else {
                return nil
            }
            (isAfter, table) = (side == 1, words[1].text)
            person = words.dropFirst(2).first
            personal = words.dropFirst(3)
        }
    }

    /// A row under a heading; nil for a line that is none.
    private func row(_ line: Range<Int>, _ heading: Heading) -> RowChange? {
        var (image, personal) = ([UInt8](), [UInt8]())
        image.reserveCapacity(line.count)
        var id: UUIDBytes?, organization: UUIDBytes?, branch: UUIDBytes?, person: UUIDBytes?
        var members = RowMembers(text, line)
        while let member = members.next() {
            let name = text[member.name]
            if name == heading.person { person = uuid(member.value) }
            if heading.personal.contains(name) {
                if !text[member.value].elementsEqual("null".utf8) { append(member, to: &personal) }
                continue
            }
            if name.elementsEqual("id".utf8) { id = uuid(member.value) }
            if name.elementsEqual("branch_id".utf8) { branch = uuid(member.value) }
            if name.elementsEqual("organization_id".utf8) {
                organization = uuid(member.value)
            } else if !Self.isSecret(name) {
                append(member, to: &image)
            }
        }
        guard members.isWhole, let id, let organization else { return nil }
        return RowChange(
            table: heading.table, isAfter: heading.isAfter, id: id, organization: organization,
            branch: heading.table == "branches" ? id : branch, person: person, image: Self.object(image),
            personal: personal.isEmpty ? nil : Self.object(personal))
    }

    /// A value that is an identifier: a string of one.
    private func uuid(_ value: Range<Int>) -> UUIDBytes? {
        UUIDBytes(text: text[value].dropFirst().dropLast().text)
    }

    private func append(_ member: RowMembers.Member, to members: inout [UInt8]) {
        if !members.isEmpty { members.append(UInt8(ascii: ",")) }
        members += text[member.all]
    }

    private static func object(_ members: [UInt8]) -> String {
        "{" + String(decoding: members, as: UTF8.self) + "}"
    }

    /// Whether a column must never be shown: its last word says what it holds.
    private static func isSecret(_ name: ArraySlice<UInt8>) -> Bool {
        secrets.contains { word in
            name.count >= word.count && name.suffix(word.count) == word
                && (name.count == word.count || name.dropLast(word.count).last == UInt8(ascii: "_"))
        }
    }

    private static let secrets: [ArraySlice<UInt8>] = ["hash", "token", "secret"].map { ArraySlice($0.utf8) }
}

extension ArraySlice<UInt8> {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
