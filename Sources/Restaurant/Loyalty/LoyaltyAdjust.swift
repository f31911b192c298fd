internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Gives a customer points, or takes some, as somebody of the house decides, with a reason.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.loyaltyAdjust`.
enum LoyaltyAdjust: ObjectType {
    static let typeName = "LoyaltyAdjustPayload"

    enum Columns {
        static let accountID = Column<UUIDBytes?>("account_id", at: 0)
    }

    static let fields: [Field] = [
        .one("loyaltyAccount", LoyaltyAccount.byID, key: .column(Columns.accountID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = LoyaltyMutation.makeRepeatable(
        keyCount: 1
    ) { (input, session) throws(LoyaltyFailure) in
        let customer = try input.requiredUUID("customerId", .customer)
        let reason = try input.requiredText("reason", 1...200)
        let bounds = -LoyaltyPoints.countMax...LoyaltyPoints.countMax
        guard let points = try input.number("points", bounds), points != 0 else {
            throw .invalid("points", "Points are given, or taken.")
        }
        guard let program = try await StoredProgram.load(in: session) else {
            throw .refused(.noProgram, "customerId", "There is no program in which points count.")
        }
        try await session.requireLive(customer: customer)
        var account = try await LockedAccount(of: customer, in: session)
        session.transaction.remark(reason: reason)
        var entry = LockedAccount.Entry(kind: "ADJUST", points: points, reason: reason)
        if points > 0 {
            guard account.balance <= LoyaltyPoints.countMax - points else {
                throw .invalid("points", "Nobody has so many points.")
            }
            entry.days = program.lotDays
            try await account.add(entry, isEarned: false, in: session)
        } else if !(try await account.take(entry, in: session)) {
            throw .refused(.notEnoughPoints, "points", "The customer has \(account.balance) points.")
        }
        try await session.tellEverywhere("loyalty.changed", .loyaltyAccount, account.id, "ADJUSTED")
        return [account.id.bytes]
    }
}
