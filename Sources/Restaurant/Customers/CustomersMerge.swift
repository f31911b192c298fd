internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes two customers one: orders and carts of the first become the second's, and what the second does not
/// say is taken over.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.customersMerge`.
enum CustomersMerge: ObjectType {
    static let typeName = "CustomersMergePayload"
    static let fields = CustomerPayload.fields

    static let mutation = CustomerMutation.make(
        keyCount: 1, constraints: CustomerPayload.constraints
    ) { (input, session) throws(CustomerFailure) in
        let id = try input.requiredUUID("customerId", .customer)
        let survivor = try input.requiredUUID("intoCustomerId", .customer)
        guard id != survivor else {
            throw input.refusal(.invalid, "intoCustomerId", "A customer is not merged with itself.")
        }
        let locked = try await LockedCustomer.lock([id, survivor], in: session)
        guard let from = locked[id] else { throw .notFound("customerId") }
        guard let into = locked[survivor] else { throw .notFound("intoCustomerId") }
        guard !from.isGone else { throw LockedCustomer.gone("customerId") }
        guard !into.isGone else { throw LockedCustomer.gone("intoCustomerId") }
        let keys: [ParameterValue] = [session.tenant, .uuid(id), .uuid(survivor), session.writer]
        // The first gives its number free before the second may have it.
        _ = try await session.run([
            BoundStatement(carts, keys), BoundStatement(orders, keys), BoundStatement(redemptions, keys),
            BoundStatement(retire, keys), BoundStatement(complete, keys),
        ])
        // Accounts are locked after orders.
        try await LoyaltyMerge.merge(id, into: survivor, in: session)
        try await CustomerEvent.tell(id, "MERGED", in: session)
        try await CustomerEvent.tell(survivor, "CHANGED", in: session)
        return [survivor.bytes]
    }

    /// `carts_customer_idx` serves it.
    private static let carts = Statement(
        "CustomersMerge.carts",
        """
        UPDATE carts SET customer_id = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND customer_id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    /// `orders_customer_idx` serves it.
    private static let orders = Statement(
        "CustomersMerge.orders",
        """
        UPDATE orders SET customer_id = $3, updated_at = now(), updated_by = $4, version = version + 1
        WHERE organization_id = $1 AND customer_id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    /// `coupon_redemptions_customer_idx` serves it: what the one has used counts for the other.
    private static let redemptions = Statement(
        "CustomersMerge.redemptions",
        """
        UPDATE coupon_redemptions SET customer_id = $3, updated_at = now(), updated_by = $4
        WHERE organization_id = $1 AND customer_id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    /// `customers_pkey` serves both.
    private static let retire = Statement(
        "CustomersMerge.retire",
        """
        UPDATE customers SET merged_into_id = $3, deleted_at = now(), updated_at = now(), updated_by = $4,
          version = version + 1
        WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid])

    private static let complete = Statement(
        "CustomersMerge.complete",
        """
        UPDATE customers SET name = coalesce(customers.name, f.name),
          phone = coalesce(customers.phone, f.phone), email = coalesce(customers.email, f.email),
          birth_date = coalesce(customers.birth_date, f.birth_date),
          tax_id = coalesce(customers.tax_id, f.tax_id), notes = coalesce(customers.notes, f.notes),
          locale = coalesce(customers.locale, f.locale),
          updated_at = now(), updated_by = $4, version = customers.version + 1
        FROM customers AS f
        WHERE customers.organization_id = $1 AND customers.id = $3 AND f.organization_id = $1 AND f.id = $2
        """, parameters: [.uuid, .uuid, .uuid, .uuid])
}
