public import GraphQLExecution

extension WireForm {
    /// A `timestamptz` as RFC 3339 in UTC; fractions only where there are some.
    public static let moment = WireForm.custom { cell, buffer in
        guard let instant = Instant(cell: cell) else { return false }
        guard let text = instant.text else { return false }
        buffer.appendString(text)
        return true
    }

    /// A `date` as `2026-03-01`.
    public static let day = WireForm.custom { cell, buffer in
        guard let day = CalendarDay(cell: cell), let date = CivilDate(daysSince2000: Int64(day.days)) else {
            return false
        }
        buffer.appendString(date.text)
        return true
    }

    /// A `time` as `18:30:00`.
    public static let timeOfDay = WireForm.custom { cell, buffer in
        guard let time = TimeOfDay(cell: cell), time.microseconds >= 0 else { return false }
        buffer.appendString(clockText(time.microseconds))
        return true
    }
}

extension Instant {
    static let microsecondsPerDay: Int64 = 86_400_000_000

    /// RFC 3339 in UTC, or nil for infinity and years beyond 9999.
    var text: String? {
        let (day, time) = microseconds.quotientFlooring(Self.microsecondsPerDay)
        guard let date = CivilDate(daysSince2000: day) else { return nil }
        return "\(date.text)T\(clockText(time))Z"
    }
}

/// `18:30:00`, with as many digits of a fraction as are needed.
private func clockText(_ microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    var text = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    var fraction = microseconds % 1_000_000
    guard fraction > 0 else { return text }
    var digits = 6
    while fraction % 10 == 0 {
        fraction /= 10
        digits -= 1
    }
    text += ".\(padded(fraction, digits))"
    return text
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

extension Int64 {
    /// Quotient rounded down and the remainder, which is never negative; the divisor is positive.
    func quotientFlooring(_ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// A day of the Gregorian calendar, years 1 to 9999: what RFC 3339 can write.
struct CivilDate: Hashable {
    let year: Int64
    let month: Int64
    let day: Int64

    /// Days between 0000-03-01 and 2000-01-01 in the proleptic calendar.
    private static let epochDays: Int64 = 730_425
    private static let daysPerEra: Int64 = 146_097

    /// A date that exists; nil for any other.
    init?(year: Int64, month: Int64, day: Int64) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[Int(month) - 1] else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date of a day number.
    ///
    /// - SeeAlso: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days
    init?(daysSince2000: Int64) {
        guard daysSince2000.magnitude < 10_000_000 else { return nil }
        let (era, dayOfEra) = (daysSince2000 + Self.epochDays).quotientFlooring(Self.daysPerEra)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Days since 2000-01-01.
    var daysSince2000: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shiftedYear.quotientFlooring(400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysPerEra + dayOfEra - Self.epochDays
    }

    /// `2026-03-01`
    var text: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}
