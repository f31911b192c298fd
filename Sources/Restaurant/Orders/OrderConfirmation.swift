internal import DataLoader
internal import Domain
internal import Postgres

/// Takes an order on: from here the kitchen knows of it, and its table is occupied.
enum OrderConfirmation {
    /// Confirms an order that is PENDING.
    ///
    /// - Parameter party: who confirms it; the system, where the branch confirms a source by itself.
    /// - Throws: NOT_FOUND for an order out of reach; INVALID for one that is not PENDING any more, and for a
    ///   party that may not confirm.
    static func confirm<Code>(
        order: UUIDBytes, by party: ActingParty, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        var order = try await LockedOrder(order, at: "id", withTable: true, in: session)
        guard try await confirm(&order, by: party, in: session) else {
            throw .rejected(Rejection(.invalid, at: ["input"], "The order cannot be confirmed."))
        }
    }

    /// Confirms a locked order, whose table is locked too.
    ///
    /// - Returns: whether the state table allowed it.
    static func confirm<Code>(
        _ order: inout LockedOrder, by party: ActingParty, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) -> Bool {
        try await OrderMove(to: .confirmed, party: party, from: .pending).makeIfAllowed(&order, in: session)
    }
}
