import Domain
import Testing

@Suite struct SaleHoursTests {
    private func time(_ hour: Int, _ minute: Int = 0) throws -> LocalTime {
        try #require(LocalTime(hour: hour, minute: minute))
    }

    private func window(_ begin: Int, _ end: Int) throws -> SaleHours.Window {
        SaleHours.Window(begin: try time(begin), end: try time(end))
    }

    private func moment(_ date: String, _ hour: Int, _ minute: Int = 0) throws -> LocalMoment {
        LocalMoment(date: try .on(date), time: try time(hour, minute))
    }

    @Test func `without hours a thing is always on sale`() throws {
        #expect(SaleHours.isOpen([], at: try moment("2026-11-21", 3)))
    }

    @Test func `of several hours any will do`() throws {
        let hours = [SaleHours(window: try window(8, 11)), SaleHours(window: try window(18, 22))]

        #expect(SaleHours.isOpen(hours, at: try moment("2026-11-21", 9)))
        #expect(SaleHours.isOpen(hours, at: try moment("2026-11-21", 21, 59)))
        #expect(!SaleHours.isOpen(hours, at: try moment("2026-11-21", 12)))
        #expect(!SaleHours.isOpen(hours, at: try moment("2026-11-21", 22)))
    }

    @Test func `a window over midnight belongs to the day on which it begins`() throws {
        // Fridays; 20 November 2026 is one.
        let hours = SaleHours(weekdayMask: 0b001_0000, window: try window(22, 2))

        #expect(hours.contains(try moment("2026-11-20", 23)))
        #expect(hours.contains(try moment("2026-11-21", 1, 59)))
        #expect(!hours.contains(try moment("2026-11-21", 2)))
        #expect(!hours.contains(try moment("2026-11-20", 1)))
        #expect(!hours.contains(try moment("2026-11-21", 23)))
    }

    @Test func `an end at the beginning is a whole day later`() throws {
        let hours = SaleHours(weekdayMask: 0b001_0000, window: try window(6, 6))

        #expect(hours.contains(try moment("2026-11-20", 6)))
        #expect(hours.contains(try moment("2026-11-21", 5, 59)))
        #expect(!hours.contains(try moment("2026-11-21", 6)))
    }

    @Test func `a season holds from its first to its last day`() throws {
        let hours = SaleHours(
            window: try window(22, 2), validFrom: try .on("2026-12-01"), validTo: try .on("2026-12-24"))

        #expect(!hours.contains(try moment("2026-12-01", 1)))
        #expect(hours.contains(try moment("2026-12-01", 22)))
        #expect(hours.contains(try moment("2026-12-25", 1)))
        #expect(!hours.contains(try moment("2026-12-25", 22)))
    }

    @Test func `hours are those of the branch's own clock, also on the day on which it changes`() throws {
        let zone = try #require(SystemTimeZone(identifier: "America/New_York"))
        let lunch = SaleHours(window: try window(12, 15))
        // Noon in summer time is 16:00 UTC, in winter time 17:00: 31 October and 1 November 2026.
        let isOpen = try [1_793_462_399, 1_793_462_400, 1_793_552_399, 1_793_552_400].map {
            lunch.contains(try #require(LocalMoment(unixSeconds: $0, in: zone)))
        }

        #expect(isOpen == [false, true, false, true])
    }
}
