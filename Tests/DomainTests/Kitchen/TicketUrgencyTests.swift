import Domain
import Testing

@Suite struct TicketUrgencyTests {
    @Test(
        arguments: [
            (0, TicketUrgency.calm), (599, .calm), (600, .amber), (900, .amber), (901, .red), (-5, .calm),
            (.max, .red), (.min, .calm),
        ] as [(Int64, TicketUrgency)])
    func `a ticket is amber from two thirds of its time on, and red past due`(
        now: Int64, urgency: TicketUrgency
    ) {
        #expect(TicketUrgency(fired: 0, due: 900, now: now) == urgency)
    }

    @Test func `a ticket is due when its longest preparation is over`() {
        #expect(TicketUrgency.due(fired: 100, preparations: [300, 900, 0]) == 1000)
        #expect(TicketUrgency.due(fired: 100, preparations: []) == 100)
        #expect(TicketUrgency.due(fired: .max, preparations: [1]) == .max)
    }
}
