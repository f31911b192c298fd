import GraphQLSchema

/// Runs the loads of a plan breadth-first: each round takes every load whose parents are there.
///
/// ExecuteSelectionSet for whole levels at once: a field is resolved once for all objects of its level, and
/// a level costs one suspension.
struct RoundRunner<Session: LoadSession> {
    let plan: Plan
    let session: Session
    /// Coerced arguments by `PlanField.arguments`.
    let arguments: [Arguments]
    let values: RequestValues
    /// Answered loads by their index in the plan.
    var blocks: [Block?]

    init(plan: Plan, session: Session, arguments: [Arguments], values: RequestValues) {
        self.plan = plan
        self.session = session
        self.arguments = arguments
        self.values = values
        blocks = Array(repeating: nil, count: plan.loads.count)
    }

    /// Runs all rounds, or those under one root field.
    mutating func run(rootField: Int? = nil) async throws(LoadError) {
        let due = plan.loads.indices.filter { index in
            let load = plan.loads[index]
            return load.loader != nil && (rootField == nil || load.rootField == rootField)
        }
        guard let last = due.map({ plan.loads[$0].round }).max() else { return }
        for round in 0...last {
            try await self.round(due.filter { plan.loads[$0].round == round }, isLast: round == last)
        }
    }

    private mutating func round(_ due: [Int], isLast: Bool) async throws(LoadError) {
        var gatherings: [KeyGathering] = []
        for index in due { gather(index, into: &gatherings) }
        guard !gatherings.isEmpty else { return }
        let calls = gatherings.map(\.call)
        let answers = try await session.load(calls, isLast: isLast)
        guard answers.count == calls.count else { throw Self.wrongAnswer("a round") }
        for (gathering, rows) in zip(gatherings, answers) {
            for member in gathering.members {
                let block = Block.grouping(
                    rows, by: gathering.statement.grouping, keys: gathering.keys,
                    keyOfParent: member.keyOfParent)
                guard let block else { throw Self.wrongAnswer(gathering.loader.name) }
                blocks[member.load] = block
            }
        }
    }

    private static func wrongAnswer(_ name: String) -> LoadError {
        LoadError(message: "The answer of \(name) does not fit its keys.", code: "INTERNAL")
    }

    /// Adds a load's keys to the call that it shares with equal loads, or to a call of its own.
    private mutating func gather(_ index: Int, into gatherings: inout [KeyGathering]) {
        let load = plan.loads[index]
        guard let loader = load.loader else { return }
        let parent = load.parent >= 0 ? blocks[load.parent] : nil
        let parentCount = load.parent >= 0 ? (parent?.rows.rowCount ?? 0) : 1
        let parameters = load.parameters.map(value)
        let shared = gatherings.firstIndex {
            $0.loader === loader && $0.statement.text == load.statement.text && $0.parameters == parameters
        }
        var gathering =
            shared.map { gatherings[$0] }
            ?? KeyGathering(
                loader: loader, statement: load.statement, parameters: parameters, expected: parentCount)
        let own = load.arguments >= 0 ? arguments[load.arguments] : Arguments(values: [])
        let keyOfParent = gathering.add(load: load, parent: parent?.rows, parentCount: parentCount, own)
        guard gathering.keys.count > 0 else {
            blocks[index] = .empty(parentCount: parentCount)
            return
        }
        gathering.members.append((index, keyOfParent))
        if let shared { gatherings[shared] = gathering } else { gatherings.append(gathering) }
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
