internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Notes a guest whom the organization shall know again.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.customerCreate`.
enum CustomerCreate: ObjectType {
    static let typeName = "CustomerCreatePayload"
    static let fields = CustomerPayload.fields

    static let mutation = CustomerMutation.make(
        keyCount: 1, constraints: CustomerPayload.constraints
    ) { (input, session) throws(CustomerFailure) in
        let details = try CustomerDetails(input)
        guard details.name != nil || details.phone != nil || details.email != nil else {
            throw input.refusal(.invalid, "name", "A customer has a name, a telephone number or an address.")
        }
        let referrer = try input.uuid("referredById", .customer)
        try await session.requireLive(customer: referrer, at: "referredById")
        let id = input.newID()
        _ = try await session.run(
            BoundStatement(
                insert,
                [.uuid(id), session.tenant, session.writer] + details.parameters + [referrer.parameter]))
        try await CustomerEvent.tell(id, "CREATED", in: session)
        return [id.bytes]
    }

    /// `customers_live_phone_key` and `customers_live_email_key` decide.
    private static let insert = Statement(
        "CustomerCreate.insert",
        """
        INSERT INTO customers (id, organization_id, created_by, updated_by, name, phone, email, birth_date,
          tax_id, notes, locale, referred_by_id)
        VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """, parameters: [.uuid, .uuid, .uuid] + CustomerDetails.types + [.uuid])
}
