import Domain
import Testing

@Suite struct PaymentStatusTests {
    @Test(
        arguments: [
            (1000, 0, 0, PaymentStatus.unpaid), (1000, 400, 0, .partiallyPaid), (1000, 1000, 0, .paid),
            (1000, 1000, 400, .partiallyRefunded), (1000, 1000, 1000, .refunded), (1000, 400, 400, .refunded),
            (0, 0, 0, .paid),
        ] as [(Int64, Int64, Int64, PaymentStatus)])
    func `how far an order is paid follows from its amounts`(
        total: Int64, captured: Int64, refunded: Int64, status: PaymentStatus
    ) {
        #expect(
            PaymentStatus(totalMinor: total, capturedMinor: captured, refundedMinor: refunded) == status)
    }

    @Test func `case 14: a paid order that grows and shrinks again is paid again, and nothing is refunded`() {
        let totals: [Int64] = [1000, 1300, 1000]

        let statuses = totals.map { PaymentStatus(totalMinor: $0, capturedMinor: 1000, refundedMinor: 0) }

        #expect(statuses == [.paid, .partiallyPaid, .paid])
    }
}
