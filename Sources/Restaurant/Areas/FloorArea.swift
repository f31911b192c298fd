internal import DataLoader
internal import GraphQLExecution

/// What the API says of spaces, tables and who sits at them.
enum FloorArea: Area {
    static let types: [any ObjectType.Type] = [
        Space.self, DiningTable.self, TableSession.self, SessionGuest.self, TableSessionPass.self,
        TableSessionStart.self, TableSessionJoin.self, TableSessionApprove.self, TableSessionReject.self,
        TableSessionClose.self, ServiceRequest.self, Reservation.self, SpaceCreate.self, SpaceUpdate.self,
        TableCreate.self, TableUpdate.self, TableArchive.self, TableStatusSet.self, TableQrRotate.self,
        TableAssign.self, TableUnassign.self, TableSessionMove.self, TableSessionsMerge.self,
        ServiceRequestCreate.self, ServiceRequestAcknowledge.self, ServiceRequestResolve.self,
        ReservationCreate.self, ReservationUpdate.self, ReservationCancel.self, ReservationSeat.self,
        FloorUserError.self, TableQr.self, TableChange.self, TableSessionChange.self,
        ServiceRequestChange.self,
    ]
    static let paged: [String] = [
        DiningTable.typeName, TableSession.typeName, ServiceRequest.typeName, Reservation.typeName,
    ]

    static let queries: [Field] = [
        .many("spaces", Space.byBranch, key: .id("branchId", .branch), requires: Branch.ofList),
        .page(
            "tables", DiningTable.byBranchAndSpace, order: DiningTable.order, key: .id("spaceId", .space),
            .id("branchId", .branch), requires: Branch.ofList),
        .one("table", DiningTable.byID, key: .id("id", .table), absence: .notFound),
        TableQr.door,
        .one("tableSession", TableSession.byID, key: .id("id", .tableSession), absence: .notFound),
        .page(
            "tableSessions", TableSession.matching, order: TableSession.order, key: .choice("status"),
            .id("tableId", .table), .id("branchId", .branch), requires: Branch.ofList),
        .page(
            "serviceRequests", ServiceRequest.matching, order: ServiceRequest.order, key: .choice("status"),
            .id("tableId", .table), .id("branchId", .branch), requires: Branch.ofList),
        .page(
            "reservations", Reservation.matching, order: Reservation.order, key: .choice("status"),
            .instant("since"), .instant("until"), .id("branchId", .branch), requires: Branch.ofList),
    ]

    static let mutations: [String: MutationMaker] = [
        "tableSessionStart": TableSessionStart.mutation,
        "tableSessionJoin": TableSessionJoin.mutation,
        "tableSessionApprove": TableSessionApprove.mutation,
        "tableSessionReject": TableSessionReject.mutation,
        "tableSessionClose": TableSessionClose.mutation,
        "spaceCreate": SpaceCreate.mutation,
        "spaceUpdate": SpaceUpdate.mutation,
        "tableCreate": TableCreate.mutation,
        "tableUpdate": TableUpdate.mutation,
        "tableArchive": TableArchive.mutation,
        "tableStatusSet": TableStatusSet.mutation,
        "tableQrRotate": TableQrRotate.mutation,
        "tableAssign": TableAssign.mutation,
        "tableUnassign": TableUnassign.mutation,
        "tableSessionMove": TableSessionMove.mutation,
        "tableSessionsMerge": TableSessionsMerge.mutation,
        "serviceRequestCreate": ServiceRequestCreate.mutation,
        "serviceRequestAcknowledge": ServiceRequestAcknowledge.mutation,
        "serviceRequestResolve": ServiceRequestResolve.mutation,
        "reservationCreate": ReservationCreate.mutation,
        "reservationUpdate": ReservationUpdate.mutation,
        "reservationCancel": ReservationCancel.mutation,
        "reservationSeat": ReservationSeat.mutation,
    ]

    static let subscriptions: [LiveSource] = [
        TableChange.source, TableSessionChange.source, ServiceRequestChange.source,
    ]

    static let nodes: [EntityKind: NodeSource] = [
        .space: NodeSource(Space.self, Space.byID),
        .table: NodeSource(DiningTable.self, DiningTable.byID),
        .tableSession: NodeSource(TableSession.self, TableSession.byID),
        .serviceRequest: NodeSource(ServiceRequest.self, ServiceRequest.byID),
        .reservation: NodeSource(Reservation.self, Reservation.byID),
    ]
}
