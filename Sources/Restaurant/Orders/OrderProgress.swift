internal import DataLoader
internal import Domain
internal import Postgres

/// Moves an order on when what it waits for has happened: in the kitchen, or at the till.
enum OrderProgress {
    /// Follows the kitchen: PREPARING once a ticket is started, READY when all are made and no course is
    /// held. What has been served stays served. Lines follow their tickets in the kitchen itself.
    ///
    /// - Throws: NOT_FOUND for an order out of reach.
    static func afterTickets<Code>(
        order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        var order = try await LockedOrder(order, at: "id", in: session)
        for state in [OrderLifecycle.State.preparing, .ready] {
            try await OrderMove(to: state, party: .system).makeIfAllowed(&order, in: session)
        }
        try await completeIfSettled(&order, in: session)
    }

    /// Completes an order that has nothing more to wait for: all is paid and it was served, or leaves the
    /// house and is ready, or the branch completes whatever is paid.
    ///
    /// - Throws: NOT_FOUND for an order out of reach.
    static func afterPayment<Code>(
        order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        var order = try await LockedOrder(order, at: "id", in: session)
        guard order.isOpen else { return }
        try await OrderMove(to: .completed, party: .system).makeIfAllowed(&order, in: session)
    }

    /// Follows a line that was taken back: without any live line the order is called off, and one that waited
    /// for that line alone goes on.
    static func afterVoid<Code>(
        order: UUIDBytes, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        var locked = try await LockedOrder(order, at: "id", in: session)
        let end = OrderMove(to: .canceled, party: .system, cancelReason: "No line is left.")
        if try await end.makeIfAllowed(&locked, in: session) { return }
        try await OrderMove(to: .ready, party: .system).makeIfAllowed(&locked, in: session)
    }

    /// Completes an order that was paid before, where the branch wants that.
    static func completeIfSettled<Code>(
        _ order: inout LockedOrder, in session: MutationSession<Code>
    ) async throws(MutationFailure<Code>) {
        guard order.isOpen, order.receivedMinor > 0, order.facts.contains(.completeOnPaid) else { return }
        try await OrderMove(to: .completed, party: .system).makeIfAllowed(&order, in: session)
    }
}
