/// The function behind a root field of `Mutation` that opens transactions of its own.
///
/// For work that takes long and must hold no connection meanwhile, and for what has to be stored although the
/// answer is a refusal. It can't be rolled back by what follows. An operation has one such field at most.
///
/// Whoever asked reads the payload's objects: the plan was made for that caller, and must never be run for
/// another.
public typealias DetachedMutation<Caller> =
    @Sendable (Arguments, RequestValues, Caller) async throws(LoadError) -> MutationOutcome

extension Execution {
    /// Runs a detached mutation, then reads what its payload asks for besides; without such fields no session
    /// is opened.
    func runDetached<Sessions: SessionSource>(
        _ entry: PlanMutation, _ mutation: DetachedMutation<Sessions.Caller>, _ sessions: Sessions,
        _ caller: Sessions.Caller
    ) async throws(LoadError) -> [Block?] {
        // IDs are held to rows in the mutation's own transaction, which there is none of here.
        guard entry.targets == nil else {
            throw LoadError(message: "This mutation can't be held to rows.", code: "FORBIDDEN")
        }
        let outcome = try await mutation(ownArguments(of: entry), values, caller)
        let loads = compiled.plan.loads
        guard loads.contains(where: { $0.rootField == entry.rootField && $0.loader != nil }) else {
            return placed(outcome, entry)
        }
        return try await sessions.read(for: caller) { session throws(LoadError) in
            var runner = RoundRunner(self, session: session)
            let own = placed(outcome, entry)
            for index in own.indices where own[index] != nil { runner.blocks[index] = own[index] }
            try await runner.run(rootField: entry.rootField)
            return runner.blocks
        }
    }

    /// The coerced arguments of a mutation's field.
    func ownArguments(of entry: PlanMutation) -> Arguments {
        let field = compiled.plan.fields[entry.field]
        return field.arguments >= 0 ? arguments[Int(field.arguments)] : Arguments(values: [])
    }

    /// An outcome at its places in the plan.
    private func placed(_ outcome: MutationOutcome, _ entry: PlanMutation) -> [Block?] {
        var blocks = [Block?](repeating: nil, count: compiled.plan.loads.count)
        blocks[entry.payload] = .ofOneParent(outcome.row)
        for list in entry.lists where list.index < outcome.lists.count {
            blocks[list.slot] = .ofOneParent(outcome.lists[list.index])
        }
        return blocks
    }
}
