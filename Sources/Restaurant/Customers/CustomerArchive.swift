internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Takes a customer out of all lists; orders still name it, and its number may be another's.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.customerArchive`.
enum CustomerArchive: ObjectType {
    static let typeName = "CustomerArchivePayload"
    static let fields = CustomerPayload.fields

    static let mutation = CustomerMutation.make(keyCount: 1) { (input, session) throws(CustomerFailure) in
        let customer = try await LockedCustomer.living(input, in: session)
        _ = try await session.run(archive.bind(session.tenant, .uuid(customer.id), session.writer))
        try await CustomerEvent.tell(customer.id, "ARCHIVED", in: session)
        return [customer.id.bytes]
    }

    /// `customers_pkey` serves it.
    private static let archive = Statement(
        "CustomerArchive.archive",
        """
        UPDATE customers SET deleted_at = now(), updated_at = now(), updated_by = $3, version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid])
}
