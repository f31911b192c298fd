/// A day of the calendar, without a time zone: what stands on a receipt.
///
/// The Gregorian calendar, extended to the years before it, from year 1 to 9999.
public struct LocalDate: Hashable, Comparable, Sendable {
    /// The first day that can be told.
    public static let first = LocalDate(unchecked: -719_162)
    /// The last day that can be told.
    public static let last = LocalDate(unchecked: 2_932_896)

    /// Days since 1 January 1970.
    public let dayNumber: Int

    /// A day by its number; nil outside the years 1 to 9999.
    public init?(dayNumber: Int) {
        guard (Self.first.dayNumber...Self.last.dayNumber).contains(dayNumber) else { return nil }
        self.dayNumber = dayNumber
    }

    /// A day by year, month and day of the month; nil for one that is not in the calendar.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Years begin in March here, so that the leap day is the last one.
        let (marchYear, marchMonth) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let daysOfYear = (153 * marchMonth + 2) / 5 + day - 1
        self.init(dayNumber: 365 * marchYear + leapDays + daysOfYear - 719_468)
        // What the month does not have lies in the next one.
        guard self.year == year, self.month == month else { return nil }
    }

    private init(unchecked: Int) { dayNumber = unchecked }

    /// The year.
    public var year: Int { civil.year }
    /// The month, 1 to 12.
    public var month: Int { civil.month }
    /// The day of the month, from 1.
    public var day: Int { civil.day }
    /// The day of the week, 0 for Monday to 6 for Sunday.
    public var weekday: Int { (dayNumber - Self.first.dayNumber) % 7 }

    /// The day before; the first one has none, and stays.
    public var previous: LocalDate { LocalDate(dayNumber: dayNumber - 1) ?? self }
    /// The day after; the last one has none, and stays.
    public var next: LocalDate { LocalDate(dayNumber: dayNumber + 1) ?? self }

    /// Earlier to later.
    public static func < (left: LocalDate, right: LocalDate) -> Bool { left.dayNumber < right.dayNumber }

    private var civil: (year: Int, month: Int, day: Int) {
        // Days since 1 March of year 0; cycles of 400, 100, 4 and 1 years.
        let days = dayNumber + 719_468
        let (cycle, dayOfCycle) = days.quotientAndRemainder(dividingBy: 146_097)
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }
}

extension LocalDate: CustomStringConvertible {
    /// As in `2026-11-21`.
    public var description: String {
        func padded(_ number: Int, to width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        let (year, month, day) = civil
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}
