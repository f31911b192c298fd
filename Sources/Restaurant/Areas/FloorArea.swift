internal import DataLoader
internal import GraphQLExecution

/// What the API says of spaces, tables and who sits at them.
enum FloorArea: Area {
    static let types: [any ObjectType.Type] = [
        Space.self, DiningTable.self, TableSession.self, SessionGuest.self, TableSessionPass.self,
        TableSessionStart.self, TableSessionJoin.self, TableSessionApprove.self, TableSessionReject.self,
        TableSessionClose.self, FloorUserError.self,
    ]
    static let paged: [String] = [DiningTable.typeName, TableSession.typeName]

    static let queries: [Field] = [
        .many("spaces", Space.byBranch, key: .id("branchId", .branch), requires: Branch.ofList),
        .page(
            "tables", DiningTable.byBranchAndSpace, order: DiningTable.order, key: .id("spaceId", .space),
            .id("branchId", .branch), requires: Branch.ofList),
        .one("table", DiningTable.byID, key: .id("id", .table), absence: .notFound),
        .one("tableSession", TableSession.byID, key: .id("id", .tableSession), absence: .notFound),
        .page(
            "tableSessions", TableSession.matching, order: TableSession.order, key: .choice("status"),
            .id("tableId", .table), .id("branchId", .branch), requires: Branch.ofList),
    ]

    static let mutations: [String: MutationMaker] = [
        "tableSessionStart": TableSessionStart.mutation,
        "tableSessionJoin": TableSessionJoin.mutation,
        "tableSessionApprove": TableSessionApprove.mutation,
        "tableSessionReject": TableSessionReject.mutation,
        "tableSessionClose": TableSessionClose.mutation,
    ]

    static let nodes: [EntityKind: NodeSource] = [
        .space: NodeSource(Space.self, Space.byID),
        .table: NodeSource(DiningTable.self, DiningTable.byID),
        .tableSession: NodeSource(TableSession.self, TableSession.byID),
    ]
}
