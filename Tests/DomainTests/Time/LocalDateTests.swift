import Domain
import Foundation
import Testing

extension LocalDate {
    /// A day of a test, as in `2026-11-21`.
    static func on(_ text: String) throws -> LocalDate {
        let numbers = text.split(separator: "-").compactMap { Int($0) }
        try #require(numbers.count == 3)
        return try #require(LocalDate(year: numbers[0], month: numbers[1], day: numbers[2]))
    }
}

@Suite struct LocalDateTests {
    @Test(arguments: [
        ("1970-01-01", 0, 3), ("2000-02-29", 11_016, 1), ("2026-11-21", 20_778, 5),
        ("0001-01-01", -719_162, 0),
        ("9999-12-31", 2_932_896, 4), ("1900-03-01", -25_508, 3), ("2024-12-31", 20_088, 1),
    ])
    func `a day has a number and a weekday`(text: String, number: Int, weekday: Int) throws {
        let date = try LocalDate.on(text)

        #expect(date.dayNumber == number)
        #expect(date.weekday == weekday)
        #expect(date.description == text)
        #expect(LocalDate(dayNumber: number) == date)
    }

    @Test(arguments: [
        (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1),
        (10_000, 1, 1), (2026, 1, 32), (.max, .max, .max), (.min, .min, .min),
    ])
    func `what is not in the calendar is no day`(year: Int, month: Int, day: Int) {
        #expect(LocalDate(year: year, month: month, day: day) == nil)
    }

    @Test func `days follow each other as Foundation's calendar has them`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        var date = try LocalDate.on("1899-12-31")
        for _ in 0..<80 * 366 {
            let instant = Date(timeIntervalSince1970: Double(date.dayNumber) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: instant)
            #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
            #expect(date.next.previous == date && date < date.next)
            date = date.next
        }
    }

    @Test func `the first and the last day have no neighbours beyond them`() {
        #expect(LocalDate.first.previous == .first)
        #expect(LocalDate.last.next == .last)
        #expect(LocalDate(dayNumber: LocalDate.last.dayNumber + 1) == nil)
        #expect(LocalDate(dayNumber: .min) == nil)
    }

    @Test func `a clock shows 00h00 to 23h59`() {
        #expect(LocalTime(hour: 23, minute: 59)?.seconds == 86_340)
        #expect(LocalTime(hour: 24, minute: 0) == nil)
        #expect(LocalTime(hour: 0, minute: 60) == nil)
        #expect(LocalTime(seconds: -1) == nil)
        #expect(LocalTime(seconds: 86_400) == nil)
    }
}
