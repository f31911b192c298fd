internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Makes a reward, or renames one and switches it on or off; what it gives stays, since orders have it.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.rewardUpsert`.
enum RewardUpsert: ObjectType {
    static let typeName = "RewardUpsertPayload"

    enum Columns {
        static let rewardID = Column<UUIDBytes?>("reward_id", at: 0)
    }

    static let fields: [Field] = [
        .one("reward", Reward.byID, key: .column(Columns.rewardID)),
        Field("userErrors", .outcomeList(0)),
    ]

    private static let columns = InputColumns<LoyaltyErrorCode>(
        "rewards",
        owners: [
            "points": .int8, "currency": .text, "rate_bps": .int4, "fixed_minor": .int8, "cap_minor": .int8,
            "item_id": .uuid,
        ],
        [
            .text("name", 1...100, isNullable: false),
            .flag("isActive", column: "is_active", fallback: "true"),
        ])

    private static let benefit = ["rateBasisPoints", "amountMinor", "itemId"]

    static let mutation = LoyaltyMutation.makeRepeatable(
        keyCount: 1
    ) { (input, session) throws(LoyaltyFailure) in
        if let id = try input.uuid("id", .reward) { return [try await change(id, input, session).bytes] }
        let points = LoyaltyPoints.countMax
        guard let cost = try input.number("points", 1...points) else {
            throw .invalid("points", "A reward costs points.")
        }
        guard let currency = input.string("currency") else {
            throw .invalid("currency", "A new reward has a currency.")
        }
        guard input.string("name") != nil else { throw .invalid("name", "A new reward has a name.") }
        let given = [
            input.int("rateBasisPoints") != nil, input.int("amountMinor") != nil,
            input.string("itemId") != nil,
        ]
        guard given.count(where: { $0 }) == 1 else {
            throw .invalid("rateBasisPoints", "A reward gives one of \(benefit.joined(separator: ", ")).")
        }
        let rate = try input.number("rateBasisPoints", 1...10_000)
        guard rate != nil || input.int("capMinor") == nil else {
            throw .invalid("capMinor", "A cap is of a share.")
        }
        let id = input.newID()
        let owners: [ParameterValue] = [
            .int64(cost), .text(currency), rate.map { .int32(Int32(clamping: $0)) } ?? .null,
            try input.number("amountMinor", 1...Int64.max).parameter,
            try input.number("capMinor", 1...Int64.max).parameter,
            try input.uuid("itemId", .item).parameter,
        ]
        _ = try await session.run(
            try columns.insertion(id, of: session.tenant, owners: owners, input))
        try await session.tellEverywhere("loyalty.changed", .reward, id, "CREATED")
        return [id.bytes]
    }

    private static func change(
        _ id: UUIDBytes, _ input: LoyaltyInput, _ session: LoyaltySession
    ) async throws(LoyaltyFailure) -> UUIDBytes {
        for field in benefit + ["points", "currency", "capMinor"] where input.has(field) {
            throw .invalid(field, "What a reward gives and costs stays: make another one.")
        }
        let found = try await session.run(lock.bind(session.tenant, .uuid(id)))
        guard found.rowCount == 1, let version = found.int(0, 0) else { throw .notFound("id") }
        try input.requireVersion(version)
        _ = try await session.run(try columns.change(id, of: session.tenant, input))
        try await session.tellEverywhere("loyalty.changed", .reward, id, "CHANGED")
        return id
    }

    /// `rewards_pkey` serves it.
    private static let lock = Statement(
        "RewardUpsert.lock",
        "SELECT version FROM rewards WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE",
        parameters: [.uuid, .uuid])
}
