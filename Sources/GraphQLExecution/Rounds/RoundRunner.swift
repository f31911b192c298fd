import GraphQLSchema

/// Runs the loads of a plan breadth-first: each round takes every load whose parents are there.
///
/// ExecuteSelectionSet for whole levels at once: a field is resolved once for all objects of its level, and
/// a level costs one suspension.
struct RoundRunner<Session: LoadSession> {
    let compiled: CompiledPlan
    let session: Session
    /// Coerced arguments by `PlanField.arguments`.
    let arguments: [Arguments]
    let values: RequestValues
    /// Loads that are not made: their fields are errors.
    let refusedLoads: [Int: FieldError]
    /// Answered loads by their index in the plan.
    var blocks: [Block?]

    init(_ execution: Execution, session: Session) {
        compiled = execution.compiled
        self.session = session
        arguments = execution.arguments
        values = execution.values
        refusedLoads = execution.refusedLoads
        blocks = Array(repeating: nil, count: compiled.plan.loads.count)
    }

    /// Runs all rounds, or those under one root field.
    mutating func run(rootField: Int? = nil) async throws(LoadError) {
        let rounds =
            rootField.map { field in
                compiled.rounds.map { $0.filter { compiled.plan.loads[$0].rootField == field } }
            } ?? compiled.rounds
        let last = rounds.lastIndex { !$0.isEmpty }
        for (number, due) in rounds.enumerated() where !due.isEmpty {
            try await self.round(due, isLast: number == last)
        }
    }

    /// Answers loads whose parents are there, unless nobody waits any more.
    mutating func round(_ due: [Int], isLast: Bool) async throws(LoadError) {
        try checkTime()
        var gatherings: [KeyGathering] = []
        gatherings.reserveCapacity(due.count)
        for index in due { gather(index, into: &gatherings) }
        guard !gatherings.isEmpty else { return }
        let calls = gatherings.map(\.call)
        let answers = try await session.load(calls, isLast: isLast)
        guard answers.count == calls.count else { throw Self.wrongAnswer("a round") }
        for (gathering, rows) in zip(gatherings, answers) {
            guard let groups = RowGroups(rows, by: gathering.statement.grouping, gathering.keys) else {
                throw Self.wrongAnswer(gathering.loader.name)
            }
            for member in gathering.members {
                blocks[member.load] = Block(rows: rows, keyOfParent: member.keyOfParent, groups: groups)
            }
        }
    }

    /// Nobody waits for an operation that was cancelled or whose deadline has passed.
    private func checkTime() throws(LoadError) {
        if Task.isCancelled { throw LoadError(message: "The request was cancelled.", code: "CANCELLED") }
        if let deadline = values.deadline, ContinuousClock.now >= deadline {
            throw LoadError(
                message: "The operation took too long and was stopped.", code: "DEADLINE_EXCEEDED")
        }
    }

    private static func wrongAnswer(_ name: String) -> LoadError {
        LoadError(message: "The answer of \(name) does not fit its keys.", code: "INTERNAL")
    }

    /// Adds a load's keys to the call that it shares with equal loads, or to a call of its own.
    private mutating func gather(_ index: Int, into gatherings: inout [KeyGathering]) {
        let load = compiled.plan.loads[index]
        guard let loader = load.loader else { return }
        let parent = load.parent >= 0 ? blocks[load.parent] : nil
        let parentCount = load.parent >= 0 ? (parent?.rows.rowCount ?? 0) : 1
        guard refusedLoads[index] == nil, !load.isClosed else {
            blocks[index] = .empty(parentCount: parentCount)
            return
        }
        let parameters = load.parameters.map(value)
        let shared = gatherings.firstIndex {
            $0.loader === loader && $0.statement.isSame(as: load.statement) && $0.parameters == parameters
        }
        let gathering =
            shared.map { gatherings[$0] }
            ?? KeyGathering(
                loader: loader, statement: load.statement, parameters: parameters, expected: parentCount)
        let own = load.arguments >= 0 ? arguments[load.arguments] : Arguments(values: [])
        let keyOfParent = gathering.add(
            load: load, parent: parent?.rows, parentCount: parentCount, own,
            included: load.items.flatMap { rows(of: $0, parent) })
        guard gathering.keys.count > 0 else {
            blocks[index] = .empty(parentCount: parentCount)
            return
        }
        gathering.members.append((index, keyOfParent))
        if shared == nil { gatherings.append(gathering) }
    }

    /// Which rows are the first, or the later, items of a streamed list.
    private func rows(of items: PlanItems, _ parent: Block?) -> [Bool]? {
        let initialCount = compiled.plan.initialCount(items.stream, arguments) ?? 0
        return parent?.rows(ofItems: initialCount, isTail: items.isTail)
    }

    private func value(_ parameter: PlanParameter) -> InputValue {
        switch parameter {
        case .argument(let field, let name, let otherwise):
            if let value = arguments[field][name], value != .null { return value }
            return otherwise.flatMap { values.defaults[$0] } ?? .null
        case .requestDefault(let name): return values.defaults[name] ?? .null
        }
    }
}
