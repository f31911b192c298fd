/// What an evening should come to, in a few lines: what may happen to an order, and what is owed.
struct EveningModel {
    /// Money that came in.
    struct Payment {
        let id: String
        let minor: Int64
        let isCash: Bool
        /// The till at which it was taken.
        let drawer: String?
        var tipMinor: Int64 = 0
        var refundedMinor: Int64 = 0
        var isVoided = false

        var restMinor: Int64 { minor - refundedMinor }
        /// Whether something of it is left.
        var isLive: Bool { !isVoided && restMinor > 0 }
    }

    /// An order as far as the model knows it.
    struct Order {
        let id: String
        let table: Int
        let totalMinor: Int64
        var status = "PENDING"
        var payments: [Payment] = []
        /// Its ticket; nil until it is confirmed.
        var ticket: String?

        var paidMinor: Int64 { payments.reduce(0) { $0 + ($1.isVoided ? 0 : $1.minor) } }
        var refundedMinor: Int64 { payments.reduce(0) { $0 + $1.refundedMinor } }
        var tipMinor: Int64 { payments.reduce(0) { $0 + ($1.isVoided ? 0 : $1.tipMinor) } }
        var receivedMinor: Int64 { paidMinor - refundedMinor }
        var owedMinor: Int64 { totalMinor - receivedMinor }
        var isOver: Bool { ["COMPLETED", "CANCELED"].contains(status) }
    }

    /// A till that is open, and what should be in it.
    struct Drawer {
        let id: String
        var expectedMinor: Int64
    }

    /// What somebody does.
    enum Action: CaseIterable {
        case order
        case confirm
        case cancel
        case start
        case ready
        case bump
        case serve
        case payPart
        case payAll
        case complete
        case close
        case refund
        case void
        case tip
        case drawer
    }

    var orders: [Order] = []
    /// Tables with guests.
    var occupied: Set<Int> = []
    /// The branch's till; nil while none is open.
    var drawer: Drawer?

    /// Whether an order lets an action pass.
    static func allows(_ action: Action, _ order: Order) -> Bool {
        switch action {
        case .order, .close, .refund, .void, .tip, .drawer: true
        case .confirm: order.status == "PENDING"
        case .cancel:
            ["PENDING", "CONFIRMED", "PREPARING", "READY"].contains(order.status) && order.receivedMinor == 0
        case .start: order.ticket == "NEW"
        case .ready: order.ticket == "IN_PROGRESS"
        case .bump: order.ticket == "READY"
        case .serve: order.status == "READY"
        case .payPart: !order.isOver && order.owedMinor >= 2
        case .payAll: !order.isOver && order.owedMinor > 0
        case .complete: order.status == "SERVED" && order.owedMinor == 0
        }
    }

    /// Whether the guests of a table may go.
    func mayClose(_ table: Int) -> Bool {
        occupied.contains(table) && orders.allSatisfy { $0.table != table || $0.isOver }
    }

    /// What an action that passed has done to an order.
    static func apply(_ action: Action, to order: inout Order) {
        switch action {
        case .order, .close, .payPart, .payAll, .refund, .void, .tip, .drawer: break
        case .confirm: (order.status, order.ticket) = ("CONFIRMED", "NEW")
        case .cancel: (order.status, order.ticket) = ("CANCELED", order.ticket.map { _ in "VOIDED" })
        case .start: (order.status, order.ticket) = ("PREPARING", "IN_PROGRESS")
        case .ready: (order.status, order.ticket) = ("READY", "READY")
        case .bump: order.ticket = "BUMPED"
        case .serve: order.status = "SERVED"
        case .complete: order.status = "COMPLETED"
        }
    }

    /// What a payment that passed has done: whoever has been served has nothing more to wait for.
    mutating func pay(_ payment: Payment, for place: Int) {
        orders[place].payments.append(payment)
        if payment.isCash, payment.drawer != nil { drawer?.expectedMinor += payment.minor }
        if orders[place].status == "SERVED", orders[place].owedMinor <= 0 {
            orders[place].status = "COMPLETED"
        }
    }

    /// Whether the till in which a payment lies can still be changed.
    func isOpen(_ payment: Payment) -> Bool { payment.drawer == nil || payment.drawer == drawer?.id }
}
