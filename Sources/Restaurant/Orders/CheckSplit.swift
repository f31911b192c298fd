internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Splits a bill into checks: by lines and quantities, or into equal parts, which have no lines of their own.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.checkSplit`.
enum CheckSplit: OrderPayload {
    /// Checks of one order at most.
    private static let checkCounts = 2...50

    static let mutation = OrderWrite.make { (input, session) throws(OrderMutationFailure) in
        let id = try input.requiredUUID("orderId", .order)
        let parts = input.int("parts")
        let wanted = try input.objects("checks").map { (check) throws(OrderMutationFailure) in
            try WantedCheck(check)
        }
        guard (parts == nil) != wanted.isEmpty else {
            throw .refused(.exactlyOne, "checks", "Either `checks` or `parts` is needed.")
        }
        guard checkCounts.contains(parts.map { Int(clamping: $0) } ?? wanted.count) else {
            throw .invalid(parts == nil ? "checks" : "parts", "A bill is split into 2 to 50 checks.")
        }
        let order = try await LockedOrder(id, at: "orderId", in: session)
        try order.requireEditable(input)
        guard order.receivedMinor <= 0 else {
            throw .refused(.paymentCaptured, "orderId", "A payment was taken for the whole bill.")
        }
        let checks: [CheckDraft]
        if let parts {
            let totals = BillSplit.equally(order.totalMinor, among: Int(clamping: parts)) ?? []
            checks = totals.map { CheckDraft(id: input.newID(), label: nil, totalMinor: $0) }
        } else {
            let bill = try await DividedBill.load(id, in: session)
            checks = try bill.divided(among: wanted, input)
        }
        _ = try await session.run(CheckDraft.insertions(checks, of: id, session))
        try await order.changed(["checks": String(checks.count)], in: session)
        return id
    }
}

/// A check as it is asked for.
struct WantedCheck: Sendable {
    let label: String?
    /// Lines, with how much of each; all of it without.
    let lines: [(line: UUIDBytes, quantity: Quantity?)]

    init(_ input: OrderInput) throws(OrderMutationFailure) {
        label = try input.text("label", 1...100)
        var lines: [(UUIDBytes, Quantity?)] = []
        for line in input.objects("lines") {
            var quantity: Quantity?
            if let text = line.string("quantity") {
                guard let given = Quantity(decimalText: text) else {
                    throw line.refusal(
                        .invalid, "quantity", "A quantity is above 0 and has four decimals at most.")
                }
                quantity = given
            }
            lines.append((try line.requiredUUID("lineId", .orderLine), quantity))
        }
        self.lines = lines
    }
}
