/// What an evening should come to, in a few lines: what may happen to an order, and what is owed.
struct EveningModel {
    /// An order as far as the model knows it.
    struct Order {
        let id: String
        let table: Int
        let totalMinor: Int64
        var status = "PENDING"
        var paidMinor: Int64 = 0
        /// Its ticket; nil until it is confirmed.
        var ticket: String?

        var owedMinor: Int64 { totalMinor - paidMinor }
        var isOver: Bool { ["COMPLETED", "CANCELED"].contains(status) }
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
    }

    var orders: [Order] = []
    /// Tables with guests.
    var occupied: Set<Int> = []

    /// Whether an order lets an action pass.
    static func allows(_ action: Action, _ order: Order) -> Bool {
        switch action {
        case .order, .close: true
        case .confirm: order.status == "PENDING"
        case .cancel:
            ["PENDING", "CONFIRMED", "PREPARING", "READY"].contains(order.status) && order.paidMinor == 0
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
        case .order, .close: break
        case .confirm: (order.status, order.ticket) = ("CONFIRMED", "NEW")
        case .cancel: (order.status, order.ticket) = ("CANCELED", order.ticket.map { _ in "VOIDED" })
        case .start: (order.status, order.ticket) = ("PREPARING", "IN_PROGRESS")
        case .ready: (order.status, order.ticket) = ("READY", "READY")
        case .bump: order.ticket = "BUMPED"
        case .serve: order.status = "SERVED"
        case .payPart: order.paidMinor += order.owedMinor / 2
        case .payAll:
            order.paidMinor = order.totalMinor
            // Whoever has been served has nothing more to wait for.
            if order.status == "SERVED" { order.status = "COMPLETED" }
        case .complete: order.status = "COMPLETED"
        }
    }
}
