import Domain
import Foundation
import TestSupport
import Testing

/// Business days, on days as they come and on those on which clocks change.
@Suite struct BusinessDaysTests {
    private func days(_ zone: String, _ hour: Int, _ minute: Int = 0) throws -> BusinessDays<SystemTimeZone> {
        BusinessDays(
            zone: try #require(SystemTimeZone(identifier: zone)),
            start: try #require(LocalTime(hour: hour, minute: minute)))
    }

    /// An instant, as in `2026-11-21T19:50:00Z`.
    private func instant(_ text: String) throws -> Int64 {
        Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970)
    }

    @Test func `a zone that nobody knows is none`() {
        #expect(SystemTimeZone(identifier: "America/Atlantis") == nil)
    }

    @Test(arguments: [
        // 01:30 in Lima.
        ("America/Lima", "2026-11-21T06:30:00Z", "2026-11-20"),
        ("America/Lima", "2026-11-21T08:59:59Z", "2026-11-20"),
        ("America/Lima", "2026-11-21T09:00:00Z", "2026-11-21"),
        ("Asia/Kolkata", "2026-11-20T22:29:59Z", "2026-11-20"),
        ("Asia/Kolkata", "2026-11-20T22:30:00Z", "2026-11-21"),
        ("America/Lima", "1969-12-31T08:00:00Z", "1969-12-30"),
    ])
    func `case 19: a sale at 01h30 with a start at 04h00 belongs to yesterday`(
        zone: String, time: String, date: String
    ) throws {
        #expect(try days(zone, 4).date(unixSeconds: instant(time)) == .on(date))
    }

    @Test(arguments: [
        // New York sets its clocks forward on 8 March 2026, from 02:00 to 03:00, and back on 1 November.
        (4, 0, "2026-03-07", 23 * 60), (4, 0, "2026-03-08", 24 * 60), (0, 0, "2026-03-08", 23 * 60),
        (4, 0, "2026-10-31", 25 * 60),
        // 02:30 never comes: the day begins with the change, half an hour after the last one ought to end.
        (2, 30, "2026-03-07", 23 * 60 + 30), (2, 30, "2026-03-08", 23 * 60 + 30),
        // 01:30 comes twice: the day begins the first time.
        (1, 30, "2026-10-31", 24 * 60), (1, 30, "2026-11-01", 25 * 60),
    ])
    func `case 19: days on which clocks change are longer or shorter`(
        hour: Int, minute: Int, date: String, minutes: Int
    ) throws {
        let seconds = try days("America/New_York", hour, minute).unixSeconds(of: .on(date))

        #expect(seconds.count == minutes * 60)
    }

    @Test func `half an hour is a change too`() throws {
        // Lord Howe Island: 02:00 to 01:30 on 5 April 2026, 02:00 to 02:30 on 4 October.
        let days = try days("Australia/Lord_Howe", 4)

        #expect(try days.unixSeconds(of: .on("2026-04-04")).count == 24 * 3600 + 1800)
        #expect(try days.unixSeconds(of: .on("2026-10-03")).count == 24 * 3600 - 1800)
    }

    @Test func `a day that the calendar left out has no instants`() throws {
        // Samoa went from 29 to 31 December 2011.
        let days = try days("Pacific/Apia", 0)

        #expect(try days.unixSeconds(of: .on("2011-12-30")).isEmpty)
        #expect(try days.date(unixSeconds: instant("2011-12-30T10:00:00Z")) == .on("2011-12-31"))
        #expect(try days.date(unixSeconds: instant("2011-12-30T09:59:59Z")) == .on("2011-12-29"))
    }

    @Test func `a day that has begun stays begun when clocks are set back past midnight`() throws {
        // St. John's set its clocks back at 00:01 on 7 November 2010, to 23:01 of the day before.
        let days = try days("America/St_Johns", 0)

        #expect(try days.date(unixSeconds: instant("2010-11-07T02:29:59Z")) == .on("2010-11-06"))
        #expect(try days.date(unixSeconds: instant("2010-11-07T02:30:00Z")) == .on("2010-11-07"))
        #expect(try days.date(unixSeconds: instant("2010-11-07T03:00:00Z")) == .on("2010-11-07"))
        #expect(try days.date(unixSeconds: instant("2010-11-08T03:29:59Z")) == .on("2010-11-07"))
    }

    @Test(arguments: [
        ("America/New_York", 4), ("America/New_York", 2), ("America/Lima", 4), ("Pacific/Apia", 4),
        ("Africa/Casablanca", 2), ("Europe/Dublin", 1), ("America/St_Johns", 0), ("Antarctica/Troll", 2),
    ])
    func `each instant lies in exactly the day that it belongs to`(zone: String, hour: Int) throws {
        let days = try days(zone, hour, hour % 2 == 0 ? 30 : 0)
        var generator = SeededGenerator(seed: 19)
        for _ in 0..<2_000 {
            // The years 2000 to 2030.
            let instant = Int64.random(in: 946_684_800..<1_924_992_000, using: &generator)
            let date = try #require(days.date(unixSeconds: instant))
            #expect(days.unixSeconds(of: date).contains(instant))
            #expect(!days.unixSeconds(of: date.next).contains(instant))
            #expect(days.unixSeconds(of: date).upperBound == days.startUnixSeconds(of: date.next))
        }
    }

    @Test(arguments: [.min, .max, -62_135_683_201, 253_402_387_200] as [Int64])
    func `instants beyond the calendar have no day and do not trap`(instant: Int64) throws {
        #expect(try days("Asia/Kolkata", 4).date(unixSeconds: instant) == nil)
    }
}
