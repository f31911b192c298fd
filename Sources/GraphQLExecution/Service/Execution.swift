import GraphQLLanguage
import GraphQLSchema

/// One run of a plan. ExecuteQuery and ExecuteMutation, §6.2
struct Execution: Sendable {
    let compiled: CompiledPlan
    /// Asked only for the places of errors.
    let prepared: PreparedDocument
    let arguments: [Arguments]
    /// Loads that are not made, with the errors of their fields.
    let refusedLoads: [Int: FieldError]
    /// Arguments that could not be coerced, by their index in the plan.
    let argumentFailures: [Int: ArgumentError]
    let values: RequestValues
    let requestID: String
    let limits: ExecutionLimits
    /// The most that the operation may cost.
    let requestedCost: Int
    /// Who pays it.
    let account: CostAccount

    /// Runs all rounds in one read-only transaction, then writes.
    func query<Sessions: SessionSource>(
        _ sessions: Sessions, _ caller: Sessions.Caller
    ) async throws(LoadError) -> GraphQLResponse {
        let blocks = try await sessions.read(for: caller) { session throws(LoadError) in
            var runner = RoundRunner(self, session: session)
            try await runner.run()
            return runner.blocks
        }
        return write(blocks)
    }

    /// Runs the root fields one after the other, each in a transaction of its own. §6.2.2
    func mutate<Sessions: SessionSource>(
        _ sessions: Sessions, _ caller: Sessions.Caller, _ mutations: [String: Mutation<Sessions.Session>],
        _ detached: [String: DetachedMutation<Sessions.Caller>]
    ) async throws(LoadError) -> GraphQLResponse {
        var blocks = [Block?](repeating: nil, count: compiled.plan.loads.count)
        var failures: [Int: FieldError] = [:]
        var hasCommitted = false
        let root = compiled.plan.scopes[compiled.plan.root]
        for number in 0..<root.count {
            let field = root.start + number
            let entry = compiled.plan.mutations.first { $0.rootField == number }
            do {
                let own: [Block?]
                if let entry {
                    guard argumentFailures[Int(compiled.plan.fields[field].arguments)] == nil else {
                        if compiled.plan.fields[field].isNonNull { break }
                        continue
                    }
                    if let mutation = detached[entry.name] {
                        own = try await runDetached(entry, mutation, sessions, caller)
                    } else {
                        own = try await write(entry, sessions, caller, mutations)
                    }
                    hasCommitted = true
                } else {
                    own = try await read(number, sessions, caller)
                }
                for index in own.indices where own[index] != nil { blocks[index] = own[index] }
                // Written now as well: what follows a null that reaches `data` must not run.
                if number + 1 < root.count, endsData(field, blocks) { break }
            } catch {
                // Nothing has happened yet: the whole request can be tried again.
                if !hasCommitted, error.isUnavailable { throw error }
                failures[field] = FieldError(message: error.message, code: error.code)
                // Its null reaches `data`, so what follows could not be reported.
                if compiled.plan.fields[field].isNonNull { break }
            }
        }
        return write(blocks, failures: failures)
    }

    /// Whether a root field that has run takes `data` with it.
    private func endsData(_ field: Int, _ blocks: [Block?]) -> Bool {
        guard compiled.plan.fields[field].isNonNull else { return false }
        return withWriter(blocks) { writer, row in writer.isNullOrFailed(field, row) }
    }

    private func write<Sessions: SessionSource>(
        _ entry: PlanMutation, _ sessions: Sessions, _ caller: Sessions.Caller,
        _ mutations: [String: Mutation<Sessions.Session>]
    ) async throws(LoadError) -> [Block?] {
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
    ) async throws(LoadError) -> (value: [Block?], commit: Bool) {
        let own = ownArguments(of: entry)
        if let targets = entry.targets, try await !targets.hold(for: own, values, session) {
            throw LoadError(message: "One of the IDs names nothing that you may change.", code: "NOT_FOUND")
        }
        let outcome = try await mutation(own, values, session)
        var runner = RoundRunner(self, session: session)
        runner.blocks[entry.payload] = .ofOneParent(outcome.row)
        for list in entry.lists where list.index < outcome.lists.count {
            runner.blocks[list.slot] = .ofOneParent(outcome.lists[list.index])
        }
        try await runner.run(rootField: entry.rootField)
        return (runner.blocks, !outcome.isRefused)
    }

