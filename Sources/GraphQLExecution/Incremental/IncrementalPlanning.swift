import GraphQLLanguage
import GraphQLSchema

extension PlanCompiler {
    /// Compiles a plan that delivers later what the policy says, or everything at once where that is nothing.
    ///
    /// `self` is a compiler that has done nothing yet. Where a plan that delivers later would be too large,
    /// the plain one answers: its selections are compiled once, those of streamed lists twice.
    ///
    /// - Throws: `PlanTooLarge` when even the plain plan is.
    func compileIncrementally(
        _ operation: Document.OperationDefinition, rootType: TypeID, _ policy: DeferralPolicy
    ) throws(PlanTooLarge) -> Plan {
        do {
            if let plan = try later(operation, rootType, policy) { return plan }
        } catch {
            // The plain plan follows.
        }
        var plain = self
        return try plain.compile(operation, rootType: rootType)
    }

    private func later(
        _ operation: Document.OperationDefinition, _ rootType: TypeID, _ policy: DeferralPolicy
    ) throws(PlanTooLarge) -> Plan? {
        var first = self
        first.incremental = IncrementalCompilation(ignored: [])
        let plan = try first.compile(operation, rootType: rootType)
        // The plain plan would not look at the conditions of `@defer` and `@stream`.
        guard !first.isUndecided else { return plan }
        guard plan.delivery.partCount > 1 else { return nil }
        guard policy == .furtherRounds else { return plan }
        let loading = first.loadingDirectives
        guard !loading.isEmpty else { return nil }
        let ignored = Set(document.directives.indices.filter(isIncremental)).subtracting(loading)
        guard !ignored.isEmpty else { return plan }
        var second = self
        second.incremental = IncrementalCompilation(ignored: ignored)
        let reduced = try second.compile(operation, rootType: rootType)
        return reduced.delivery.partCount > 1 ? reduced : nil
    }

    /// Most places of `@defer` that a plan follows; every deferred object remembers what holds at each.
    static var usageCountMax: Int { 256 }

    private func isIncremental(_ directive: Int) -> Bool {
        let symbol = collector.symbols[document.directives[directive].name.index]
        return symbol == .defer || symbol == .stream
    }
}
