/// The number by which people call an order: gap-free in a branch and business day.
///
/// It comes from a counter row that is locked in the transaction that makes the order, so that one which is
/// rolled back leaves no gap.
public struct OrderNumber: Hashable, Comparable, Sendable {
    /// Digits that a number has at least, so that the numbers of a day line up.
    private static let digitCount = 3
    /// Digits that a number has at most: a day has no more orders.
    private static let digitCountMax = 9

    /// The business day.
    public let date: LocalDate
    /// The number on that day, from 1.
    public let number: Int

    /// A number of a day; nil below 1 and beyond nine digits.
    public init?(date: LocalDate, number: Int) {
        guard number >= 1, String(number).utf8.count <= Self.digitCountMax else { return nil }
        self.date = date
        self.number = number
    }

    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let digits = parts.joined().utf8
        guard parts.count == 4, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            let number = Int(parts[3]), let date = LocalDate(year: year, month: month, day: day)
        else { return nil }
        self.init(date: date, number: number)
        guard parts[3] == shortText else { return nil }
    }

    /// The number that follows on a business day: the next one, or 1 on a day that has none yet.
    ///
    /// - Parameter last: the last number that the day's counter gave; nil when it gave none.
    public static func next(on date: LocalDate, after last: Int?) -> OrderNumber? {
        let (number, overflows) = (last ?? 0).addingReportingOverflow(1)
        return overflows ? nil : OrderNumber(date: date, number: number)
    }

    /// What is called out: `042`.
    public var shortText: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, Self.digitCount - digits.utf8.count)) + digits
    }

    /// By day, then by number.
    public static func < (left: OrderNumber, right: OrderNumber) -> Bool {
        (left.date, left.number) < (right.date, right.number)
    }
}

extension OrderNumber: CustomStringConvertible {
    /// What is unique in a branch: `2026-11-21-042`.
    public var description: String { "\(date)-\(shortText)" }
}
