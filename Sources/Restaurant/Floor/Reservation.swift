internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Guests who are expected, with or without a table of their own.
///
/// - SeeAlso: `schema.graphql`, type `Reservation`; `Config/permissions.yaml`, key `Reservation`.
enum Reservation: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("reservations", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let tableID = Column<UUIDBytes?>("table_id", at: 2)
        static let status = Column<String>("status", at: 3)
        static let guestName = Column<String>("guest_name", at: 4)
        static let phone = Column<String?>("phone", at: 5)
        static let partySize = Column<Int32>("party_size", at: 6)
        static let startsAt = Column<Instant>("starts_at", at: 7)
        static let endsAt = Column<Instant>("ends_at", at: 8)
        static let note = Column<String?>("note", at: 9)
        static let version = Column<Int32>("version", at: 10)
        static let all = columnList(
            id, branchID, tableID, status, guestName, phone, partySize, startsAt, endsAt, note, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .reservation),
        .column("status", Columns.status, as: .plainText),
        .one("branch", Branch.byID, key: .column(Columns.branchID)),
        .one("table", DiningTable.byID, key: .column(Columns.tableID)),
        .column("guestName", Columns.guestName),
        .column("phone", Columns.phone),
        .column("partySize", Columns.partySize),
        .column("startsAt", Columns.startsAt),
        .column("endsAt", Columns.endsAt),
        .column("note", Columns.note),
        .column("version", Columns.version),
    ]

    /// By their hour; `reservations_branch_idx` has it behind the status.
    static let order = PageOrder(Columns.startsAt, Columns.id)

    /// `reservations_pkey` serves it.
    static let byID = BatchLoader.one("Reservation.byID", rows, .column(Columns.id))
    /// `reservations_branch_idx` serves it.
    static let matching = BatchLoader.page(
        "Reservation.matching", rows,
        .keys(
            ["status": .text, "since": .timestamptz, "until": .timestamptz, "branch_id": .uuid],
            match: """
                t.branch_id = k.branch_id AND (k.status IS NULL OR t.status = k.status) \
                AND t.starts_at >= coalesce(k.since, '-infinity') \
                AND t.starts_at < coalesce(k.until, 'infinity')
                """),
        order: order)
}

/// The fields of a payload that holds one reservation.
enum ReservationPayload {
    static let reservationID = Column<UUIDBytes?>("reservation_id", at: 0)

    static let fields: [Field] = [
        .one("reservation", Reservation.byID, key: .column(reservationID)),
        Field("userErrors", .outcomeList(0)),
    ]
}
