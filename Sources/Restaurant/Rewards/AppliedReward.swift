internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// A reward held against lines: what it takes off, or why it doesn't.
///
/// - SeeAlso: `schema.graphql`, type `AppliedReward`; `Config/permissions.yaml`, key `AppliedReward`.
struct AppliedReward: Sendable {
    let reward: StoredReward
    /// Why it takes nothing off.
    var problem: RewardProblem?
    /// What it takes off lines, by their positions in the bill.
    var discount: Discount?
    /// How much that is.
    var amountMinor: Int64 = 0

    /// Rewards held against lines, each paid with the points that those before it leave.
    static func judged(
        _ rewards: [StoredReward], on lines: [CouponTerms<UUIDBytes>.Line], in currency: String
    ) -> [AppliedReward] {
        var spent: Int64 = 0
        return rewards.map { reward in
            var applied = AppliedReward(reward: reward)
            applied.problem = reward.problem(in: currency, spent: spent)
            guard applied.problem == nil else { return applied }
            applied.discount = reward.discount(on: lines)
            guard applied.discount != nil else {
                applied.problem = .nothingInScope
                return applied
            }
            // A few rewards of at most 10¹² points each.
            spent += reward.points
            return applied
        }
    }

    /// Notes what pricing took off.
    mutating func note(_ priced: PricedDiscount) {
        amountMinor = priced.amountMinor
        if amountMinor == 0 { problem = .nothingInScope }
    }

    /// The values of ``AppliedRewardType``'s columns.
    func row(_ currency: String) -> [[UInt8]?] {
        [
            reward.id.bytes, Array(reward.name.utf8), CartChange.bytes(reward.points),
            CartChange.bytes(amountMinor), Array(currency.utf8), (problem?.rawValue).map { Array($0.utf8) },
            problem.map { Array($0.message.utf8) },
        ]
    }
}

extension StoredReward {
    /// What keeps it from being had, whatever the lines are.
    ///
    /// - Parameter spent: points that other rewards of the cart take.
    fileprivate func problem(in currency: String, spent: Int64) -> RewardProblem? {
        guard isActive else { return .inactive }
        guard self.currency == currency else { return .otherCurrency }
        guard let balance else { return .customerNeeded }
        return balance - spent < points ? .notEnoughPoints : nil
    }
}

extension RewardProblem {
    /// The problem in words for people.
    var message: String {
        switch self {
        case .inactive: "The reward is switched off."
        case .otherCurrency: "The reward holds in branches that sell in another currency."
        case .customerNeeded: "Nobody's points pay: there is no customer."
        case .notEnoughPoints: "The customer has fewer points than the reward costs."
        case .nothingInScope: "Nothing is there that the reward could be taken off."
        }
    }
}

/// The GraphQL type of ``AppliedReward``.
enum AppliedRewardType: ObjectType {
    static let typeName = "AppliedReward"

    enum Columns {
        static let rewardID = Column<UUIDBytes?>("reward", at: 0)
        static let name = Column<String>("name", at: 1)
        static let points = Column<Int64>("points", at: 2)
        static let amountMinor = Column<Int64>("amount", at: 3)
        static let currency = Column<String>("currency", at: 4)
        static let problem = Column<String?>("problem", at: 5)
        static let message = Column<String?>("message", at: 6)
    }

    static let fields: [Field] = [
        .one("reward", Reward.byID, key: .column(Columns.rewardID)),
        .column("name", Columns.name),
        .column("points", Columns.points),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .column("problem", Columns.problem, as: .plainText),
        .column("message", Columns.message),
    ]
}
