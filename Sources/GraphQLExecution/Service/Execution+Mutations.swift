extension Execution {
    /// Runs the root fields one after the other, each in a transaction of its own. §6.2.2
    func mutate<Sessions: SessionSource>(
        _ sessions: Sessions, _ caller: Sessions.Caller, _ mutations: [String: Mutation<Sessions.Session>],
        _ detached: [String: DetachedMutation<Sessions.Caller>]
    ) async throws(LoadError) -> GraphQLResponse {
        var blocks = [Block?](repeating: nil, count: compiled.plan.loads.count)
        var failures: [Int: FieldError] = [:]
        var replays: [Int: [UInt8]] = [:]
        var isReplay = false
        var hasCommitted = false
        let root = compiled.plan.scopes[compiled.plan.root]
        for number in 0..<root.count {
            let field = root.start + number
            let entry = compiled.plan.mutations.first { $0.rootField == number }
            do {
                var own: [Block?] = []
                if let entry {
                    guard argumentFailures[Int(compiled.plan.fields[field].arguments)] == nil else {
                        if compiled.plan.fields[field].isNonNull { break }
                        continue
                    }
                    if let mutation = detached[entry.name] {
                        own = try await runDetached(entry, mutation, sessions, caller)
                    } else {
                        let answer = try await write(entry, sessions, caller, mutations)
                        own = answer.blocks
                        replays[field] = answer.replay
                        isReplay = isReplay || answer.isReplay
                    }
                    hasCommitted = true
                } else {
                    own = try await read(number, sessions, caller)
                }
                for index in own.indices where own[index] != nil { blocks[index] = own[index] }
                // Written now as well: what follows a null that reaches `data` must not run.
                if number + 1 < root.count, endsData(field, blocks, replays) { break }
            } catch {
                // Nothing has happened yet: the whole request can be tried again.
                if !hasCommitted, error.isUnavailable || error.refusesRequest { throw error }
                failures[field] = FieldError(message: error.message, code: error.code)
                // Its null reaches `data`, so what follows could not be reported.
                if compiled.plan.fields[field].isNonNull { break }
            }
        }
        return write(blocks, failures: failures, replays: replays, isReplay: isReplay)
    }

    /// Whether a root field that has run takes `data` with it.
    private func endsData(_ field: Int, _ blocks: [Block?], _ replays: [Int: [UInt8]]) -> Bool {
        guard compiled.plan.fields[field].isNonNull else { return false }
        return withWriter(blocks, replays: replays) { writer, row in writer.isNullOrFailed(field, row) }
    }

    /// What a mutation's field answers: loads, or an earlier answer; and whether its effect is earlier, too.
    private typealias Answer = (blocks: [Block?], replay: [UInt8]?, isReplay: Bool)

    private func write<Sessions: SessionSource>(
        _ entry: PlanMutation, _ sessions: Sessions, _ caller: Sessions.Caller,
        _ mutations: [String: Mutation<Sessions.Session>]
    ) async throws(LoadError) -> Answer {
        guard let mutation = mutations[entry.name] else {
            preconditionFailure("the start-up check finds a function for every mutation")
        }
        return try await sessions.write(for: caller) { session throws(LoadError) in
            try await run(entry, mutation, session)
        }
    }

    /// The loads below a root field of a mutation that is a plain source.
    private func read<Sessions: SessionSource>(
        _ rootField: Int, _ sessions: Sessions, _ caller: Sessions.Caller
    ) async throws(LoadError) -> [Block?] {
        guard compiled.plan.loads.contains(where: { $0.rootField == rootField }) else { return [] }
        return try await sessions.read(for: caller) { session throws(LoadError) in
            var runner = RoundRunner(self, session: session)
            try await runner.run(rootField: rootField)
            return runner.blocks
        }
    }

    private func run<Session: LoadSession>(
        _ entry: PlanMutation, _ mutation: Mutation<Session>, _ session: Session
    ) async throws(LoadError) -> (value: Answer, commit: Bool) {
        let own = ownArguments(of: entry)
        if let targets = entry.targets, try await !targets.hold(for: own, values, session) {
            throw LoadError(message: "One of the IDs names nothing that you may change.", code: "NOT_FOUND")
        }
        let outcome = try await mutation(own, asked(entry), session)
        if let replay = outcome.replay { return (([], replay, true), false) }
        var runner = RoundRunner(self, session: session)
        runner.blocks[entry.payload] = .ofOneParent(outcome.row)
        for list in entry.lists where list.index < outcome.lists.count {
            runner.blocks[list.slot] = .ofOneParent(outcome.lists[list.index])
        }
        try await runner.run(rootField: entry.rootField)
        if let keep = outcome.keep, !outcome.isRefused {
            try await keep(answer(at: entry.field, runner.blocks))
        }
        return ((runner.blocks, nil, outcome.isReplay), !outcome.isRefused)
    }

    /// The request's values as a mutation's field sees them.
    private func asked(_ entry: PlanMutation) -> RequestValues {
        let key = compiled.plan.fields[entry.field].key
        var values = values
        values.question = RequestQuestion(
            document: prepared.source, operationName: operationName, variables: variables,
            responseName: Array(compiled.plan.text[Int(key.start)..<Int(key.start + key.count)]))
        return values
    }

    /// A root field's value as JSON; nil if it has errors.
    private func answer(at field: Int, _ blocks: [Block?]) -> [UInt8]? {
        withWriter(blocks) { writer, row in
            guard !writer.isNullOrFailed(field, row), writer.errors.isEmpty else { return nil }
            return writer.output.withUnsafeBytes { Array($0) }
        }
    }
}
