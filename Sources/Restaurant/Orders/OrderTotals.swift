internal import DataLoader
internal import Domain
internal import Postgres

/// Prices a stored order again: all amounts come from one function, and go back to the rows that they are of.
enum OrderTotals {
    /// What a bill came to.
    struct Outcome: Sendable {
        let totalMinor: Int64
        let version: Int64
    }

    /// Reads lines, choices, taxes, discounts and charges, prices them and writes what became different.
    ///
    /// The order's row must be locked. Costs two packets.
    ///
    /// - Throws: NOT_FOUND where there is no such order; INVALID where an amount is out of all bounds.
    @discardableResult
    static func reprice<Code>(
        order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Outcome {
        let stored = try await StoredBill.load(order, in: session)
        let priced: PricedBill
        do throws(PricingError) {
            priced = try stored.bill.priced()
        } catch {
            throw .rejected(Rejection(.invalid, at: ["input"], "The amounts of the order make no sense."))
        }
        var writes = [lines(stored, priced, session), choices(stored, priced, session)]
        writes += [taxes(stored, priced, session), discounts(stored, priced, session)]
        writes += [charges(stored, priced, session), header(order, priced, session)]
        let results = try await session.run(writes)
        guard let version = results[5].int(0, 0) else { throw .notFound("id") }
        session.transaction.tell(
            BranchEvent(
                branch: stored.branch, type: "order.priced", entityKind: EntityKind.order.rawValue,
                entity: order, payload: ["totalMinor": String(priced.totalMinor)]))
        return Outcome(totalMinor: priced.totalMinor, version: version)
    }

    private static func lines<Code>(
        _ stored: StoredBill, _ priced: PricedBill, _ session: MutationSession<Code>
    ) -> BoundStatement {
        let columns: [(PricedLine) -> Int64] = [
            \.modifierMinor, \.grossMinor, \.compMinor, { $0.discountMinors.reduce(0, +) },
            \.taxed.netMinor, \.taxed.taxMinor, \.taxed.totalMinor,
        ]
        return BoundStatement(
            updateLines,
            [session.tenant, session.writer, stored.lines.map(\.id).parameter]
                + columns.map { priced.lines.map($0).amounts })
    }

    /// What each choice adds, for one of what it hangs on.
    private static func choices<Code>(
        _ stored: StoredBill, _ priced: PricedBill, _ session: MutationSession<Code>
    ) -> BoundStatement {
        var amounts: [(id: UUIDBytes, minor: Int64)] = []
        func collect(_ groups: [[StoredBill.Choice]], _ priced: [[PricedModifier]]) {
            for (choices, modifiers) in zip(groups, priced) {
                for (choice, modifier) in zip(choices, modifiers) {
                    amounts.append((choice.id, modifier.amountMinor))
                    collect(choice.groups, modifier.groups)
                }
            }
        }
        for (line, pricedLine) in zip(stored.lines, priced.lines) { collect(line.groups, pricedLine.groups) }
        return updateChoices.bind(
            session.tenant, session.writer, amounts.map(\.id).parameter, amounts.map(\.minor).amounts)
    }

    private static func taxes<Code>(
        _ stored: StoredBill, _ priced: PricedBill, _ session: MutationSession<Code>
    ) -> BoundStatement {
        var amounts: [(id: UUIDBytes, minor: Int64)] = []
        let subjects =
            zip(stored.lines.map(\.taxes), priced.lines.map(\.taxed))
            .map { ($0, $1) } + zip(stored.charges.map(\.taxes), priced.charges.map(\.taxed)).map { ($0, $1) }
        for (taxes, taxed) in subjects {
            for tax in taxes {
                let amount = taxed.taxes.first { $0.component == tax.component }
                amounts.append((tax.id, amount?.amountMinor ?? 0))
            }
        }
        return updateTaxes.bind(
            session.tenant, session.writer, amounts.map(\.id).parameter, amounts.map(\.minor).amounts)
    }

    private static func discounts<Code>(
        _ stored: StoredBill, _ priced: PricedBill, _ session: MutationSession<Code>
    ) -> BoundStatement {
        updateDiscounts.bind(
            session.tenant, session.writer, stored.discounts.map(\.id).parameter,
            priced.discounts.map(\.amountMinor).amounts)
    }

    private static func charges<Code>(
        _ stored: StoredBill, _ priced: PricedBill, _ session: MutationSession<Code>
    ) -> BoundStatement {
        let columns: [(TaxedAmount) -> Int64] = [\.amountMinor, \.netMinor, \.taxMinor, \.totalMinor]
        return BoundStatement(
            updateCharges,
            [session.tenant, session.writer, stored.charges.map(\.id).parameter]
                + columns.map { priced.charges.map(\.taxed).map($0).amounts })
    }

    private static func header<Code>(
        _ order: UUIDBytes, _ priced: PricedBill, _ session: MutationSession<Code>
    ) -> BoundStatement {
        let amounts = [
            priced.subtotalMinor, priced.compMinor, priced.discountMinor, priced.chargeMinor,
            priced.netMinor, priced.taxMinor, priced.totalMinor,
        ]
        return BoundStatement(
            updateOrder,
            [session.tenant, session.writer, .uuid(order)] + amounts.map { .int64($0) })
    }
}

extension [Int64] {
    /// The amounts as a parameter.
    var amounts: ParameterValue {
        var array = PostgresArrayBuilder(.int8, capacity: count, elementLength: 8)
        for amount in self { array.append(amount) }
        return array.finish()
    }
}

extension OrderTotals {
    private static let perRow: [PostgresType] = [.uuid, .uuid, .uuidArray, .int8Array]

