import Audit
import Postgres
import Testing

/// How the notes of changed rows are read.
@Suite struct ChangeNotesTests {
    private static let id = UUIDBytes(high: 1, low: 1)
    private static let tenant = UUIDBytes(high: 2, low: 1)
    private static let other = UUIDBytes(high: 3, low: 1)

    private func rows(_ lines: String...) -> [RowChange]? {
        ChangeNotes(Array(lines.joined(separator: "\n").utf8)).rows()
    }

    /// A row as PostgreSQL writes it, with more members.
    private func row(_ members: String) -> String {
        #"{"id":"\#(Self.id)","organization_id":"\#(Self.tenant)"\#(members)}"#
    }

    @Test func `a row is before or after, of its table, and without its tenant`() {
        let found = rows(
            "before menus", row(#","name":"A","price":1.50"#), "after menus",
            row(#","name":"B","price":null"#))

        #expect(
            found == [
                RowChange(
                    table: "menus", isAfter: false, id: Self.id, organization: Self.tenant,
                    image: #"{"id":"\#(Self.id)","name":"A","price":1.50}"#),
                RowChange(
                    table: "menus", isAfter: true, id: Self.id, organization: Self.tenant,
                    image: #"{"id":"\#(Self.id)","name":"B","price":null}"#),
            ])
    }

    @Test(arguments: [
        #""a \"quoted\" }, {""#, #""\\""#, #"{"a": {"b": ["}", "]", ","]}, "c": "\\\""}"#, "[]", "{}",
        "-1.5e3",
        #"[{"hash": "deep"}, 2]"#, #""ñ 漢 🍕""#,
    ])
    func `whatever a value holds stays as it is`(value: String) {
        let found = rows("after menus", row(#","value":\#(value),"last":true"#))

        #expect(found?.map(\.image) == [#"{"id":"\#(Self.id)","value":\#(value),"last":true}"#])
    }

    @Test(arguments: ["hash", "key_hash", "token", "refresh_token", "secret", "webhook_secret"])
    func `hashes, tokens and secrets are left out`(name: String) {
        #expect(
            rows("after api_keys", row(#","\#(name)":"\\x00","more":1"#))?.map(\.image)
                == [#"{"id":"\#(Self.id)","more":1}"#])
    }

    @Test(arguments: ["rehash", "hash_count", "tokens", "secretary"])
    func `what is only called alike is not`(name: String) {
        #expect(
            rows("after menus", row(#","\#(name)":1"#))?.map(\.image) == [
                #"{"id":"\#(Self.id)","\#(name)":1}"#
            ])
    }

    @Test func `personal values stand apart, with the person whom they are about`() {
        let found = rows(
            "after orders customer_id guest_name phone",
            row(#","customer_id":"\#(Self.other)","guest_name":"Ana","phone":null,"total":1"#))

        #expect(found?.map(\.person) == [Self.other])
        #expect(found?.map(\.personal) == [#"{"guest_name":"Ana"}"#])
        #expect(
            found?.map(\.image) == [#"{"id":"\#(Self.id)","customer_id":"\#(Self.other)","total":1}"#])
    }

    @Test func `personal values of nobody who is known are left out all the same`() {
        let found = rows(
            "after visits  guest_name note", row(#","guest_name":"Ana","note":"window","seats":2"#))

        #expect(found?.map(\.person) == [nil])
        #expect(found?.map(\.personal) == [#"{"guest_name":"Ana","note":"window"}"#])
        #expect(found?.map(\.image) == [#"{"id":"\#(Self.id)","seats":2}"#])
    }

    @Test func `a row without personal values has none, and may be about nobody`() {
        let found = rows(
            "after orders customer_id guest_name", row(#","customer_id":null,"guest_name":null"#))

        #expect(found?.map(\.person) == [nil])
        #expect(found?.map(\.personal) == [nil])
    }

    @Test func `a branch's row is the branch's, and so is the branch itself`() {
        #expect(
            rows("after tables", row(#","branch_id":"\#(Self.other)""#))?.map(\.branch) == [Self.other])
        #expect(rows("after branches", row(#","branch_id":null"#))?.map(\.branch) == [Self.id])
        #expect(rows("after menus", row(""))?.map(\.branch) == [nil])
    }

    @Test func `a statement that changed nothing notes no rows`() {
        #expect(rows("before menus", "after menus") == [])
        #expect(rows("") == [])
    }

    @Test(arguments: [
        "{}", "menus", "aside menus", "after menus\n{}", "after menus\n[]",
        #"{"table": "menus", "before": null, "after": []}"#,
    ])
    func `text that is no note is refused as a whole`(notes: String) {
        #expect(ChangeNotes(Array(notes.utf8)).rows() == nil)
    }

    @Test(arguments: [
        #","a":"#, #","a" :1"#, #","a""#, #",a:1"#, ",", #","a":1,"#, #""a":1"#, #","a":[1"#, #","a":"1"#,
    ])
    func `a row that is written otherwise is refused`(members: String) {
        #expect(rows("after menus", row(members)) == nil)
    }

    @Test(arguments: ["id", "organization_id"])
    func `a row must say which it is, and whose`(name: String) {
        #expect(rows("after menus", #"{"\#(name)":"\#(Self.id)","name":"A"}"#) == nil)
    }

    @Test func `a row that does not end is refused`() {
        let whole = row(#","a":{"b":[1]}"#)

        for count in 1..<whole.utf8.count {
            #expect(
                rows("after menus", String(whole.utf8.prefix(count).map { Character(UnicodeScalar($0)) }))
                    == nil)
        }
        #expect(rows("after menus", whole + "x") == nil)
        #expect(rows("after menus", whole)?.count == 1)
    }
}
