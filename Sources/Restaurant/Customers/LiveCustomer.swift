internal import DataLoader
internal import Domain
internal import Postgres

/// A customer whom something new is about to name: keys let one pass who is gone.
enum LiveCustomer {
    /// `customers_pkey` serves it. The lock comes before those of carts and orders, and keeps the customer
    /// from becoming another one meanwhile.
    fileprivate static let find = Statement(
        "LiveCustomer.find",
        """
        SELECT id FROM customers WHERE organization_id = $1 AND id = $2 AND deleted_at IS NULL FOR SHARE
        """, parameters: [.uuid, .uuid])
}

extension MutationSession {
    /// The customer is there and not deleted; nobody is fine too.
    ///
    /// - Throws: NOT_FOUND at the field.
    func requireLive(
        customer: UUIDBytes?, at field: String = "customerId"
    ) async throws(MutationFailure<Code>) {
        guard let customer else { return }
        let found = try await run(LiveCustomer.find.bind(tenant, .uuid(customer)))
        guard found.rowCount == 1 else { throw .notFound(field) }
    }
}
