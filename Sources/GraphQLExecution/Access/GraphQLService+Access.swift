import GraphQLSchema

extension GraphQLService {
    /// What of a policy this service can't keep as it was meant; it then shows less, never more, but for
    /// what an order of rows tells.
    ///
    /// - Returns: one line each, beginning with a schema coordinate; for the start and for changed rules.
    /// - Complexity: O(fields + arguments of the schema).
    public func gaps(in policy: AccessPolicy) -> [String] {
        rowGaps(policy) + orderGaps(policy) + inputGaps(policy)
    }

    /// Rules on objects that no load brings.
    private func rowGaps(_ policy: AccessPolicy) -> [String] {
        schema.types.filter { type in
            type.kind == .object && !resolvers.loadsRows(of: type.id) && policy.limitsRows(of: type)
        }
        .map { "\($0.name): its objects are no rows of their own, so no rule can hold for them" }
    }

    /// Pages in the order of a field that the caller does not simply see: the order tells what is in it, and
    /// the cursors hold it.
    private func orderGaps(_ policy: AccessPolicy) -> [String] {
        var gaps: [String] = []
        for field in schema.fields where policy.view.isVisible(field.id) {
            guard case .page(_, _, let cursor)? = resolvers.source(of: field.id)?.source,
                let node = resolvers.nodeType(of: field.type.named, in: schema)
            else { continue }
            for index in schema[node].fields {
                let ordered = schema.fields[index]
                guard case .column(let column, _)? = resolvers.source(of: ordered.id)?.source,
                    cursor.needs.contains(column)
                else { continue }
                if !policy.view.isVisible(ordered.id) || policy.decision(on: ordered.id) != nil {
                    gaps.append(
                        "\(ordered.coordinate): must be seen, since \(field.coordinate) is in its order")
                }
            }
        }
        return gaps
    }

    private func inputGaps(_ policy: AccessPolicy) -> [String] {
        var gaps: [String] = []
        for (index, input) in schema.inputValues.enumerated() where !policy.view.isVisible(input: index) {
            guard input.isRequired, policy.inputs[index]?.forced == nil else { continue }
            gaps.append("\(input.coordinate): hidden, but must be given and is not forced")
        }
        for name in Set(policy.targets.map { schema[$0.type].name }).sorted()
        where resolvers.lookUp(of: name) == nil {
            gaps.append("\(name): nothing finds it by an ID, so no ID can be held to its rows")
        }
        return gaps
    }
}

extension AccessPolicy {
    /// Whether something about the objects of a type depends on their rows.
    fileprivate func limitsRows(of type: TypeDefinition) -> Bool {
        switch rows(of: type.id) {
        case .all, .matching([]): break
        case .matching: return true
        }
        return type.fields.contains { index in
            decision(on: FieldID(rawValue: Int32(truncatingIfNeeded: index)))?.cases.isEmpty == false
        }
    }
}
