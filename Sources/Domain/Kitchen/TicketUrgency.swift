/// How urgent a ticket is, by which screens colour and sort.
public enum TicketUrgency: String, CaseIterable, Sendable {
    /// Less than two thirds of its time are over.
    case calm = "CALM"
    /// Two thirds of its time are over.
    case amber = "AMBER"
    /// It is past due.
    case red = "RED"

    /// The urgency of a ticket at a moment: amber from two thirds of the time between firing and due time on,
    /// red after it. All in the same unit since the same beginning.
    public init(fired: Int64, due: Int64, now: Int64) {
        let span = Int128(due) - Int128(fired)
        self = now > due ? .red : 3 * (Int128(now) - Int128(fired)) >= 2 * span ? .amber : .calm
    }

    /// When a ticket is due: its longest preparation after it was fired; at once, when nothing needs any.
    public static func due(fired: Int64, preparations: [Int64]) -> Int64 {
        let (due, overflows) = fired.addingReportingOverflow(max(0, preparations.max() ?? 0))
        return overflows ? .max : due
    }
}
