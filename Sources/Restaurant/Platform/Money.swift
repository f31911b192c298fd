internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema

/// An amount of money: two columns of whatever row holds a price.
///
/// - SeeAlso: `schema.graphql`, type `Money`; `Config/permissions.yaml`, key `Money`.
enum Money: ObjectType {
    enum Columns {
        static let amountMinor = Column<Int64>("amount_minor", at: 0)
        static let currency = Column<String>("currency", at: 1)
    }

    static let fields: [Field] = [
        .column("amountMinor", Columns.amountMinor),
        .column("currency", Columns.currency, as: .plainText),
        .value("formatted", Columns.amountMinor, Columns.currency, formatted),
    ]

    /// The amount for people; a currency that nobody knows any more is written as its bare code and number.
    @Sendable
    private static func formatted(
        _ amountMinor: Int64, _ code: String, _ request: FieldRequest
    ) throws(FieldError) -> Output {
        var locale: String?
        if case .string(let text)? = request.arguments["locale"] { locale = text }
        guard let currency = Domain.Currency(code: code) else { return .string("\(code) \(amountMinor)") }
        return .string(MoneyText.text(amountMinor, currency, locale: locale))
    }
}
