internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// A refusal of a mutation of customers.
///
/// - SeeAlso: `schema.graphql`, type `CustomerUserError`; `Config/permissions.yaml`, key `CustomerUserError`.
enum CustomerUserError: AreaUserError {
    typealias Code = CustomerErrorCode
}

/// The mutations of customers.
typealias CustomerMutation = AreaMutation<CustomerUserError>
/// Why one of them did not happen.
typealias CustomerFailure = MutationFailure<CustomerErrorCode>
/// Its "no".
typealias CustomerRejection = Rejection<CustomerErrorCode>
/// Where one of them works.
typealias CustomerSession = MutationSession<CustomerErrorCode>

/// What the payloads of customers share.
enum CustomerPayload {
    static let customerID = Column<UUIDBytes?>("customer_id", at: 0)

    static let fields: [Field] = [
        .one("customer", Customer.byID, key: .column(customerID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the table refuses, in the API's words.
    static let constraints = [
        "customers_live_phone_key": CustomerRejection(
            .phoneTaken, at: ["input", "phone"], "A customer has this telephone number already."),
        "customers_live_email_key": CustomerRejection(
            .emailTaken, at: ["input", "email"], "A customer has this address already."),
        "customers_locale_check": CustomerRejection(
            .invalid, at: ["input", "locale"], "A language is a tag such as `en` or `es-PE`."),
    ]
}
