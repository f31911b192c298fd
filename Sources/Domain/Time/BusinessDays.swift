/// The business days of a branch: they begin when the first guests cannot be yesterday's last any more.
///
/// A sale at 01:30 with a start at 04:00 belongs to yesterday, in numbers, drawers and reports alike. A day
/// lasts from the first instant at which its clock shows the start to the same of the next day, whatever is
/// done to the clocks in between: none comes twice, and each instant has exactly one.
public struct BusinessDays<Zone: ZoneOffsets>: Sendable {
    /// The branch's clocks.
    public let zone: Zone
    /// When a day begins.
    public let start: LocalTime

    /// The business days of a branch.
    public init(zone: Zone, start: LocalTime) {
        self.zone = zone
        self.start = start
    }

    /// The day to which an instant belongs; nil outside the years 1 to 9999.
    public func date(unixSeconds: Int64) -> LocalDate? {
        guard let wall = LocalMoment(unixSeconds: unixSeconds, in: zone) else { return nil }
        // Clocks that are set back past midnight show yesterday again, when today has begun.
        return [wall.date.next, wall.date].first { startUnixSeconds(of: $0) <= unixSeconds }
            ?? wall.date.previous
    }

    /// When a day begins.
    public func startUnixSeconds(of date: LocalDate) -> Int64 {
        zone.firstUnixSeconds(of: LocalMoment(date: date, time: start))
    }

    /// The instants of a day: from its start to before the next day's.
    public func unixSeconds(of date: LocalDate) -> Range<Int64> {
        let start = startUnixSeconds(of: date)
        return start..<max(start, startUnixSeconds(of: date.next))
    }
}
