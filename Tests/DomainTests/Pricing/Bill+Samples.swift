import Domain
import Testing

extension BillLine {
    /// A line of whole portions.
    static func sold(
        _ priceMinor: Int64, times count: Int64 = 1, groups: [ChosenGroup] = [],
        taxes: [TaxComponent] = [], standing: Standing = .charged
    ) throws -> BillLine {
        BillLine(
            quantity: try #require(Quantity(count: count)), price: MenuPrice(baseMinor: priceMinor),
            groups: groups, taxes: taxes, standing: standing)
    }
}

extension TaxComponent {
    /// A component by its rate in basis points.
    static func at(_ rate: Int, name: String = "VAT") throws -> TaxComponent {
        TaxComponent(name: name, rate: try #require(BasisPoints(rate)))
    }
}

extension Discount.Value {
    /// A share in basis points.
    static func share(_ value: Int, capMinor: Int64? = nil) throws -> Discount.Value {
        .percent(try #require(BasisPoints(value)), capMinor: capMinor)
    }
}

extension ChosenModifier {
    /// A modifier without choices of its own.
    static func adding(_ priceMinor: Int64, times quantity: Int = 1) -> ChosenModifier {
        ChosenModifier(price: MenuPrice(baseMinor: priceMinor), quantity: quantity)
    }
}
