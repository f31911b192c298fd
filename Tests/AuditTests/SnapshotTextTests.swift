import Audit
import Postgres
import Testing

/// How sealed rows are read.
@Suite struct SnapshotTextTests {
    private static let person = UUIDBytes(high: 1, low: 1)
    private static let organization = UUIDBytes(high: 2, low: 1)
    private let key = PersonalKey(of: person, in: organization)

    /// A row as it is stored.
    private func row(_ image: String, personal: String) throws -> String {
        let sealed = try #require(key.seal(personal))
        return image.dropLast() + #", "@personal": {"of": "\#(Self.person)", "sealed": "\#(sealed)"}}"#
    }

    @Test func `personal values stand among the others while their key is there`() throws {
        let sealed = try row(#"{"id": "1"}"#, personal: #"{"phone": "+51 1"}"#)
        let text = "{\"customers\":[\n{\"id\": \"0\"}\n,\(sealed)\n]}"

        #expect(
            SnapshotText.reveal(text, [Self.person: key])
                == "{\"customers\":[\n{\"id\": \"0\"}\n,{\"id\": \"1\", \"phone\": \"+51 1\"}\n]}")
        #expect(
            SnapshotText.reveal(text, [:])
                == "{\"customers\":[\n{\"id\": \"0\"}\n,{\"id\": \"1\", \"@erased\": true}\n]}")
    }

    @Test func `a row that was sealed when the key was gone already is erased`() {
        let row = #"{"id": "1", "@personal": {"of": "\#(Self.person)"}}"#

        #expect(SnapshotText.reveal(row, [Self.person: key]) == #"{"id": "1", "@erased": true}"#)
    }

    @Test(arguments: [
        #"{"id": "1"}"#,
        #"{"name": ", \"@personal\": {\"of\": \"x\"}}"}"#,
        #"{"a": {"b": 1, "@personal": {"of": "00000000-0000-0001-0000-000000000001"}}}"#,
        #"{"a": {"b": 1, "@personal": {"of": "00000000-0000-0001-0000-000000000001", "sealed": "A"}}}"#,
        #"{"a": 1, "@personal": {"of": "no uuid"}}"#,
        "", "]}", "{\"menus\":[",
    ])
    func `text that only looks like a sealed row stays as it is`(text: String) {
        #expect(SnapshotText.reveal(text, [Self.person: key]) == text)
    }
}
