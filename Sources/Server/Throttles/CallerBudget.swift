import GraphQLExecution

/// What a caller, and its tenant, may still spend on operations.
struct CallerBudget: CostBudget {
    /// One bucket.
    struct Part: Sendable {
        let key: BucketKey
        let rule: BucketRule

        /// An operation that no bucket can hold takes a full one.
        func taken(_ cost: Int) -> Double { min(Double(cost), rule.capacity) }
    }

    let own: Part
    /// Nil outside of an organization.
    let tenant: Part?
    let store: any BucketStore
    let enforces: Bool

    func take(_ cost: Int) throws(CostRefusal) {
        try take(cost, from: own)
        guard let tenant else { return }
        do throws(CostRefusal) {
            try take(cost, from: tenant)
        } catch {
            store.giveBack(own.taken(cost), to: own.key, own.rule)
            throw error
        }
    }

    private func take(_ cost: Int, from part: Part) throws(CostRefusal) {
        let level = store.take(Double(cost), from: part.key, part.rule)
        guard level.isGranted || !enforces else {
            throw CostRefusal(retryAfter: Throttles.seconds(level.wait))
        }
    }

    func settle(requested: Int, actual: Int) {
        for part in [own, tenant].compactMap({ $0 }) {
            store.giveBack(part.taken(requested) - part.taken(actual), to: part.key, part.rule)
        }
    }

    var status: CostStatus {
        let available = store.available(in: own.key, own.rule)
        return CostStatus(
            maximumAvailable: Int(own.rule.capacity), currentlyAvailable: Int(available),
            restoreRate: Int(own.rule.perSecond))
    }
}
