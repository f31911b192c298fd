import GraphQLExecution
import Postgres
import Testing

@testable import DataLoader

/// Binary values become JSON, and bytes that are no such value become errors.
struct WireFormTests {
    /// The JSON of a value in the standard form of its type; nil when refused.
    private func json(_ bytes: [UInt8], _ type: ColumnType) -> String? {
        guard case .custom(let write) = WireForm.standard(for: type) else { return nil }
        var buffer = ResponseBuffer()
        return bytes.withUnsafeBufferPointer { bytes in
            write(Cell(pointer: bytes.baseAddress, count: bytes.count), &buffer) ? buffer.text : nil
        }
    }

    private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    @Test(
        arguments: [
            (0, "2000-01-01T00:00:00Z"), (-500_000, "1999-12-31T23:59:59.5Z"),
            (825_701_400_000_000, "2026-03-01T17:30:00Z"),
            (825_701_400_123_456, "2026-03-01T17:30:00.123456Z"),
            (252_455_615_999_999_999, "9999-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func `a moment is written in UTC and read back`(_ microseconds: Int64, _ text: String) {
        #expect(json(bigEndian(microseconds), .timestamptz) == "\"\(text)\"")
        #expect(Instant(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(arguments: [Int64.max, .min, 252_455_616_000_000_000])
    func `infinity and years that have five digits are refused`(_ microseconds: Int64) {
        #expect(json(bigEndian(microseconds), .timestamptz) == nil)
    }

    @Test(arguments: [(0, "2000-01-01"), (-1, "1999-12-31"), (8826, "2024-03-01"), (59, "2000-02-29")])
    func `a day is written and read back`(_ days: Int32, _ text: String) {
        #expect(json(bigEndian(days), .date) == "\"\(text)\"")
        #expect(CalendarDay(iso8601: text)?.days == days)
    }

    @Test(
        arguments: [
            (0, "00:00:00"), (66_600_000_000, "18:30:00"), (86_399_999_999, "23:59:59.999999"),
            (1_500_000, "00:00:01.5"),
        ] as [(Int64, String)])
    func `a time of day is written and read back`(_ microseconds: Int64, _ text: String) {
        #expect(json(bigEndian(microseconds), .time) == "\"\(text)\"")
        #expect(TimeOfDay(iso8601: text)?.microseconds == microseconds)
    }

    @Test(arguments: ["24:00:00", "18:30", "18:30:60", "18:30:00.", "18:30:00Z", ""])
    func `what is no time of day is refused`(_ text: String) {
        #expect(TimeOfDay(iso8601: text) == nil)
    }

    @Test(arguments: ["2026-02-29", "2026-3-1", "2026-03-01T", "0000-01-01", ""])
    func `what is no day is refused`(_ text: String) {
        #expect(CalendarDay(iso8601: text) == nil)
    }

    @Test(arguments: [
        ([], "[]"), (["FISH"], #"["FISH"]"#),
        (["a\"b", "c\\d", "e\nf", "", "ñ{,}"], #"["a\"b","c\\d","e\nf","","ñ{,}"]"#),
    ])
    func `a list of texts is a list of strings`(_ texts: [String], _ expected: String) {
        var array = PostgresArrayBuilder(.text)
        for text in texts { array.append(text) }

        #expect(json(bytes(array.finish()), .textArray) == expected)
    }

    @Test
    func `a list with a null, of two dimensions or cut short is refused`() {
        var array = PostgresArrayBuilder(.text)
        array.append("a")
        array.appendNull()
        let withNull = bytes(array.finish())
        var whole = PostgresArrayBuilder(.text)
        whole.append("abc")
        let bytes = bytes(whole.finish())

        #expect(json(withNull, .textArray) == nil)
        #expect(json([0, 0, 0, 2] + bytes.dropFirst(4), .textArray) == nil)
        for length in 0..<bytes.count { #expect(json(Array(bytes.prefix(length)), .textArray) == nil) }
        #expect(json(bytes, .textArray) == #"["abc"]"#)
    }

    @Test
    func `an array keeps nulls, lengths and the type of its elements`() {
        var array = PostgresArrayBuilder(.uuid, capacity: 2)
        array.append(UUIDBytes(high: 1, low: 2))
        array.appendNull()

        let words: [UInt32] = [1, 1, PostgresType.uuid.rawValue, 2, 1, 16, 0, 1, 0, 2, .max]
        #expect(bytes(array.finish()) == words.flatMap(bigEndian))
        #expect(
            bytes(PostgresArrayBuilder(.text).finish())
                == [0, 0, PostgresType.text.rawValue].flatMap(bigEndian))
    }

    @Test
    func `JSON loses its version byte, raw bytes never show`() {
        #expect(json([1] + Array(#"{"a":1}"#.utf8), .jsonb) == #"{"a":1}"#)
        #expect(json([2] + Array("{}".utf8), .jsonb) == nil)
        #expect(json([1, 2, 3], .bytea) == nil)
    }

    @Test(arguments: [ColumnType.uuid, .timestamptz, .date, .time])
    func `a value of another width is refused`(_ type: ColumnType) {
        #expect(json([1, 2, 3], type) == nil)
        #expect(json([], type) == nil)
    }

    private func bytes(_ parameter: ParameterValue) -> [UInt8] {
        if case .array(let bytes) = parameter { bytes } else { [] }
    }
}
