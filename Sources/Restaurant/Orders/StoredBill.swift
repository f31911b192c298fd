internal import DataLoader
internal import Domain
internal import Postgres

/// An order as it is stored, read so that it can be priced, with the rows that its prices go back to.
struct StoredBill: Sendable {
    /// A choice with those that it opened, by group.
    struct Choice: Sendable {
        let id: UUIDBytes
        let group: UUIDBytes
        let freeQuantity: Int
        let price: MenuPrice
        let quantity: Int
        var groups: [[Choice]] = []
    }

    /// A line with its choices, by group.
    struct Line: Sendable {
        let id: UUIDBytes
        let quantity: Quantity
        let price: MenuPrice
        let standing: BillLine.Standing
        var groups: [[Choice]] = []
        var taxes: [Tax] = []
    }

    /// A component of the tax on a line or charge.
    struct Tax: Sendable {
        let id: UUIDBytes
        let component: TaxComponent
    }

    /// Something on top.
    struct StoredCharge: Sendable {
        let id: UUIDBytes
        let value: Charge.Value
        var taxes: [Tax] = []
    }

    let branch: UUIDBytes
    let pricesIncludeTax: Bool
    let lines: [Line]
    let discounts: [(id: UUIDBytes, discount: Discount)]
    let charges: [StoredCharge]

    /// The same as pricing takes it.
    var bill: Bill {
        Bill(
            pricesIncludeTax: pricesIncludeTax,
            lines: lines.map { line in
                BillLine(
                    quantity: line.quantity, price: line.price, groups: line.groups.map(Self.chosen),
                    taxes: line.taxes.map(\.component), standing: line.standing)
            },
            discounts: discounts.map(\.discount),
            charges: charges.map { Charge($0.value, taxes: $0.taxes.map(\.component)) })
    }

    private static func chosen(_ choices: [Choice]) -> ChosenGroup {
        ChosenGroup(
            freeQuantity: choices.first?.freeQuantity ?? 0,
            modifiers: choices.map { choice in
                ChosenModifier(
                    price: choice.price, quantity: choice.quantity, groups: choice.groups.map(chosen))
            })
    }

