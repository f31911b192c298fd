internal import DataLoader
internal import Domain
internal import Postgres

/// What screens are told of customers: in each branch, since customers are the organization's. Never a name
/// or a number.
enum CustomerEvent {
    /// Notes a change of a customer in all live branches, which are locked in the order of their IDs when the
    /// events are written.
    static func tell(
        _ id: UUIDBytes, _ status: String, in session: CustomerSession
    ) async throws(CustomerFailure) {
        let branches = try await session.run(find.bind(session.tenant))
        for row in 0..<branches.rowCount {
            guard let branch = branches.uuid(row, 0) else { continue }
            session.transaction.tell(
                BranchEvent(
                    branch: branch, type: "customer.changed", entityKind: EntityKind.customer.rawValue,
                    entity: id, payload: ["status": status]))
        }
    }

    /// `branches_pkey` serves it.
    private static let find = Statement(
        "CustomerEvent.branches",
        "SELECT id FROM branches WHERE organization_id = $1 AND archived_at IS NULL ORDER BY id",
        parameters: [.uuid])
}
