internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// A ticket that no display of its station has shown for too long.
///
/// - SeeAlso: `schema.graphql`, type `KitchenAlert`; `Config/permissions.yaml`, key `KitchenAlert`.
enum KitchenAlert: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("kitchen_alerts", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let stationID = Column<UUIDBytes>("station_id", at: 2)
        static let ticketID = Column<UUIDBytes>("ticket_id", at: 3)
        static let unshownSince = Column<Instant>("unshown_since", at: 4)
        static let raisedAt = Column<Instant>("raised_at", at: 5)
        static let resolvedAt = Column<Instant?>("resolved_at", at: 6)
        static let version = Column<Int32>("version", at: 7)
        static let all = columnList(
            id, branchID, stationID, ticketID, unshownSince, raisedAt, resolvedAt, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .kitchenAlert),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .one("station", Station.byID, key: .column(Columns.stationID)),
        .one("ticket", KitchenTicket.byID, key: .column(Columns.ticketID)),
        .column("unshownSince", Columns.unshownSince),
        .column("raisedAt", Columns.raisedAt),
        .column("resolvedAt", Columns.resolvedAt),
        .column("version", Columns.version),
    ]

    /// The oldest first; `kitchen_alerts_branch_idx` has it.
    static let order = PageOrder(Columns.raisedAt, Columns.id)

    /// `kitchen_alerts_pkey` serves it.
    static let byID = BatchLoader.one("KitchenAlert.byID", rows, .column(Columns.id))
    /// `kitchen_alerts_branch_idx` serves it.
    static let open = BatchLoader.page(
        "KitchenAlert.open", rows, .keys(["branch_id": .uuid], match: "t.branch_id = k.branch_id"),
        order: order, where: ["t.resolved_at IS NULL"])

    /// Tells a branch's managers that an alert was raised, or is over.
    static func event(_ alert: UUIDBytes, in branch: UUIDBytes, isOver: Bool) -> BranchEvent {
        BranchEvent(
            branch: branch, type: isOver ? "kitchen_alert.resolved" : "kitchen_alert.raised",
            entityKind: EntityKind.kitchenAlert.rawValue, entity: alert)
    }
}
