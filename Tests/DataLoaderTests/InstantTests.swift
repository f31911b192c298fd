import DataLoader
import Testing

struct InstantTests {
    @Test(arguments: [
        ("2000-01-01T00:00:00Z", 0), ("1999-12-31T23:59:59.5Z", -500_000),
        ("2026-03-01T12:30:00-05:00", 825_701_400_000_000),
        ("2000-02-29T00:00:00+00:00", 5_097_600_000_000),
    ])
    func `a moment is read`(_ text: String, _ microseconds: Int) {
        #expect(Instant(rfc3339: text)?.microseconds == Int64(microseconds))
    }

    @Test(arguments: [
        "", "2026-03-01", "2026-02-29T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T12:30:00",
        "2026-03-01T12:30:00.Z",
        "2026-03-01T12:30:00+25:00", "2026-13-01T12:30:00Z", "2026-03-01T12:30:00Zx",
    ])
    func `what is no moment is refused`(_ text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }
}
