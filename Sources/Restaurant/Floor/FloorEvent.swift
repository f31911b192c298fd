internal import DataLoader
internal import Domain
internal import Postgres

/// What screens are told of the floor.
enum FloorEvent {
    /// A table has another status, or was changed.
    static func table(_ id: UUIDBytes, in branch: UUIDBytes, status: String) -> BranchEvent {
        make("table.changed", .table, id, branch, status)
    }

    /// A session has another status, guests or table.
    static func session(
        _ id: UUIDBytes, in branch: UUIDBytes, _ status: TableSessionLifecycle.State
    ) -> BranchEvent {
        make("session.changed", .tableSession, id, branch, status.rawValue)
    }

    /// A request was made, seen or settled.
    static func request(_ id: UUIDBytes, in branch: UUIDBytes, status: String) -> BranchEvent {
        make("service_request.changed", .serviceRequest, id, branch, status)
    }

    /// A reservation was made, changed or kept.
    static func reservation(_ id: UUIDBytes, in branch: UUIDBytes, status: String) -> BranchEvent {
        make("reservation.changed", .reservation, id, branch, status)
    }

    /// A cart went over to another session, or was left behind.
    static func cart(_ id: UUIDBytes, in branch: UUIDBytes, status: String) -> BranchEvent {
        make("cart.changed", .cart, id, branch, status)
    }

    private static func make(
        _ type: String, _ kind: EntityKind, _ id: UUIDBytes, _ branch: UUIDBytes, _ status: String
    ) -> BranchEvent {
        BranchEvent(
            branch: branch, type: type, entityKind: kind.rawValue, entity: id, payload: ["status": status])
    }
}
