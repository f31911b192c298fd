internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// One restaurant of an organization. Branches that the caller does not reach are not there.
///
/// - SeeAlso: `schema.graphql`, type `Branch`; `Config/permissions.yaml`, key `Branch`.
enum Branch: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table(
        "branches", columns: Columns.all, branch: "id", isLive: "t.archived_at IS NULL")

    /// Archived branches too, for those who archive them.
    private static let everyRow = DataLoader.Table("branches", columns: Columns.all, branch: "id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let organizationID = Column<UUIDBytes>("organization_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let legalName = Column<String?>("legal_name", at: 3)
        static let slug = Column<String>("slug", at: 4)
        static let publicCode = Column<String>("public_code", at: 5)
        static let phone = Column<String?>("phone", at: 6)
        static let timezone = Column<String>("timezone", at: 7)
        static let currency = Column<String>("currency", at: 8)
        static let pricesIncludeTax = Column<Bool>("prices_include_tax", at: 9)
        static let businessDayStart = Column<TimeOfDay>("business_day_start", at: 10)
        static let hasAddress = Column<Bool?>("has_address", at: 11, "nullif(t.address <> '{}', false)")
        static let line1 = addressPart("line1", at: 12)
        static let line2 = addressPart("line2", at: 13)
        static let district = addressPart("district", at: 14)
        static let city = addressPart("city", at: 15)
        static let region = addressPart("region", at: 16)
        static let postalCode = addressPart("postalCode", at: 17)
        static let country = addressPart("country", at: 18)
        static let version = Column<Int32>("version", at: 19)
        static let archivedAt = Column<Instant?>("archived_at", at: 20)
        /// How far the branch's log goes in the snapshot that the answer shows. `event_counters_pkey` serves
        /// it.
        static let eventCursor = Column<String>(
            "event_cursor", at: 30,
            """
            coalesce((SELECT ec.event_sequence FROM event_counters AS ec \
            WHERE \(tenant: "ec") AND ec.id = t.id), 0)::text
            """)
        static let all =
            columnList(
                id, organizationID, name, legalName, slug, publicCode, phone, timezone, currency,
                pricesIncludeTax,
                businessDayStart, hasAddress, line1, line2, district, city, region, postalCode, country,
                version,
                archivedAt) + BranchPolicyColumns.all + columnList(eventCursor)

        private static func addressPart(_ key: String, at position: Int) -> Column<String?> {
            Column("address_\(key)", at: position, "t.address->>'\(column: key)'")
        }
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .branch),
        .column("name", Columns.name),
        .column("legalName", Columns.legalName),
        .column("slug", Columns.slug, as: .plainText),
        .column("publicCode", Columns.publicCode, as: .plainText),
        .embedded(
            "address", Columns.hasAddress, Columns.line1, Columns.line2, Columns.district, Columns.city,
            Columns.region, Columns.postalCode, Columns.country),
        .column("phone", Columns.phone),
        .column("timezone", Columns.timezone),
        .column("currency", Columns.currency, as: .plainText),
        .column("pricesIncludeTax", Columns.pricesIncludeTax),
        .column("businessDayStart", Columns.businessDayStart),
        .embedded(
            "policies", BranchPolicyColumns.autoConfirmSources, BranchPolicyColumns.completeOnPaid,
            BranchPolicyColumns.waitersCancelConfirmed, BranchPolicyColumns.autoApproveSessions,
            BranchPolicyColumns.serviceChargeBasisPoints, BranchPolicyColumns.enabledPaymentMethods,
            BranchPolicyColumns.recallMinutes, BranchPolicyColumns.sessionHours,
            BranchPolicyColumns.cashierRefundLimitMinor),
        .column("archivedAt", Columns.archivedAt),
        .column("version", Columns.version),
        .column("eventCursor", Columns.eventCursor, as: .plainText),
        .many("menus", Menu.byBranch, key: .column(Columns.id), binds: ["locale", "at"]),
        .many("spaces", Space.byBranch, key: .column(Columns.id)),
        .page("tables", DiningTable.byBranch, order: DiningTable.order, key: .column(Columns.id)),
    ]

    /// `branches_name_idx` has it.
    static let order = PageOrder(Columns.name, Columns.id)

    /// `branches_pkey` serves it.
    static let byID = BatchLoader.one("Branch.byID", rows, .column(Columns.id))
    /// Archived or not; `branches_pkey` serves it.
    static let everyByID = BatchLoader.one("Branch.everyByID", everyRow, .column(Columns.id))
    /// Those that a member is held to; the unique key of `member_branches` and `branches_pkey` serve it.
    static let byMember = BatchLoader.many(
        "Branch.byMember", rows,
        .keys(
            ["member_id": .uuid], through: "member_branches", on: "l.member_id = k.member_id",
            match: "t.id = l.branch_id"), orderBy: "t.name, t.id")
    /// Those that an invitation leads to; the unique key of `invitation_branches` and `branches_pkey` serve
    /// it.
    static let byInvitation = BatchLoader.many(
        "Branch.byInvitation", rows,
        .keys(
            ["invitation_id": .uuid], through: "invitation_branches",
            on: "l.invitation_id = k.invitation_id", match: "t.id = l.branch_id"), orderBy: "t.name, t.id")
    /// `branches_name_idx` serves it.
    static let byOrganization = BatchLoader.many(
        "Branch.byOrganization", rows, .column(Columns.organizationID), orderBy: "t.name, t.id")
    /// `branches_name_idx` serves it.
    static let all = BatchLoader.page("Branch.all", rows, .tenant(), order: order)
    /// `branches_name_idx` serves it.
    static let pageByOrganization = BatchLoader.page(
        "Branch.pageByOrganization", rows,
        .keys(["id": .uuid], match: "t.organization_id = k.id"), order: order)
}
