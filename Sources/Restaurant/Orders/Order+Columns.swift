internal import DataLoader
internal import Postgres

extension Order {
    /// Columns of `orders`, and what its amounts say together.
    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let businessDate = Column<CalendarDay>("business_date", at: 2)
        static let number = Column<Int32>("number", at: 3)
        static let type = Column<String>("type", at: 4)
        static let source = Column<String>("source", at: 5)
        static let status = Column<String>("status", at: 6)
        static let statusChangedAt = Column<Instant>("status_changed_at", at: 7)
        static let tableID = Column<UUIDBytes?>("table_id", at: 8)
        static let sessionID = Column<UUIDBytes?>("session_id", at: 9)
        static let customerID = Column<UUIDBytes?>("customer_id", at: 10)
        static let memberID = Column<UUIDBytes?>("member_id", at: 11)
        static let guestName = Column<String?>("guest_name", at: 12, isPersonal: true)
        static let guestCount = Column<Int32?>("guest_count", at: 13)
        static let note = Column<String?>("note", at: 14, isPersonal: true)
        static let currency = Column<String>("currency", at: 15)
        static let subtotalMinor = Column<Int64>("subtotal_minor", at: 16)
        static let compMinor = Column<Int64>("comp_minor", at: 17)
        static let discountMinor = Column<Int64>("discount_minor", at: 18)
        static let chargeMinor = Column<Int64>("charge_minor", at: 19)
        static let netMinor = Column<Int64>("net_minor", at: 20)
        static let taxMinor = Column<Int64>("tax_minor", at: 21)
        static let totalMinor = Column<Int64>("total_minor", at: 22)
        static let paidMinor = Column<Int64>("paid_minor", at: 23)
        static let refundedMinor = Column<Int64>("refunded_minor", at: 24)
        static let tipMinor = Column<Int64>("tip_minor", at: 25)
        static let writtenOffMinor = Column<Int64>("written_off_minor", at: 26)
        static let balanceMinor = Column<Int64>("balance", at: 27, OrderBalance.balance(of: "t"))
        static let paymentStatus = Column<String>("payment_status", at: 28, OrderBalance.status(of: "t"))
        static let createdAt = Column<Instant>("created_at", at: 29)
        static let confirmedAt = Column<Instant?>("confirmed_at", at: 30)
        static let startedAt = Column<Instant?>("started_at", at: 31)
        static let readyAt = Column<Instant?>("ready_at", at: 32)
        static let servedAt = Column<Instant?>("served_at", at: 33)
        static let completedAt = Column<Instant?>("completed_at", at: 34)
        static let canceledAt = Column<Instant?>("canceled_at", at: 35)
        static let cancelReason = Column<String?>("cancel_reason", at: 36)
        static let version = Column<Int32>("version", at: 37)

        static let all =
            columnList(
                id, branchID, businessDate, number, type, source, status, statusChangedAt, tableID, sessionID,
                customerID, memberID, guestName, guestCount, note, currency)
            + columnList(
                subtotalMinor, compMinor, discountMinor, chargeMinor, netMinor, taxMinor, totalMinor,
                paidMinor, refundedMinor, tipMinor, writtenOffMinor, balanceMinor, paymentStatus)
            + columnList(
                createdAt, confirmedAt, startedAt, readyAt, servedAt, completedAt, canceledAt, cancelReason,
                version)
    }
}

/// What the amounts of an order say together, as SQL.
///
/// - SeeAlso: `PaymentStatus`, which says the same of amounts in memory.
enum OrderBalance {
    /// What is still to be paid; below nothing where more was received. Nobody owes what was called off, nor
    /// what was given back of an order that is over: the books hold that among the refunds.
    static func balance(of order: String) -> SQLTemplate { SQLTemplate(stringLiteral: text(of: order)) }

    /// The same as text.
    static func text(of order: String) -> String {
        let rest = """
            \(order).total_minor - \(order).paid_minor + \(order).refunded_minor - \(order).written_off_minor
            """
        return """
            (CASE \(order).status WHEN 'CANCELED' THEN 0 WHEN 'COMPLETED' THEN least(0, \(rest)) \
            ELSE \(rest) END)
            """
    }

    /// How far it is paid.
    static func status(of order: String) -> SQLTemplate {
        let row: SQLTemplate = "\(column: order)"
        return """
            (CASE WHEN \(row).refunded_minor > 0 THEN CASE WHEN \(row).refunded_minor >= \(row).paid_minor \
            THEN 'REFUNDED' ELSE 'PARTIALLY_REFUNDED' END \
            WHEN \(row).paid_minor >= \(row).total_minor THEN 'PAID' \
            WHEN \(row).paid_minor > 0 THEN 'PARTIALLY_PAID' ELSE 'UNPAID' END)
            """
    }
}
