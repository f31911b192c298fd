internal import Domain
internal import Postgres

/// The priced lines and charges of an order, which checks divide among them to the last unit.
struct DividedBill: Sendable {
    private struct Part: Sendable {
        let id: UUIDBytes
        /// Nil for a charge.
        let quantity: Quantity?
        let netMinor: Int64
        let taxMinor: Int64

        /// Its amounts on checks that have so much of it.
        func divided(by quantities: [Quantity?]) -> [TaxedAmount]? {
            BillSplit.parts(netMinor: netMinor, taxMinor: taxMinor, by: quantities)
        }
    }

    private let lines: [Part]
    private let charges: [Part]

    /// Reads an order, which the caller has locked; one packet.
    static func load(
        _ order: UUIDBytes, in session: OrderSession
    ) async throws(OrderMutationFailure) -> DividedBill {
        let results = try await session.run([
            findLines.bind(session.tenant, .uuid(order)), findCharges.bind(session.tenant, .uuid(order)),
        ])
        return DividedBill(lines: parts(results[0]), charges: parts(results[1]))
    }

    /// The checks that are asked for: of each line all of it, of each charge a share by what the lines of a
    /// check come to.
    ///
    /// - Throws: NOT_FOUND for a line that is not of the order, INVALID where a line is not divided exactly.
    func divided(
        among wanted: [WantedCheck], _ input: OrderInput
    ) throws(OrderMutationFailure) -> [CheckDraft] {
        var checks = wanted.map { CheckDraft(id: input.newID(), label: $0.label, totalMinor: 0) }
        let known = Set(lines.map(\.id))
        guard wanted.allSatisfy({ $0.lines.allSatisfy { known.contains($0.line) } }) else {
            throw .notFound("checks")
        }
        for line in lines {
            let quantities = try quantities(of: line, in: wanted)
            guard let parts = line.divided(by: quantities) else { continue }
            for index in checks.indices {
                guard let quantity = quantities[index] else { continue }
                checks[index].add(
                    CheckDraft.Share(
                        id: input.newID(), line: line.id, quantity: quantity, amount: parts[index]))
            }
        }
        let weights = checks.map { Quantity(tenThousandths: min($0.totalMinor, Quantity.tenThousandthsMax)) }
        let isFree = weights.allSatisfy { $0 == nil }
        for charge in charges {
            let weights = isFree ? checks.indices.map { $0 == 0 ? Quantity.one : nil } : weights
            guard let parts = charge.divided(by: weights) else { continue }
            for index in checks.indices where weights[index] != nil {
                checks[index].add(
                    CheckDraft.Share(id: input.newID(), charge: charge.id, amount: parts[index]))
            }
        }
        return checks
    }

    /// How much of a line each check has.
    private func quantities(
        of line: Part, in wanted: [WantedCheck]
    ) throws(OrderMutationFailure) -> [Quantity?] {
        var left = line.quantity?.tenThousandths ?? 0
        var quantities: [Quantity?] = []
        for check in wanted {
            let own = check.lines.filter { $0.line == line.id }
            guard own.count <= 1 else { throw .invalid("checks", "A check names a line once.") }
            let quantity = own.first.flatMap { $0.quantity ?? line.quantity }
            quantities.append(quantity)
            left -= quantity?.tenThousandths ?? 0
        }
        guard left == 0 else {
            throw .invalid("checks", "The checks together must have all of each line, and no more.")
        }
        return quantities
    }

    private static func parts(_ result: PostgresResult) -> [Part] {
        (0..<result.rowCount).compactMap { row in
            guard let id = result.uuid(row, 0), let netMinor = result.int(row, 2),
                let taxMinor = result.int(row, 3)
            else { return nil }
            return Part(
                id: id, quantity: result.int(row, 1).flatMap { Quantity(tenThousandths: $0) },
                netMinor: netMinor, taxMinor: taxMinor)
        }
    }

    /// `order_lines_order_idx` serves it.
    private static let findLines = Statement(
        "DividedBill.lines",
        """
        SELECT l.id, (l.quantity * 10000)::bigint, l.net_minor, l.tax_minor FROM order_lines AS l
        WHERE l.organization_id = $1 AND l.order_id = $2 AND l.status <> 'VOIDED' ORDER BY l.position, l.id
        """, parameters: [.uuid, .uuid])

    /// `order_charges_order_idx` serves it.
    private static let findCharges = Statement(
        "DividedBill.charges",
        """
        SELECT c.id, NULL::bigint, c.net_minor, c.tax_minor FROM order_charges AS c
        WHERE c.organization_id = $1 AND c.order_id = $2 ORDER BY c.position, c.id
        """, parameters: [.uuid, .uuid])
}

extension CheckDraft {
    /// Puts a share on the check. No sum leaves the bill's own total.
    fileprivate mutating func add(_ share: Share) {
        shares.append(share)
        totalMinor += share.amount.totalMinor
    }
}
