/// Why a tax class says nothing for a day.
public enum TaxRateError: Error, Hashable, Sendable {
    /// No rate holds on the day; not even one of 0, which would be a rate.
    case noRate(LocalDate)
    /// Two rates of one component hold on the day.
    case ambiguous(component: String, LocalDate)
}

/// A rate of a tax class over a span of days.
public struct DatedTaxRate: Hashable, Sendable {
    /// Name and rate.
    public var component: TaxComponent
    /// The first day on which it holds.
    public var validFrom: LocalDate
    /// The last day on which it holds; open while none is set.
    public var validTo: LocalDate?

    /// A rate.
    public init(_ component: TaxComponent, from validFrom: LocalDate, to validTo: LocalDate? = nil) {
        self.component = component
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// Whether it holds on a day.
    public func holds(on date: LocalDate) -> Bool { validFrom <= date && date <= (validTo ?? date) }

    /// What a class with these rates is taxed with on a business day, ordered by name.
    ///
    /// A class without a rate for the day is refused, never sold untaxed by accident: what is not taxed has a
    /// rate of 0, or no class.
    public static func components(
        of rates: [DatedTaxRate], on date: LocalDate
    ) throws(TaxRateError) -> [TaxComponent] {
        let components = rates.filter { $0.holds(on: date) }.map(\.component)
            .sorted(by: TaxComponent.precedes)
        guard !components.isEmpty else { throw .noRate(date) }
        for (component, next) in zip(components, components.dropFirst()) where component.name == next.name {
            throw .ambiguous(component: component.name, date)
        }
        return components
    }
}
