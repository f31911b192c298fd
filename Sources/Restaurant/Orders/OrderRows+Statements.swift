internal import Domain
internal import Postgres

extension OrderRows {
    /// The statements that store the rows: five at most.
    func statements<Code>(
        of order: UUIDBytes, in branch: UUIDBytes, _ session: MutationSession<Code>
    ) -> [BoundStatement] {
        let owner: [ParameterValue] = [session.tenant, .uuid(order)]
        let numbers = courses.sorted()
        var statements = [
            BoundStatement(
                OrderStatements.courses,
                owner + [
                    numbers.map { _ in UUIDBytes.version7(unixSeconds: moment) }.parameter, numbers.parameter,
                ]),
            BoundStatement(OrderStatements.lines, owner + [.uuid(branch)] + lineColumns),
        ]
        if !modifiers.isEmpty {
            statements.append(BoundStatement(OrderStatements.modifiers, [session.tenant] + modifierColumns))
        }
        if !charges.isEmpty {
            statements.append(BoundStatement(OrderStatements.charges, owner + chargeColumns))
        }
        if !taxes.isEmpty { statements.append(BoundStatement(OrderStatements.taxes, owner + taxColumns)) }
        return statements
    }

    private var lineColumns: [ParameterValue] {
        let requests = lines.map(\.line.request)
        let items = lines.map(\.line.item)
        let taxed = lines.map(\.priced.taxed)
        return [
            lines.map(\.id).parameter, requests.map(\.item).parameter, items.map(\.name).parameter,
            items.map(\.sku).parameter, items.map(\.categoryName).parameter,
            requests.map(\.quantity.tenThousandths).parameter,
            items.map(\.offered.price.baseMinor).parameter, items.map(\.offered.price.branchMinor).parameter,
            lines.map(\.priced.modifierMinor).parameter, lines.map(\.priced.grossMinor).parameter,
            lines.map { $0.priced.discountMinors.reduce(0, +) }.parameter, taxed.map(\.netMinor).parameter,
            taxed.map(\.taxMinor).parameter, taxed.map(\.totalMinor).parameter,
            items.map(\.taxClass).parameter, items.map(\.prepMinutes).parameter,
            requests.map { $0.course ?? 1 }.parameter, requests.map(\.guest).parameter,
            requests.map(\.instructions).parameter,
        ]
    }

    private var modifierColumns: [ParameterValue] {
        [
            modifiers.map(\.id).parameter, modifiers.map(\.line).parameter, modifiers.map(\.parent).parameter,
            modifiers.map(\.group.id).parameter, modifiers.map(\.groupName).parameter,
            modifiers.map { Int64(max(0, $0.group.freeQuantity)) }.parameter,
            modifiers.map(\.modifier.id).parameter, modifiers.map(\.option.name).parameter,
            modifiers.map(\.option.kitchenName).parameter,
            modifiers.map { Int64($0.modifier.quantity) }.parameter,
            modifiers.map(\.modifier.price.baseMinor).parameter,
            modifiers.map(\.modifier.price.branchMinor).parameter, modifiers.map(\.amountMinor).parameter,
            modifiers.map { Int64($0.position) }.parameter,
        ]
    }

    private var chargeColumns: [ParameterValue] {
        [
            charges.map(\.id).parameter, charges.map(\.rate).parameter,
            charges.map(\.taxed.amountMinor).parameter, charges.map(\.taxed.netMinor).parameter,
            charges.map(\.taxed.taxMinor).parameter, charges.map(\.taxed.totalMinor).parameter,
        ]
    }

    private var taxColumns: [ParameterValue] {
        [
            taxes.map(\.id).parameter, taxes.map(\.line).parameter, taxes.map(\.charge).parameter,
            taxes.map(\.tax.component.name).parameter,
            taxes.map { Int64($0.tax.component.rate.value) }.parameter,
            taxes.map(\.tax.amountMinor).parameter, taxes.map { Int64($0.position) }.parameter,
        ]
    }
}
