/// How far the clocks of a place are from UTC, at each instant: all that rules about local time need to know.
public protocol ZoneOffsets: Sendable {
    /// Seconds that the clock is ahead of UTC, within a day either way; negative west of Greenwich.
    func offsetSeconds(atUnixSeconds unixSeconds: Int64) -> Int
}

extension ZoneOffsets {
    /// The first instant at which the wall shows a moment, or is past it.
    ///
    /// A moment that comes twice, when clocks are set back, is meant the first time. One that never comes,
    /// when they are set forward, is the instant of the change. Assumes one change in two days at most, as
    /// all zones have kept it.
    public func firstUnixSeconds(of moment: LocalMoment) -> Int64 {
        let day = Int64(LocalTime.secondsOfDay)
        let wall = Int64(moment.date.dayNumber) * day + Int64(moment.time.seconds)
        let before = offsetSeconds(atUnixSeconds: wall - day)
        let after = offsetSeconds(atUnixSeconds: wall + day)
        let early = wall - Int64(before)
        if offsetSeconds(atUnixSeconds: early) == before { return early }
        let late = wall - Int64(after)
        if offsetSeconds(atUnixSeconds: late) == after { return late }
        return firstUnixSeconds(withoutOffset: before, from: wall - day, to: wall + day)
    }

    /// When the clocks left an offset that they had at `from` and no longer have at `to`.
    private func firstUnixSeconds(withoutOffset offset: Int, from: Int64, to: Int64) -> Int64 {
        var (held, left) = (from, to)
        while left - held > 1 {
            let middle = held + (left - held) / 2
            if offsetSeconds(atUnixSeconds: middle) == offset { held = middle } else { left = middle }
        }
        return left
    }
}
