internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// How the organization thanks guests for coming back.
///
/// - SeeAlso: `schema.graphql`, type `LoyaltyProgram`; `Config/permissions.yaml`, key `LoyaltyProgram`.
enum LoyaltyProgram: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("loyalty_programs", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let name = Column<String>("name", at: 1)
        static let isActive = Column<Bool>("is_active", at: 2)
        static let currency = Column<String>("currency", at: 3)
        static let rateBasisPoints = Column<Int64>("rate_bps", at: 4)
        static let lotDays = Column<Int32?>("lot_days", at: 5)
        static let version = Column<Int32>("version", at: 6)
        static let birthdayPoints = Column<Int64?>("birthday_points", at: 7)
        static let referralPoints = Column<Int64?>("referral_points", at: 8)
        static let all = columnList(
            id, name, isActive, currency, rateBasisPoints, lotDays, version, birthdayPoints, referralPoints)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .loyaltyProgram),
        .column("name", Columns.name),
        .column("isActive", Columns.isActive),
        .column("currency", Columns.currency, as: .plainText),
        .column("rateBasisPoints", Columns.rateBasisPoints),
        .column("lotDays", Columns.lotDays),
        .column("birthdayPoints", Columns.birthdayPoints),
        .column("referralPoints", Columns.referralPoints),
        .many("tiers", LoyaltyTierType.byProgram, key: .column(Columns.id)),
        .column("version", Columns.version),
    ]

    /// `loyalty_programs_pkey` serves it.
    static let byID = BatchLoader.one("LoyaltyProgram.byID", rows, .column(Columns.id))
    /// `loyalty_programs_one_key` serves it.
    private static let ofCaller = BatchLoader.one(
        "LoyaltyProgram.ofCaller", rows, .keys(["asked": .boolean], match: "k.asked"))

    /// `Query.loyaltyProgram`.
    static let door = Field.one("loyaltyProgram", ofCaller, key: .constant([1]))
}

/// A rank among the customers.
///
/// - SeeAlso: `schema.graphql`, type `LoyaltyTier`; `Config/permissions.yaml`, key `LoyaltyTier`.
enum LoyaltyTierType: ObjectType {
    static let typeName = "LoyaltyTier"
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("loyalty_tiers", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let programID = Column<UUIDBytes>("program_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let minPoints = Column<Int64>("min_points", at: 3)
        static let multiplierBasisPoints = Column<Int64>("multiplier_bps", at: 4)
        static let version = Column<Int32>("version", at: 5)
        static let all = columnList(id, programID, name, minPoints, multiplierBasisPoints, version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .loyaltyTier),
        .column("name", Columns.name),
        .column("minPoints", Columns.minPoints),
        .column("multiplierBasisPoints", Columns.multiplierBasisPoints),
        .column("version", Columns.version),
    ]

    /// `loyalty_tiers_pkey` serves it.
    static let byID = BatchLoader.one("LoyaltyTier.byID", rows, .column(Columns.id))
    /// `loyalty_tiers_points_key` serves it.
    static let byProgram = BatchLoader.many(
        "LoyaltyTier.byProgram", rows, .column(Columns.programID), orderBy: "t.min_points")
}
