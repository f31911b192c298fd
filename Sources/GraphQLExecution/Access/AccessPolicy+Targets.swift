import GraphQLSchema

extension AccessPolicy {
    /// All rows that some ID must name.
    static func targets(_ rules: some Collection<InputRule>) -> Set<InputRule.Target> {
        var targets: Set<InputRule.Target> = []
        for rule in rules {
            if let target = rule.target { targets.insert(target) }
            if !rule.fields.isEmpty { targets.formUnion(Self.targets(rule.fields.values)) }
        }
        return targets
    }

    /// The rows that IDs somewhere in these arguments must name.
    ///
    /// - Complexity: O(input fields below, each type once).
    func targets(in inputs: Range<Int>, _ schema: Schema) -> Set<InputRule.Target> {
        guard !targets.isEmpty else { return [] }
        var found: Set<InputRule.Target> = []
        var pending = Array(inputs)
        var types: Set<TypeID> = []
        while let input = pending.popLast() {
            if let rule = self.inputs[input] { found.formUnion(Self.targets([rule])) }
            let type = schema.inputValues[input].type.named
            guard limitedTypes.contains(type), types.insert(type).inserted else { continue }
            pending += Array(schema[type].inputFields)
        }
        return found
    }

    /// The IDs among a field's arguments that must name certain rows, each with those.
    ///
    /// - Complexity: O(parts of the values).
    func targetedIDs(
        in arguments: Arguments, _ inputs: Range<Int>, _ schema: Schema
    ) -> [(target: InputRule.Target, id: String)] {
        var found: [(target: InputRule.Target, id: String)] = []
        for index in inputs {
            guard let value = arguments[schema.inputValues[index].name] else { continue }
            collect(value, index, self.inputs[index].map { [$0] } ?? [], schema, &found)
        }
        return found
    }

    private func collect(
        _ value: InputValue, _ input: Int, _ rules: [InputRule], _ schema: Schema,
        _ found: inout [(target: InputRule.Target, id: String)]
    ) {
        switch value {
        case .list(let items):
            for item in items { collect(item, input, rules, schema, &found) }
        case .string(let id):
            for rule in rules { if let target = rule.target { found.append((target, id)) } }
        case .object(let fields):
            for index in schema[schema.inputValues[input].type.named].inputFields {
                let name = schema.inputValues[index].name
                guard let field = fields.first(where: { $0.name == name }) else { continue }
                let own = rules.compactMap { $0.fields[name] } + (inputs[index].map { [$0] } ?? [])
                collect(field.value, index, own, schema, &found)
            }
        default: break
        }
    }
}
