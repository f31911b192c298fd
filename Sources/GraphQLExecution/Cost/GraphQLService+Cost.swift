extension GraphQLService {
    /// Holds an operation against the most that one may cost, and lets its caller pay, before anything is
    /// loaded.
    ///
    /// - Throws: the response of an operation that costs too much, or of a caller who has spent too much.
    func charge(_ execution: Execution, _ access: AccessPolicy) throws(RefusedOperation) {
        let cost = execution.requestedCost
        if limits.refusesCosts, let most = access.costMax ?? limits.costMax, cost > most {
            let entry = ErrorEntry(
                message:
                    "The operation may cost \(cost), more than the \(most) that you may ask for at once: "
                    + "take smaller pages, or select less below lists.",
                code: "COST_LIMIT", limit: "graphql.maxCost", cost: (requested: cost, maximum: most))
            throw RefusedOperation(
                response: GraphQLResponse(errors: [entry], .requestError, execution.requestID))
        }
        guard let budget = execution.account.budget else { return }
        do throws(CostRefusal) {
            try budget.take(cost)
        } catch {
            let entry = ErrorEntry(
                message:
                    "The operation may cost \(cost), more than you have left now: try again in "
                    + "\(error.retryAfter) s.",
                code: "RATE_LIMITED")
            var response = GraphQLResponse(errors: [entry], .tooManyRequests, execution.requestID)
            response.retryAfter = error.retryAfter
            throw RefusedOperation(response: response)
        }
    }
}

extension Execution {
    /// Gives back what the operation did not cost.
    ///
    /// - Returns: what it did cost: no more than was asked for, since lists longer than assumed are not the
    ///   caller's fault.
    @discardableResult
    func settle(_ blocks: [Block?]) -> Int {
        guard account.budget != nil || account.isShown else { return requestedCost }
        let actual = min(compiled.plan.cost.actual(blocks, arguments), requestedCost)
        account.budget?.settle(requested: requestedCost, actual: actual)
        return actual
    }

    /// Gives everything back: nothing could be read, so that the same will be asked again.
    func settleUnavailable() { account.budget?.settle(requested: requestedCost, actual: 0) }
}
