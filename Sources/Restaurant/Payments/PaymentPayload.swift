internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// The payload of a mutation of a payment: the payment as it is now, and why nothing was done.
protocol PaymentPayload: ObjectType {}

/// The columns of these payloads' rows.
enum PaymentPayloadColumns {
    static let paymentID = Column<UUIDBytes?>("payment_id", at: 0)
}

extension PaymentPayload {
    static var typeName: String { "\(String(describing: Self.self))Payload" }

    static var fields: [Field] {
        [
            .one("payment", Payment.byID, key: .column(PaymentPayloadColumns.paymentID)),
            Field("userErrors", .outcomeList(0)),
        ]
    }
}