    /// Writes the response from the answered loads.
    func write(_ blocks: [Block?], failures: [Int: FieldError] = [:]) -> GraphQLResponse {
        let actual = settle(blocks)
        return withWriter(blocks, failures: failures) { writer, row in
            guard let kind = appendResult(to: &writer, row) else { return tooLarge }
            if account.isShown {
                writer.output.appendCost(
                    requested: requestedCost, actual: actual, account.budget?.status)
            }
            writer.output.append(0x7D)
            return GraphQLResponse(body: writer.output, kind: kind)
        }
    }

    /// The row of the root, which has no columns.
    private static let rootRow = RowSet(rowCount: 1, columnCount: 1, owner: nil) { _ in }

    /// Calls `body` with a writer over the answered loads, and the root's row.
    func withWriter<Result>(
        _ blocks: [Block?], failures: [Int: FieldError] = [:], recorder: DeliveryRecorder? = nil,
        byteCountMax: Int? = nil, _ body: (inout ResponseWriter, UnsafePointer<Cell>) -> Result
    ) -> Result {
        let empty = Block.empty(parentCount: 1)
        let views = blocks.map { $0?.view ?? empty.view }
        var marks: [Int: RowMarks] = [:]
        for index in views.indices where views[index].isMarked { marks[index] = blocks[index]?.rows.marks }
        return withExtendedLifetime((blocks, empty)) { [marks] in
            compiled.plan.fields.withUnsafeBufferPointer { fields in
                compiled.plan.text.withUnsafeBufferPointer { text in
                    views.withUnsafeBufferPointer { views in
                        var writer = ResponseWriter(
                            compiled: compiled, fields: fields, text: text, blocks: views,
                            arguments: arguments, values: values, failures: failures,
                            refusedLoads: refusedLoads,
                            byteCountMax: byteCountMax ?? limits.responseByteCountMax,
                            output: ResponseBuffer(capacity: 4096), recorder: recorder)
                        writer.markedRows = marks
                        writer.argumentFailures = argumentFailures
                        return body(&writer, UnsafePointer(Self.rootRow.cells))
                    }
                }
            }
        }
    }

    /// Appends the result but for its closing brace.
    ///
    /// - Returns: what kind of result it is; nil if it would be too large.
    func appendResult(
        to writer: inout ResponseWriter, _ row: UnsafePointer<Cell>
    ) -> GraphQLResponse.Kind? {
        writer.output.append("{\"data\":")
        let start = writer.output.count
        switch writer.object(compiled.plan.root, row, 0) {
        case .written: break
        case .null, .failed:
            writer.recorder?.discard(beyond: start)
            writer.output.truncate(to: start)
            writer.output.append("null")
        }
        guard writer.output.count <= limits.responseByteCountMax else { return nil }
        guard !writer.errors.isEmpty else { return .data }
        writer.output.append(0x2C)
        let listed = writer.errors.prefix(limits.errorCountMax).map(entry)
        writer.output.appendErrors(listed, requestID: requestID)
        return .dataWithErrors
    }

    /// The refusal of a response that is too large.
    var tooLarge: GraphQLResponse { GraphQLResponse(errors: [tooLargeEntry], .requestError, requestID) }

    /// The error of a response, or a part of one, that is too large.
    var tooLargeEntry: ErrorEntry {
        let message =
            "The response would be larger than \(limits.responseByteCountMax) bytes: select less, or page."
        return ErrorEntry(
            message: message, code: "RESPONSE_TOO_LARGE", limit: "graphql.maxResponseBytes")
    }

    /// An execution error as responses list it.
    func entry(_ error: ExecutionError) -> ErrorEntry {
        ErrorEntry(
            message: error.message, locations: error.offsets.flatMap(prepared.locations(ofOffset:)),
            path: error.path, code: error.code)
    }
}
