internal import DataLoader
internal import GraphQLExecution

/// What the API says of stations and what they make.
enum KitchenArea: Area {
    static let types: [any ObjectType.Type] = [
        Station.self, StationRoute.self, KitchenTicket.self, TicketLine.self, TicketLineModifier.self,
        StationCreate.self, StationUpdate.self, StationRoutesSet.self, TicketStart.self, TicketReady.self,
        TicketBump.self, TicketRecall.self, TicketAcknowledge.self, TicketLineReady.self,
        KitchenUserError.self, KitchenTicketChange.self, KitchenAlert.self, KitchenAlertChange.self,
        KitchenDisplayAcknowledge.self,
    ]
    static let paged: [String] = [KitchenTicket.typeName, KitchenAlert.typeName]

    static let queries: [Field] = [
        .many("stations", Station.byBranch, key: .id("branchId", .branch), requires: Branch.ofList),
        .page(
            "kitchenTickets", KitchenTicket.onScreen, order: KitchenTicket.order,
            key: .id("stationId", .station), .id("branchId", .branch), requires: Branch.ofList),
        .page(
            "kitchenAlerts", KitchenAlert.open, order: KitchenAlert.order, key: .id("branchId", .branch),
            requires: Branch.ofList),
    ]

    static let mutations: [String: MutationMaker] = [
        "stationCreate": StationCreate.mutation,
        "stationUpdate": StationUpdate.mutation,
        "stationRoutesSet": StationRoutesSet.mutation,
        "ticketStart": TicketStart.mutation,
        "ticketReady": TicketReady.mutation,
        "ticketBump": TicketBump.mutation,
        "ticketRecall": TicketRecall.mutation,
        "ticketAcknowledge": TicketAcknowledge.mutation,
        "ticketLineReady": TicketLineReady.mutation,
        "kitchenDisplayAcknowledge": KitchenDisplayAcknowledge.mutation,
    ]

    static let subscriptions: [LiveSource] = [KitchenTicketChange.source, KitchenAlertChange.source]

    static let nodes: [EntityKind: NodeSource] = [
        .station: NodeSource(Station.self, Station.byID),
        .kitchenTicket: NodeSource(KitchenTicket.self, KitchenTicket.byID),
        .ticketLine: NodeSource(TicketLine.self, TicketLine.byID),
        .kitchenAlert: NodeSource(KitchenAlert.self, KitchenAlert.byID),
    ]
}
