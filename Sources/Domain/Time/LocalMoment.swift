/// A time of day, without a time zone.
public struct LocalTime: Hashable, Comparable, Sendable {
    /// Seconds of a day.
    public static let secondsOfDay = 86_400

    /// Seconds since midnight on the clock.
    public let seconds: Int

    /// A time by its seconds since midnight; nil outside of a day.
    public init?(seconds: Int) {
        guard (0..<Self.secondsOfDay).contains(seconds) else { return nil }
        self.seconds = seconds
    }

    /// A time by hour and minute; nil for one that no clock shows.
    public init?(hour: Int, minute: Int) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        self.init(seconds: hour * 3600 + minute * 60)
    }

    /// Earlier to later on one day.
    public static func < (left: LocalTime, right: LocalTime) -> Bool { left.seconds < right.seconds }
}

/// What calendar and clock on a branch's wall show.
public struct LocalMoment: Hashable, Sendable {
    /// The calendar.
    public var date: LocalDate
    /// The clock.
    public var time: LocalTime

    /// A moment on the wall.
    public init(date: LocalDate, time: LocalTime) {
        self.date = date
        self.time = time
    }

    /// What the wall shows at an instant; nil outside the years 1 to 9999.
    public init?(unixSeconds: Int64, in zone: some ZoneOffsets) {
        let (wall, overflows) = unixSeconds.addingReportingOverflow(
            Int64(zone.offsetSeconds(atUnixSeconds: unixSeconds)))
        guard !overflows else { return nil }
        let (quotient, remainder) = wall.quotientAndRemainder(dividingBy: Int64(LocalTime.secondsOfDay))
        let isBefore = remainder < 0
        guard let date = LocalDate(dayNumber: Int(quotient) - (isBefore ? 1 : 0)),
            let time = LocalTime(seconds: Int(remainder) + (isBefore ? LocalTime.secondsOfDay : 0))
        else { return nil }
        self.init(date: date, time: time)
    }
}
