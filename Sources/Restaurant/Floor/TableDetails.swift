internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// What an input says of a table; what is nil is not said.
struct TableDetails: Sendable {
    let label: String?
    let capacity: Int32?
    let shortCode: String?
    let shape: String?
    let x: Int32?
    let y: Int32?

    /// Reads and checks the fields.
    ///
    /// - Throws: INVALID at the field at fault.
    init(_ input: FloorInput) throws(FloorFailure) {
        label = try input.text("label", 1...40)
        let guests = input.int("capacity")
        if let guests, !(1...1000).contains(guests) {
            throw input.refusal(.invalid, "capacity", "A table seats 1 to 1000 guests.")
        }
        capacity = guests.map { Int32(clamping: $0) }
        shortCode = input.string("shortCode")?.uppercased()
        if let shortCode, !Self.isLegal(shortCode) {
            throw input.refusal(.invalid, "shortCode", "A short code is 2 to 12 of A-Z and 0-9.")
        }
        shape = input.word("shape")
        x = input.int("x").map { Int32(clamping: $0) }
        y = input.int("y").map { Int32(clamping: $0) }
    }

    private static func isLegal(_ code: String) -> Bool { (2...12).contains(code.count) && isPlain(code) }

    private static func isPlain(_ code: String) -> Bool {
        code.utf8.allSatisfy {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
    }

    /// The label as a short code where it can be one, else one that nobody has.
    static func code(for label: String) -> String {
        let own = label.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isLegal(own) ? own : String(randomDigits().suffix(6)).uppercased()
    }

    /// What a QR code holds: 128 random bits, which nobody guesses.
    static func token() -> String { randomDigits() }

    private static func randomDigits() -> String {
        var generator = SystemRandomNumberGenerator()
        var digits: [UInt8] = []
        Base32.encode(high: generator.next(), low: generator.next()) { digits.append($0) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// A text as a parameter; nil is null.
    static func parameter(_ text: String?) -> ParameterValue { text.map { .text($0) } ?? .null }
    /// A number as a parameter; nil is null.
    static func parameter(_ number: Int32?) -> ParameterValue { number.map { .int32($0) } ?? .null }
}

/// The fields of a payload that holds one table.
enum TablePayload {
    static let tableID = Column<UUIDBytes?>("table_id", at: 0)

    static let fields: [Field] = [
        .one("table", DiningTable.byID, key: .column(tableID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the table refuses, in the API's words.
    static let constraints = [
        "tables_label_key": FloorRejection(
            .nameTaken, at: ["input", "label"], "A table of this label is there already."),
        "tables_organization_id_branch_id_short_code_key": FloorRejection(
            .codeTaken, at: ["input", "shortCode"], "A table has this short code already."),
    ]
}
