internal import Domain
internal import Postgres

extension Discount {
    /// What it gives, as the columns `rate_bps`, `fixed_minor`, `paid_portions`, `free_portions` and
    /// `cap_minor` of `order_discounts` keep it.
    var benefit: [ParameterValue] {
        switch value {
        case .percent(let share, let capMinor):
            [.int32(Int32(clamping: share.value)), .null, .null, .null, capMinor.parameter]
        case .amount(let minor): [.null, .int64(minor), .null, .null, .null]
        case .portions(let portions, let capMinor):
            [
                .null, .null, .int32(Int32(clamping: portions.paid)),
                .int32(Int32(clamping: portions.free)), capMinor.parameter,
            ]
        }
    }

    /// The stored lines that it is taken off; null for all.
    ///
    /// - Parameter lineIDs: of the order's lines, in the order of the bill.
    func lines(of lineIDs: [UUIDBytes]) -> ParameterValue {
        guard case .lines(let positions) = scope else { return .null }
        return positions.filter(lineIDs.indices.contains).map { lineIDs[$0] }.parameter
    }
}
