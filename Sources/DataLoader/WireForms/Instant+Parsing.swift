extension Instant {
    /// Reads RFC 3339: date, `T`, time, a fraction of up to nine digits, `Z` or an offset.
    ///
    /// A leap second counts as the next second; digits beyond microseconds are cut off.
    /// - Returns: nil for anything else, and for times that do not exist.
    /// - SeeAlso: RFC 3339 §5.6
    public init?(rfc3339 text: String) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("Tt "), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2),
            let fraction = reader.fraction(), let offset = reader.offsetMinutes(), reader.isAtEnd,
            let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60
        else { return nil }
        // Bounded by the checks above: the sum cannot overflow.
        let seconds = date.daysSince2000 * 86_400 + hour * 3600 + (minute - offset) * 60 + second
        microseconds = seconds * 1_000_000 + fraction
    }
}

extension CalendarDay {
    /// Reads `2026-03-01`; nil for anything else, and for days that do not exist.
    ///
    /// - SeeAlso: RFC 3339 §5.6, `full-date`
    public init?(iso8601 text: String) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.isAtEnd,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        days = Int32(truncatingIfNeeded: date.daysSince2000)
    }
}

extension TimeOfDay {
    /// Reads `18:30:00`, with a fraction of up to nine digits or none; nil for anything else.
    ///
    /// - SeeAlso: RFC 3339 §5.6, `partial-time`
    public init?(iso8601 text: String) {
        var reader = DigitReader(Array(text.utf8))
        guard let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2), let fraction = reader.fraction(), reader.isAtEnd,
            hour < 24, minute < 60, second < 60
        else { return nil }
        microseconds = (hour * 3600 + minute * 60 + second) * 1_000_000 + fraction
    }
}

/// Reads the fixed-width fields of a timestamp.
private struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Exactly `width` digits.
    mutating func number(_ width: Int) -> Int64? {
        guard position + width <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[position..<position + width] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        position += width
        return value
    }

    /// One of some characters.
    mutating func skip(_ characters: StaticString) -> Bool {
        guard position < bytes.count else { return false }
        for index in 0..<characters.utf8CodeUnitCount where characters.utf8Start[index] == bytes[position] {
            position += 1
            return true
        }
        return false
    }

    /// Microseconds behind a point; 0 without one, nil for more than nine digits or none behind the point.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var value: Int64 = 0
        var digits = 0
        while let digit = number(1) {
            if digits < 6 { value = value * 10 + digit }
            digits += 1
        }
        guard (1...9).contains(digits) else { return nil }
        for _ in digits..<max(digits, 6) { value *= 10 }
        return value
    }

    /// `Z` or `±hh:mm`.
    mutating func offsetMinutes() -> Int64? {
        if skip("Zz") { return 0 }
        let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
        guard skip("+-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }
}
