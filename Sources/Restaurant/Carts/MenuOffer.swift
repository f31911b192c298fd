internal import Domain
internal import Postgres

/// What a branch offers at a moment, of the items that a request names: prices, availability, choices at
/// every depth, tax rates, and the names that an order keeps.
///
/// Agrees with what the menu's types show (``Availability``). An item is offered where it stands on a
/// published menu that the branch sells and the branch does not hide it; a sold-out one is there and says so.
struct MenuOffer: Sendable {
    /// An item, and what an order keeps of it.
    struct Item: Sendable {
        /// What pricing and the check of choices take.
        var offered: OfferedItem<UUIDBytes>
        let name: String
        let sku: String?
        let categoryName: String
        let prepMinutes: Int64?
        let taxClass: UUIDBytes?
        /// How much is left of its last portions; nil while nobody counts.
        let remaining: Quantity?
        /// Its category and all above that.
        var categories: Set<UUIDBytes> = []
    }

    /// What an order keeps of a modifier.
    struct Option: Sendable {
        let name: String
        let kitchenName: String?
    }

    /// By ID; what is not offered is not there.
    let items: [UUIDBytes: Item]
    /// The names of the groups that can be reached from them.
    let groupNames: [UUIDBytes: String]
    /// The modifiers of these groups.
    let options: [UUIDBytes: Option]
    private let rates: [UUIDBytes: [DatedTaxRate]]

    init(
        items: [UUIDBytes: Item], groupNames: [UUIDBytes: String], options: [UUIDBytes: Option],
        rates: [UUIDBytes: [DatedTaxRate]]
    ) {
        self.items = items
        self.groupNames = groupNames
        self.options = options
        self.rates = rates
    }

    /// What a class is taxed with on a business day; nothing without a class.
    func taxes(of taxClass: UUIDBytes?, on date: LocalDate) throws(TaxRateError) -> [TaxComponent] {
        guard let taxClass else { return [] }
        return try DatedTaxRate.components(of: rates[taxClass] ?? [], on: date)
    }
}
