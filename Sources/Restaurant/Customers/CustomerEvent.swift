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
        try await session.tellEverywhere("customer.changed", .customer, id, status)
    }
}
