import GraphQLSchema

/// How the IDs among a mutation's arguments are held against the rows that they must name.
struct PlanTargets: Sendable {
    /// A look-up of one type, restricted to rows.
    struct LookUp: Sendable {
        let target: InputRule.Target
        let load: PlanLoad
    }

    let access: AccessPolicy
    let schema: Schema
    /// The field's arguments, as indices into `Schema.inputValues`.
    let inputs: Range<Int>
    let lookUps: [LookUp]

    /// The argument by which look-ups take an ID.
    static let argument = "id"

    /// Whether every ID names a row that it may name; one load a rule, no load without IDs.
    func hold<Session: LoadSession>(
        for arguments: Arguments, _ values: RequestValues, _ session: Session
    ) async throws(LoadError) -> Bool {
        var gatherings: [(gathering: KeyGathering, members: [NumberBuffer])] = []
        let targeted = access.targetedIDs(in: arguments, inputs, schema)
        for target in Set(targeted.map(\.target)) {
            guard let lookUp = lookUps.first(where: { $0.target == target }), let loader = lookUp.load.loader
            else { return false }
            let gathering = KeyGathering(
                loader: loader, statement: lookUp.load.statement,
                parameters: loader.parameters.map { Self.value($0, values) }, expected: targeted.count)
            var members: [NumberBuffer] = []
            for (_, id) in targeted.filter({ $0.target == target }) {
                let own = Arguments(values: [InputValue.Field(name: Self.argument, value: .string(id))])
                members.append(gathering.add(load: lookUp.load, parent: nil, parentCount: 1, own))
            }
            guard members.allSatisfy({ $0[0] >= 0 }) else { return false }
            gatherings.append((gathering, members))
        }
        guard !gatherings.isEmpty else { return true }
        let answers = try await session.load(gatherings.map(\.gathering.call), isLast: false)
        guard answers.count == gatherings.count else { return false }
        return zip(gatherings, answers).allSatisfy { entry, rows in
            let gathering = entry.gathering
            guard let groups = RowGroups(rows, by: gathering.statement.grouping, gathering.keys) else {
                return false
            }
            return entry.members.allSatisfy { member in
                let block = Block(rows: rows, keyOfParent: member, groups: groups)
                return !block.view.range(ofParent: 0).isEmpty
            }
        }
    }

    private static func value(_ parameter: LoadParameter, _ values: RequestValues) -> InputValue {
        switch parameter {
        case .argument: .null
        case .binding(let name): values.defaults[name] ?? .null
        }
    }
}

extension PlanCompiler {
    /// The look-ups of a mutation's IDs; nil where no ID is held to anything.
    func targets(of inputs: Range<Int>) -> PlanTargets? {
        let targets = access.targets(in: inputs, schema)
        guard !targets.isEmpty else { return nil }
        var lookUps: [PlanTargets.LookUp] = []
        for target in targets {
            let name = schema[target.type].name
            // Without a look-up the IDs can't be held to anything: they then name no row.
            guard let (decode, loader) = resolvers.lookUp(of: name), loader.takesConditions else { continue }
            let key = (0..<loader.keyCount).map {
                PlanKeyPart.node(argument: PlanTargets.argument, typeName: name, part: $0, decode: decode)
            }
            let shape = LoadShape(columns: [], condition: .any(target.rows), flags: [])
            lookUps.append(
                PlanTargets.LookUp(
                    target: target,
                    load: PlanLoad(
                        loader: loader, statement: loader.prepare(shape), parent: -1, round: 0, part: 0,
                        items: nil, key: key, parameters: [], arguments: -1, rootField: -1)))
        }
        return PlanTargets(access: access, schema: schema, inputs: inputs, lookUps: lookUps)
    }
}
