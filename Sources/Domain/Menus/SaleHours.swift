/// When a menu, a category or an item is on sale, in the branch's local time.
///
/// A window belongs to the day on which it begins: Friday 22:00 to 02:00 has only Friday's bit, and is over
/// on Saturday at 02:00.
public struct SaleHours: Hashable, Sendable {
    /// From when to when, on the clock.
    public struct Window: Hashable, Sendable {
        /// When it begins.
        public var begin: LocalTime
        /// When it ends, not included; at or before the beginning it lies on the next day.
        public var end: LocalTime

        /// From when to when.
        public init(begin: LocalTime, end: LocalTime) {
            self.begin = begin
            self.end = end
        }
    }

    /// The days on which it begins: bit 0 is Monday, bit 6 Sunday.
    public var weekdayMask: UInt8
    /// From when to when; the whole day without.
    public var window: Window?
    /// The first day on which it holds.
    public var validFrom: LocalDate?
    /// The last day on which it holds.
    public var validTo: LocalDate?

    /// Hours of sale.
    public init(
        weekdayMask: UInt8 = 0b111_1111, window: Window? = nil, validFrom: LocalDate? = nil,
        validTo: LocalDate? = nil
    ) {
        self.weekdayMask = weekdayMask
        self.window = window
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// Whether something with these hours is on sale: in any of them; always, when it has none.
    public static func isOpen(_ hours: [SaleHours], at moment: LocalMoment) -> Bool {
        hours.isEmpty || hours.contains { $0.contains(moment) }
    }

    /// Whether a moment lies in a window of today, or in yesterday's that crosses midnight.
    public func contains(_ moment: LocalMoment) -> Bool {
        guard let window else { return begins(on: moment.date) }
        if window.begin < window.end {
            return window.begin <= moment.time && moment.time < window.end && begins(on: moment.date)
        }
        return (window.begin <= moment.time && begins(on: moment.date))
            || (moment.time < window.end && begins(on: moment.date.previous))
    }

    /// Whether a day is one of its days: by weekday and season.
    private func begins(on date: LocalDate) -> Bool {
        weekdayMask >> UInt8(date.weekday) & 1 == 1 && (validFrom ?? date) <= date
            && date <= (validTo ?? date)
    }
}
