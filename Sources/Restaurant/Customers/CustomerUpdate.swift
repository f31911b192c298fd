internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Changes what is known of a customer: a field that is left out stays, null takes away.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.customerUpdate`.
enum CustomerUpdate: ObjectType {
    static let typeName = "CustomerUpdatePayload"
    static let fields = CustomerPayload.fields

    static let mutation = CustomerMutation.make(
        keyCount: 1, constraints: CustomerPayload.constraints
    ) { (input, session) throws(CustomerFailure) in
        let details = try CustomerDetails(input)
        let customer = try await LockedCustomer.living(input, in: session)
        let changes = CustomerDetails.fieldNames.map { ParameterValue.bool(input.has($0)) }
        _ = try await session.run(
            BoundStatement(
                update,
                [session.tenant, .uuid(customer.id), session.writer] + details.parameters + changes))
        try await CustomerEvent.tell(customer.id, "CHANGED", in: session)
        return [customer.id.bytes]
    }

    /// `customers_pkey` serves it. Each value says beside itself whether it changes.
    private static let update = Statement(
        "CustomerUpdate.update",
        """
        UPDATE customers SET name = CASE WHEN $11 THEN $4 ELSE name END,
          phone = CASE WHEN $12 THEN $5 ELSE phone END, email = CASE WHEN $13 THEN $6 ELSE email END,
          birth_date = CASE WHEN $14 THEN $7 ELSE birth_date END,
          tax_id = CASE WHEN $15 THEN $8 ELSE tax_id END, notes = CASE WHEN $16 THEN $9 ELSE notes END,
          locale = CASE WHEN $17 THEN $10 ELSE locale END,
          updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """,
        parameters: [.uuid, .uuid, .uuid] + CustomerDetails.types
            + CustomerDetails.types.map { _ in PostgresType.bool })
}
