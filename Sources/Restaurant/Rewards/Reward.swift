internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// Something that points are exchanged for.
///
/// - SeeAlso: `schema.graphql`, type `Reward`; `Config/permissions.yaml`, key `Reward`.
enum Reward: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("rewards", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let name = Column<String>("name", at: 1)
        static let points = Column<Int64>("points", at: 2)
        static let currency = Column<String>("currency", at: 3)
        static let rateBasisPoints = Column<Int32?>("rate_bps", at: 4)
        static let fixedMinor = Column<Int64?>("fixed_minor", at: 5)
        static let capMinor = Column<Int64?>("cap_minor", at: 6)
        static let itemID = Column<UUIDBytes?>("item_id", at: 7)
        static let isActive = Column<Bool>("is_active", at: 8)
        static let createdAt = Column<Instant>("created_at", at: 9)
        static let version = Column<Int32>("version", at: 10)
        static let all = columnList(
            id, name, points, currency, rateBasisPoints, fixedMinor, capMinor, itemID, isActive, createdAt,
            version)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .reward),
        .column("name", Columns.name),
        .column("points", Columns.points),
        .column("currency", Columns.currency, as: .plainText),
        .column("rateBasisPoints", Columns.rateBasisPoints),
        .embedded("amount", Columns.fixedMinor, Columns.currency),
        .embedded("cap", Columns.capMinor, Columns.currency),
        .column("itemId", Columns.itemID, as: EntityKind.item.wireForm),
        .column("isActive", Columns.isActive),
        .page(
            "redemptions", RewardRedemption.byReward, order: RewardRedemption.order,
            key: .column(Columns.id)),
        .column("createdAt", Columns.createdAt),
        .column("version", Columns.version),
    ]

    /// The cheapest first; `rewards_points_idx` has it.
    static let order = PageOrder(Columns.points, Columns.id)

    /// `rewards_pkey` serves it.
    static let byID = BatchLoader.one("Reward.byID", rows, .column(Columns.id))
    /// `rewards_points_idx` serves it.
    private static let matching = BatchLoader.page(
        "Reward.matching", rows,
        .keys(
            // A key whose last part is null names nothing; what is asked for may be.
            ["is_active": .boolean, "asked": .boolean],
            match: "(k.is_active IS NULL OR t.is_active = k.is_active)"), order: order)

    /// `Query.rewards`.
    static let door = Field.page(
        "rewards", matching, order: order, key: .flag("isActive"), .constant([1]))
}

/// One reward that an order has.
///
/// - SeeAlso: `schema.graphql`, type `RewardRedemption`; `Config/permissions.yaml`, key `RewardRedemption`.
enum RewardRedemption: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("reward_redemptions", columns: Columns.all, branch: "branch_id")

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let branchID = Column<UUIDBytes>("branch_id", at: 1)
        static let rewardID = Column<UUIDBytes>("reward_id", at: 2)
        static let orderID = Column<UUIDBytes>("order_id", at: 3)
        static let points = Column<Int64>("points", at: 4)
        static let status = Column<String>("status", at: 5)
        static let createdAt = Column<Instant>("created_at", at: 6)
        static let usedAt = Column<Instant?>("used_at", at: 7)
        static let releasedAt = Column<Instant?>("released_at", at: 8)
        static let all = columnList(
            id, branchID, rewardID, orderID, points, status, createdAt, usedAt, releasedAt)
    }

    static let fields: [Field] = [
        .one("order", Order.byID, key: .column(Columns.orderID)),
        .column("points", Columns.points),
        .column("status", Columns.status, as: .plainText),
        .column("claimedAt", Columns.createdAt),
        .column("usedAt", Columns.usedAt),
        .column("releasedAt", Columns.releasedAt),
    ]

    /// The latest first; `reward_redemptions_reward_idx` has it.
    static let order = PageOrder(Columns.createdAt, Columns.id).descending

    /// `reward_redemptions_reward_idx` serves it.
    static let byReward = BatchLoader.page(
        "RewardRedemption.byReward", rows, .column(Columns.rewardID), order: order)
}