    /// Reads an order, which the caller has locked; one packet.
    ///
    /// - Throws: NOT_FOUND where there is no such order.
    static func load<Code>(
        _ order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> StoredBill {
        let results = try await session.run(
            [header, lines, choices, taxes, discounts, charges].map {
                $0.bind(session.tenant, .uuid(order))
            })
        guard let bill = StoredBill(results) else { throw .notFound("id") }
        return bill
    }

    private init?(_ results: [PostgresResult]) {
        guard results.count == 6, results[0].rowCount == 1, let branch = results[0].uuid(0, 0),
            let pricesIncludeTax = results[0].bool(0, 1)
        else { return nil }
        self.branch = branch
        self.pricesIncludeTax = pricesIncludeTax
        let choices = Self.choices(results[2])
        let taxes = Self.taxes(results[3])
        lines = Self.lines(results[1]).map { line in
            var line = line
            line.groups = choices[line.id] ?? []
            line.taxes = taxes[line.id] ?? []
            return line
        }
        discounts = Self.discounts(results[4], on: lines.map(\.id))
        charges = Self.charges(results[5]).map { charge in
            var charge = charge
            charge.taxes = taxes[charge.id] ?? []
            return charge
        }
    }

    private static func lines(_ result: PostgresResult) -> [Line] {
        (0..<result.rowCount).compactMap { row in
            guard let id = result.uuid(row, 0),
                let quantity = result.int(row, 1).flatMap({ Quantity(tenThousandths: $0) }),
                let baseMinor = result.int(row, 2),
                let status = result.string(row, 4).flatMap(OrderLineLifecycle.State.init)
            else { return nil }
            return Line(
                id: id, quantity: quantity,
                price: MenuPrice(baseMinor: baseMinor, branchMinor: result.int(row, 3)),
                standing: OrderLineLifecycle.standing(status))
        }
    }

    /// The choices of each line as trees.
    private static func choices(_ result: PostgresResult) -> [UUIDBytes: [[Choice]]] {
        var below: [UUIDBytes: [Choice]] = [:]
        var atTop: [UUIDBytes: [Choice]] = [:]
        for row in 0..<result.rowCount {
            guard let id = result.uuid(row, 0), let line = result.uuid(row, 1),
                let group = result.uuid(row, 3), let freeQuantity = result.int(row, 4),
                let quantity = result.int(row, 5), let baseMinor = result.int(row, 6)
            else { continue }
            let choice = Choice(
                id: id, group: group, freeQuantity: Int(freeQuantity),
                price: MenuPrice(baseMinor: baseMinor, branchMinor: result.int(row, 7)),
                quantity: Int(quantity))
            if let parent = result.uuid(row, 2) {
                below[parent, default: []].append(choice)
            } else {
                atTop[line, default: []].append(choice)
            }
        }
        return atTop.mapValues { grouped($0, below) }
    }

    /// Choices by group, with what hangs on each. A choice hangs on one that was made before it: no circle
    /// leads here.
    private static func grouped(_ choices: [Choice], _ below: [UUIDBytes: [Choice]]) -> [[Choice]] {
        var groups: [[Choice]] = []
        for var choice in choices {
            choice.groups = grouped(below[choice.id] ?? [], below)
            if let index = groups.firstIndex(where: { $0.first?.group == choice.group }) {
                groups[index].append(choice)
            } else {
                groups.append([choice])
            }
        }
        return groups
    }

    private static func taxes(_ result: PostgresResult) -> [UUIDBytes: [Tax]] {
        var taxes: [UUIDBytes: [Tax]] = [:]
        for row in 0..<result.rowCount {
            guard let id = result.uuid(row, 0), let subject = result.uuid(row, 1),
                let name = result.string(row, 2),
                let rate = result.int(row, 3).flatMap({ BasisPoints(Int($0)) })
            else { continue }
            taxes[subject, default: []].append(Tax(id: id, component: TaxComponent(name: name, rate: rate)))
        }
        return taxes
    }

    private static func discounts(
        _ result: PostgresResult, on lines: [UUIDBytes]
    ) -> [(id: UUIDBytes, discount: Discount)] {
        (0..<result.rowCount).compactMap { row in
            guard let id = result.uuid(row, 0) else { return nil }
            let value: Discount.Value
            if let rate = result.int(row, 1).flatMap({ BasisPoints(Int($0)) }) {
                value = .percent(rate, capMinor: result.int(row, 3))
            } else if let minor = result.int(row, 2) {
                value = .amount(minor: minor)
            } else if let paid = result.int(row, 6), let free = result.int(row, 7),
                let portions = FreePortions(free: Int(free), paid: Int(paid))
            {
                value = .portions(portions, capMinor: result.int(row, 3))
            } else {
                return nil
            }
            let named = result.string(row, 5).map { text in
                Set(text.split(separator: ",").compactMap { UUIDBytes(text: $0) })
            }
            let scope = named.map { named in
                Discount.Scope.lines(lines.indices.filter { named.contains(lines[$0]) })
            }
            return (id, Discount(value, on: scope ?? .bill, minimumMinor: result.int(row, 4) ?? 0))
        }
    }

    private static func charges(_ result: PostgresResult) -> [StoredCharge] {
        (0..<result.rowCount).compactMap { row in
            guard let id = result.uuid(row, 0) else { return nil }
            if let rate = result.int(row, 1).flatMap({ BasisPoints(Int($0)) }) {
                return StoredCharge(id: id, value: .percent(rate))
            }
            return result.int(row, 2).map { StoredCharge(id: id, value: .amount(minor: $0)) }
        }
    }
}

extension StoredBill {
    /// `orders_pkey` serves it.
    private static let header = Statement(
        "StoredBill.header",
        "SELECT branch_id, prices_include_tax FROM orders WHERE organization_id = $1 AND id = $2",
        parameters: [.uuid, .uuid])

    /// `order_lines_order_idx` serves it.
    private static let lines = Statement(
        "StoredBill.lines",
        """
        SELECT id, (quantity * 10000)::bigint, base_minor, branch_minor, status FROM order_lines
        WHERE organization_id = $1 AND order_id = $2 ORDER BY position, id
        """, parameters: [.uuid, .uuid])

    /// `order_lines_order_idx` and `order_line_modifiers_line_idx` serve it.
    private static let choices = Statement(
        "StoredBill.choices",
        """
        SELECT m.id, m.line_id, m.parent_id, m.group_id, m.free_quantity, m.quantity, m.base_minor,
          m.branch_minor
        FROM order_lines AS l
        JOIN order_line_modifiers AS m ON m.organization_id = $1 AND m.line_id = l.id
        WHERE l.organization_id = $1 AND l.order_id = $2 ORDER BY m.position, m.id
        """, parameters: [.uuid, .uuid])

    /// `order_line_taxes_order_idx` serves it.
    private static let taxes = Statement(
        "StoredBill.taxes",
        """
        SELECT id, coalesce(line_id, charge_id), component, rate_bps FROM order_line_taxes
        WHERE organization_id = $1 AND order_id = $2 ORDER BY position, id
        """, parameters: [.uuid, .uuid])

    /// `order_discounts_order_idx` serves it.
    private static let discounts = Statement(
        "StoredBill.discounts",
        """
        SELECT id, rate_bps, fixed_minor, cap_minor, minimum_minor, array_to_string(line_ids, ','),
          paid_portions, free_portions
        FROM order_discounts
        WHERE organization_id = $1 AND order_id = $2 AND removed_at IS NULL ORDER BY position, id
        """, parameters: [.uuid, .uuid])

    /// `order_charges_order_idx` serves it.
    private static let charges = Statement(
        "StoredBill.charges",
        """
        SELECT id, rate_bps, fixed_minor FROM order_charges
        WHERE organization_id = $1 AND order_id = $2 ORDER BY position, id
        """, parameters: [.uuid, .uuid])
}
