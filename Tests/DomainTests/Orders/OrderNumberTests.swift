import Domain
import Testing

@Suite struct OrderNumberTests {
    @Test(arguments: [
        (1, "001", "2026-11-21-001"), (42, "042", "2026-11-21-042"), (1234, "1234", "2026-11-21-1234"),
        (999_999_999, "999999999", "2026-11-21-999999999"),
    ])
    func `a number is written with three digits at least, and read again`(
        number: Int, short: String, long: String
    ) throws {
        let order = try #require(OrderNumber(date: .on("2026-11-21"), number: number))

        #expect(order.shortText == short)
        #expect(order.description == long)
        #expect(OrderNumber(long) == order)
    }

    @Test(arguments: [
        "", "042", "2026-11-21", "2026-11-21-42", "2026-11-21-0042", "2026-11-21-000", "2026-02-30-001",
        "2026-11-21-1x3", "2026-11-21--12", "26-11-21-001", "2026-1-21-0011", "2026-11-21-9999999999",
        "२०२६-११-२१-००१", "2026-11-21-001-", "+026-11-21-001",
    ])
    func `any other text is no number`(text: String) {
        #expect(OrderNumber(text) == nil)
    }

    @Test func `a day's numbers follow each other from 1`() throws {
        let date = try LocalDate.on("2026-11-21")

        #expect(OrderNumber.next(on: date, after: nil)?.number == 1)
        #expect(OrderNumber.next(on: date, after: 41)?.number == 42)
        #expect(OrderNumber.next(on: date, after: 999_999_999) == nil)
        #expect(OrderNumber.next(on: date, after: .max) == nil)
        #expect(OrderNumber(date: date, number: 0) == nil)
    }

    @Test func `numbers are ordered by day`() throws {
        let late = try #require(OrderNumber(date: .on("2026-11-20"), number: 900))
        let early = try #require(OrderNumber(date: .on("2026-11-21"), number: 1))

        #expect(late < early)
    }
}
