internal import Domain
internal import Postgres

/// The rows of an order's lines, choices, taxes and charges, table by table, ready to be inserted at once.
struct OrderRows {
    /// When the request arrived, in seconds since 1970: IDs are sorted by it.
    let moment: Int64
    private(set) var lineIDs: [UUIDBytes] = []
    private(set) var lines: [LineRow] = []
    private(set) var modifiers: [ModifierRow] = []
    private(set) var taxes: [TaxRow] = []
    private(set) var charges: [ChargeRow] = []

    /// A row of `order_lines`.
    struct LineRow {
        let id: UUIDBytes
        let line: ChosenLine
        let priced: PricedLine
    }

    /// A row of `order_line_modifiers`.
    struct ModifierRow {
        let id: UUIDBytes
        let line: UUIDBytes
        let parent: UUIDBytes?
        let group: SelectedGroup<UUIDBytes>
        let groupName: String
        let modifier: SelectedModifier<UUIDBytes>
        let option: MenuOffer.Option
        let amountMinor: Int64
        let position: Int
    }

    /// A row of `order_line_taxes`.
    struct TaxRow {
        let id: UUIDBytes
        let line: UUIDBytes?
        let charge: UUIDBytes?
        let tax: TaxAmount
        let position: Int
    }

    /// A row of `order_charges`: for service, the only charge there is yet.
    struct ChargeRow {
        let id: UUIDBytes
        let rate: Int64
        let taxed: TaxedAmount
    }

    /// Nothing yet.
    init(moment: Int64) { self.moment = moment }

    /// The courses of the lines.
    var courses: Set<Int64> { Set(lines.map { $0.line.request.course ?? 1 }) }

    /// Adds lines with all that belongs to them.
    mutating func append(_ chosen: [ChosenLine], _ priced: PricedBill, _ quote: Quote) {
        for (line, price) in zip(chosen, priced.lines) {
            let id = newID()
            lineIDs.append(id)
            lines.append(LineRow(id: id, line: line, priced: price))
            var position = 0
            append(line.groups, price.groups, of: id, below: nil, &position, quote.offer)
            // A class whose rates are all 0 has components too, and keeps them.
            for (place, tax) in price.taxed.taxes.enumerated() {
                taxes.append(TaxRow(id: newID(), line: id, charge: nil, tax: tax, position: place))
            }
        }
    }

    /// Adds charges with their taxes.
    mutating func append(_ charges: [Charge], _ priced: [PricedCharge]) {
        for (charge, price) in zip(charges, priced) {
            guard case .percent(let share) = charge.value else { continue }
            let id = newID()
            self.charges.append(ChargeRow(id: id, rate: Int64(share.value), taxed: price.taxed))
            for (place, tax) in price.taxed.taxes.enumerated() {
                taxes.append(TaxRow(id: newID(), line: nil, charge: id, tax: tax, position: place))
            }
        }
    }

    private mutating func append(
        _ groups: [SelectedGroup<UUIDBytes>], _ priced: [[PricedModifier]], of line: UUIDBytes,
        below parent: UUIDBytes?, _ position: inout Int, _ offer: MenuOffer
    ) {
        for (group, prices) in zip(groups, priced) {
            for (modifier, price) in zip(group.modifiers, prices) {
                let id = newID()
                modifiers.append(
                    ModifierRow(
                        id: id, line: line, parent: parent, group: group,
                        groupName: offer.groupNames[group.id] ?? "?", modifier: modifier,
                        option: offer.options[modifier.id] ?? MenuOffer.Option(name: "?", kitchenName: nil),
                        amountMinor: price.amountMinor, position: position))
                position += 1
                append(modifier.groups, price.groups, of: line, below: id, &position, offer)
            }
        }
    }

    private func newID() -> UUIDBytes { .version7(unixSeconds: moment) }
}
