internal import DataLoader
internal import GraphQLExecution

/// What the API says of the points of those who come back.
enum LoyaltyArea: Area {
    static let types: [any ObjectType.Type] = [
        LoyaltyProgram.self, LoyaltyTierType.self, LoyaltyAccount.self, LoyaltyEntry.self,
        LoyaltyProgramUpdate.self, LoyaltyTierUpsert.self, LoyaltyAdjust.self, LoyaltyUserError.self,
        Reward.self, RewardRedemption.self, RewardUpsert.self, RewardRedeem.self,
        AppliedRewardType.self, CartRewardApply.self, CartRewardRemove.self,
    ]
    static let paged: [String] = [LoyaltyEntry.typeName, Reward.typeName, RewardRedemption.typeName]
    static let queries: [Field] = [LoyaltyProgram.door, LoyaltyAccount.door, Reward.door]
    static let mutations: [String: MutationMaker] = [
        "loyaltyProgramUpdate": LoyaltyProgramUpdate.mutation,
        "loyaltyTierUpsert": LoyaltyTierUpsert.mutation,
        "loyaltyAdjust": LoyaltyAdjust.mutation,
        "rewardUpsert": RewardUpsert.mutation,
        "rewardRedeem": RewardRedeem.mutation,
        "cartRewardApply": CartRewardApply.mutation,
        "cartRewardRemove": CartRewardRemove.mutation,
    ]
    static let nodes: [EntityKind: NodeSource] = [
        .loyaltyAccount: NodeSource(LoyaltyAccount.self, LoyaltyAccount.byID),
        .reward: NodeSource(Reward.self, Reward.byID),
    ]
}
