import Postgres
import Restaurant

/// What happens at the till.
extension Evening {
    /// The till that money goes into, as an input field.
    private var till: String { model.drawer.map { "cashSessionId: \"\($0.id)\"," } ?? "" }

    /// Somebody pays for an order, or gets something back.
    ///
    /// - Returns: where the servers and the model differ.
    mutating func moveMoney(_ action: EveningModel.Action, _ place: Int) async -> String? {
        if action == .payPart || action == .payAll { return await pay(action, place) }
        let order = model.orders[place]
        guard let number = order.payments.indices.randomElement(using: &generator) else { return nil }
        let payment = order.payments[number]
        let (request, isAllowed): (String, Bool)
        var after = payment
        var change: Int64 = 0
        switch action {
        case .refund:
            let isWhole = Bool.random(using: &generator)
            let minor = max(1, isWhole ? payment.restMinor : payment.restMinor / 2)
            request = """
                paymentRefund(input: { paymentId: "\(payment.id)", amountMinor: \(minor), reason: "Cold",
                  \(till) \(key()) })
                """
            isAllowed = payment.isLive
            after.refundedMinor += minor
            change = model.drawer == nil ? 0 : -minor
        case .void:
            request =
                "paymentVoid(input: { paymentId: \"\(payment.id)\", reason: \"Typo\", \(key()) })"
            isAllowed =
                payment.isLive && payment.refundedMinor == 0 && !order.isOver && model.isOpen(payment)
            after.isVoided = true
            change = payment.drawer == nil ? 0 : -payment.minor - payment.tipMinor
        default:
            let tip = Int64.random(in: 0...500, using: &generator)
            request = "tipAdjust(input: { paymentId: \"\(payment.id)\", tipMinor: \(tip), \(key()) })"
            isAllowed = payment.isLive && model.isOpen(payment)
            after.tipMinor = tip
            change = payment.drawer == nil ? 0 : tip - payment.tipMinor
        }
        let answer = await send(request)
        guard Self.passed(answer) == isAllowed else {
            return "\(action) of \(payment) was \(isAllowed ? "refused" : "let pass"): \(answer)"
        }
        guard isAllowed else { return nil }
        model.orders[place].payments[number] = after
        if payment.isCash { model.drawer?.expectedMinor += change }
        return nil
    }

    private mutating func pay(_ action: EveningModel.Action, _ place: Int) async -> String? {
        let order = model.orders[place]
        let owed = order.owedMinor
        let minor = max(1, action == .payPart ? owed / 2 : owed)
        let isCash = Bool.random(using: &generator)
        let id = EntityKind.payment.id(
            UUIDBytes(high: 0x0190_0000_0000_7abd, low: generator.next() | 1 << 63))
        let answer = await send(
            """
            paymentCreate(input: { id: "\(id)", orderId: "\(order.id)", method: \(isCash ? "CASH" : "CARD"),
              amountMinor: \(minor), \(till) \(key()) })
            """)
        let isAllowed = EveningModel.allows(action, order)
        guard Self.passed(answer) == isAllowed || action == .payPart && owed == 1 else {
            return "\(action) of \(order) was \(isAllowed ? "refused" : "let pass"): \(answer)"
        }
        guard Self.passed(answer) else { return nil }
        model.pay(.init(id: id, minor: minor, isCash: isCash, drawer: model.drawer?.id), for: place)
        return nil
    }

    /// A till is opened, money is put in or taken out, or it is counted: nothing is missing.
    mutating func turnDrawer() async -> String? {
        guard let drawer = model.drawer else {
            let float = Int64.random(in: 0...20_000, using: &generator)
            let answer = await send(
                """
                cashSessionOpen(input: { branchId: "\(Self.branch)", register: "Till",
                  floatMinor: \(float), \(key()) })
                """, selecting: "cashSession { id }")
            guard Self.passed(answer), let id = Self.text("id", in: answer) else {
                return "a till was not opened: \(answer)"
            }
            model.drawer = .init(id: id, expectedMinor: float)
            return nil
        }
        guard Int.random(in: 0..<3, using: &generator) == 0, drawer.expectedMinor >= 0 else {
            let minor = Int64.random(in: 1...3_000, using: &generator)
            let kind = ["PAY_IN", "PAY_OUT", "DROP"].randomElement(using: &generator) ?? "DROP"
            let answer = await send(
                """
                cashMovementCreate(input: { cashSessionId: "\(drawer.id)", kind: \(kind),
                  amountMinor: \(minor), reason: "Ice", \(key()) })
                """)
            guard Self.passed(answer) else { return "cash did not move: \(answer)" }
            model.drawer?.expectedMinor += kind == "PAY_IN" ? minor : -minor
            return nil
        }
        model.drawer = nil
        for counted in ["", "countedMinor: \(drawer.expectedMinor),"] {
            let answer = await send(
                "cashSessionClose(input: { cashSessionId: \"\(drawer.id)\", \(counted) \(key()) })")
            guard Self.passed(answer) else { return "a till was not counted: \(answer)" }
        }
        return nil
    }
}
