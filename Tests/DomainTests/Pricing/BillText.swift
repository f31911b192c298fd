import Domain

/// Bills and their prices as JSON, in the form that the model reads and writes.
enum BillText {
    /// A bill, in one line.
    static func text(_ bill: Bill, exponent: Int) -> String {
        object([
            ("exponent", "\(exponent)"), ("included", "\(bill.pricesIncludeTax)"),
            ("lines", list(bill.lines, line)), ("discounts", list(bill.discounts, discount)),
            ("charges", list(bill.charges, charge)),
        ])
    }

    /// Prices, in one line: what the model answers when it agrees.
    static func text(_ bill: PricedBill) -> String {
        object([
            ("lines", list(bill.lines, line)),
            ("discounts", list(bill.discounts) { "[\($0.amountMinor),\($0.isReached)]" }),
            ("charges", list(bill.charges) { "[\(taxed($0.taxed))]" }),
            ("groups", list(bill.rateGroups, rateGroup)),
            (
                "totals",
                list([
                    bill.subtotalMinor, bill.compMinor, bill.discountMinor, bill.chargeMinor, bill.netMinor,
                    bill.taxMinor, bill.totalMinor,
                ]) { "\($0)" }
            ),
        ])
    }

    /// A refusal, in one line; those that the model knows.
    static func text(_ error: PricingError) -> String {
        switch error {
        case .negativePrice(let line): #"{"refused":"negativePrice \#(line)"}"#
        case .tooLarge: #"{"refused":"tooLarge"}"#
        default: #"{"refused":"\#(error)"}"#
        }
    }

    private static func line(_ line: BillLine) -> String {
        object([
            ("quantity", #""\#(line.quantity.tenThousandths)e-4""#), ("price", price(line.price)),
            ("standing", #""\#(line.standing)""#), ("taxes", list(line.taxes, component)),
            ("groups", list(line.groups, group)),
        ])
    }

    private static func group(_ group: ChosenGroup) -> String {
        let modifiers = list(group.modifiers) {
            object([
                ("price", price($0.price)), ("quantity", "\($0.quantity)"),
                ("groups", list($0.groups, self.group)),
            ])
        }
        return object([("free", "\(group.freeQuantity)"), ("modifiers", modifiers)])
    }

    private static func discount(_ discount: Discount) -> String {
        var members: [(String, String)]
        switch discount.value {
        case .percent(let share, let capMinor):
            members = [("percent", "\(share.value)"), ("cap", optional(capMinor))]
        case .amount(let minor):
            members = [("percent", "null"), ("amount", "\(minor)")]
        case .portions(let portions, let capMinor):
            members = [
                ("percent", "null"), ("paid", "\(portions.paid)"), ("free", "\(portions.free)"),
                ("cap", optional(capMinor)),
            ]
        }
        switch discount.scope {
        case .bill: members.append(("lines", "null"))
        case .lines(let lines): members.append(("lines", list(lines) { "\($0)" }))
        }
        return object(members + [("minimum", "\(discount.minimumMinor)")])
    }

    private static func charge(_ charge: Charge) -> String {
        let taxes = ("taxes", list(charge.taxes, component))
        return switch charge.value {
        case .percent(let share): object([("percent", "\(share.value)"), taxes])
        case .amount(let minor): object([("percent", "null"), ("amount", "\(minor)"), taxes])
        }
    }

    private static func line(_ line: PricedLine) -> String {
        let discounts = list(line.discountMinors) { "\($0)" }
        let groups = list(line.groups) { list($0, modifier) }
        let own = "\(line.unitMinor),\(line.modifierMinor),\(groups),\(line.grossMinor),\(line.compMinor)"
        return "[\(own),\(discounts),\(taxed(line.taxed))]"
    }

    private static func modifier(_ modifier: PricedModifier) -> String {
        let groups = list(modifier.groups) { list($0, self.modifier) }
        return "[\(modifier.unitMinor),\(modifier.freeQuantity),\(modifier.amountMinor),\(groups)]"
    }

    private static func taxed(_ taxed: TaxedAmount) -> String {
        let taxes = list(taxed.taxes) { "\($0.amountMinor)" }
        return "\(taxed.amountMinor),\(taxed.netMinor),\(taxes),\(taxed.taxMinor),\(taxed.totalMinor)"
    }

    private static func rateGroup(_ group: RateGroup) -> String {
        let taxes = list(group.taxes) {
            #"["\#($0.component.name)",\#($0.component.rate.value),\#($0.amountMinor)]"#
        }
        return "[\(taxes),\(group.netMinor),\(group.taxMinor)]"
    }

    private static func price(_ price: MenuPrice) -> String {
        "[\(price.baseMinor),\(optional(price.branchMinor))]"
    }

    private static func component(_ component: TaxComponent) -> String {
        #"["\#(component.name)",\#(component.rate.value)]"#
    }

    private static func optional(_ value: Int64?) -> String { value.map { "\($0)" } ?? "null" }

    private static func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
        "[\(elements.map(text).joined(separator: ","))]"
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{\(members.map { #""\#($0.0)":\#($0.1)"# }.joined(separator: ","))}"
    }
}
