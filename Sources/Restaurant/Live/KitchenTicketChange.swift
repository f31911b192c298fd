internal import DataLoader
internal import GraphQLExecution

/// An event of a ticket.
///
/// - SeeAlso: `schema.graphql`, type `KitchenTicketChange`; `Config/permissions.yaml`, key
///   `KitchenTicketChange`.
enum KitchenTicketChange: ObjectType {
    static let fields: [Field] =
        LiveEvent.fields + [.one("ticket", KitchenTicket.byID, key: .column(LiveEvent.entity))]

    /// `Subscription.kitchenTicketChanged`.
    static let source = LiveSource(
        name: "kitchenTicketChanged", place: .branch,
        changes: ["ticket.created": .created, "ticket.status_changed": .statusChanged],
        subjects: [
            Field.Subject(
                KitchenTicket.typeName, ofStation,
                key: [.id("stationId", .station), .column(LiveEvent.entity)])
        ],
        requires: Branch.ofList)

    /// A ticket of one station, or of any; `kitchen_tickets_pkey` serves it.
    private static let ofStation = BatchLoader.one(
        "KitchenTicket.ofStation", KitchenTicket.rows,
        .keys(
            ["station": .uuid, "ticket": .uuid],
            match: "t.id = k.ticket AND (k.station IS NULL OR t.station_id = k.station)"))
}
