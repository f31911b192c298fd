internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// The payload of a mutation that answers with a tax class.
protocol TaxClassPayload: ObjectType {}

extension TaxClassPayload {
    static var fields: [Field] {
        [
            .one("taxClass", TaxClass.byID, key: .column(TaxClassKey.taxClassID)),
            Field("userErrors", .outcomeList(0)),
        ]
    }
}

/// The row behind it.
enum TaxClassKey {
    static let taxClassID = Column<UUIDBytes?>("tax_class_id", at: 0)
}