    /// `order_lines_pkey` serves it.
    private static let updateLines = Statement(
        "OrderTotals.updateLines",
        """
        UPDATE order_lines AS t SET modifier_minor = k.modifier, gross_minor = k.gross, comp_minor = k.comp,
          discount_minor = k.discount, net_minor = k.net, tax_minor = k.tax, total_minor = k.total,
          updated_at = now(), updated_by = $2, version = t.version + 1
        FROM unnest($3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
          $9::bigint[], $10::bigint[]) AS k (id, modifier, gross, comp, discount, net, tax, total)
        WHERE t.organization_id = $1 AND t.id = k.id
          AND (t.modifier_minor, t.gross_minor, t.comp_minor, t.discount_minor, t.net_minor, t.tax_minor,
            t.total_minor) <> (k.modifier, k.gross, k.comp, k.discount, k.net, k.tax, k.total)
        """, parameters: perRow + Array(repeating: .int8Array, count: 6))

    /// `order_line_modifiers_pkey` serves it.
    private static let updateChoices = Statement(
        "OrderTotals.updateChoices",
        """
        UPDATE order_line_modifiers AS t SET amount_minor = k.amount, updated_at = now(), updated_by = $2
        FROM unnest($3::uuid[], $4::bigint[]) AS k (id, amount)
        WHERE t.organization_id = $1 AND t.id = k.id AND t.amount_minor <> k.amount
        """, parameters: perRow)

    /// `order_line_taxes_pkey` serves it.
    private static let updateTaxes = Statement(
        "OrderTotals.updateTaxes",
        """
        UPDATE order_line_taxes AS t SET amount_minor = k.amount, updated_at = now(), updated_by = $2
        FROM unnest($3::uuid[], $4::bigint[]) AS k (id, amount)
        WHERE t.organization_id = $1 AND t.id = k.id AND t.amount_minor <> k.amount
        """, parameters: perRow)

    /// `order_discounts_pkey` serves it.
    private static let updateDiscounts = Statement(
        "OrderTotals.updateDiscounts",
        """
        UPDATE order_discounts AS t SET amount_minor = k.amount, updated_at = now(), updated_by = $2
        FROM unnest($3::uuid[], $4::bigint[]) AS k (id, amount)
        WHERE t.organization_id = $1 AND t.id = k.id AND t.amount_minor <> k.amount
        """, parameters: perRow)

    /// `order_charges_pkey` serves it.
    private static let updateCharges = Statement(
        "OrderTotals.updateCharges",
        """
        UPDATE order_charges AS t SET amount_minor = k.amount, net_minor = k.net, tax_minor = k.tax,
          total_minor = k.total, updated_at = now(), updated_by = $2
        FROM unnest($3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
          AS k (id, amount, net, tax, total)
        WHERE t.organization_id = $1 AND t.id = k.id
          AND (t.amount_minor, t.net_minor, t.tax_minor, t.total_minor) <> (k.amount, k.net, k.tax, k.total)
        """, parameters: perRow + Array(repeating: .int8Array, count: 3))

    /// `orders_pkey` serves it.
    private static let updateOrder = Statement(
        "OrderTotals.updateOrder",
        """
        UPDATE orders SET subtotal_minor = $4, comp_minor = $5, discount_minor = $6, charge_minor = $7,
          net_minor = $8, tax_minor = $9, total_minor = $10, updated_at = now(), updated_by = $2,
          version = version + 1
        WHERE organization_id = $1 AND id = $3
        RETURNING version
        """, parameters: [.uuid, .uuid, .uuid] + Array(repeating: .int8, count: 7))
}
