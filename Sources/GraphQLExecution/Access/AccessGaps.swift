public import GraphQLSchema

/// Tells what of a policy a schema with its sources can't keep as it was meant: without a session, so that a
/// file of permissions can be checked before there is anything to serve.
public struct AccessGaps: Sendable {
    private let schema: Schema
    private let resolvers: ResolverTable
    private let detached: Set<String>

    /// - Parameter detached: the mutations that open transactions of their own.
    /// - Throws: `SchemaGaps` where schema and sources disagree.
    public init(
        schema: Schema, resolvers: [ObjectResolver], detached: Set<String> = []
    ) throws(SchemaGaps) {
        self.init(schema, try ResolverTable(resolvers, schema: schema), detached)
    }

    init(_ schema: Schema, _ resolvers: ResolverTable, _ detached: Set<String>) {
        self.schema = schema
        self.resolvers = resolvers
        self.detached = detached
    }

    /// What can't be kept: less is then shown, never more, but for what an order of rows tells.
    ///
    /// - Returns: one line each, beginning with a schema coordinate; for the start and for changed rules.
    /// - Complexity: O(fields + arguments of the schema).
    public func gaps(in policy: AccessPolicy) -> [String] {
        rowGaps(policy) + parentGaps(policy) + orderGaps(policy) + inputGaps(policy) + targetGaps(policy)
    }

    /// Rules on objects that no load brings.
    private func rowGaps(_ policy: AccessPolicy) -> [String] {
        schema.types.filter { type in
            type.kind == .object && !resolvers.loadsRows(of: type.id) && policy.limitsRows(of: type)
        }
        .map { "\($0.name): its objects are no rows of their own, so no rule can hold for them" }
    }

    /// Fields that can't be null over rows that may be out of scope: the parent would go with them. Parents
    /// whose rows are chosen by scopes of the same names are taken to be in scope together with them.
    private func parentGaps(_ policy: AccessPolicy) -> [String] {
        guard policy.hasRowRules else { return [] }
        return schema.fields.compactMap { field in
            guard field.type.isNonNull, !field.type.isList, policy.view.isVisible(field.id),
                case .one? = resolvers.source(of: field.id)?.source,
                case .matching(let rules) = policy.rows(of: field.type.named), !rules.isEmpty
            else { return nil }
            let parent = schema[field.parent].name
            if case .matching(let own) = policy.rows(of: field.parent), !own.isEmpty,
                Set(own.map(\.name)).isSubset(of: rules.map(\.name))
            {
                return nil
            }
            return "\(field.coordinate): cannot be null, but not all rows of "
                + "\(schema[field.type.named].name) exist: choose those of \(parent) by the same scopes"
        }
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
        return gaps
    }

    /// IDs that can't be held to rows: of a type that nothing finds, or where there is no transaction that
    /// could look.
    private func targetGaps(_ policy: AccessPolicy) -> [String] {
        var gaps: [String] = []
        for field in schema.mutationType.map({ schema[$0].fields }) ?? 0..<0 {
            let mutation = schema.fields[field]
            guard detached.contains(mutation.name), policy.view.isVisible(mutation.id),
                !policy.targets(in: mutation.arguments, schema).isEmpty
            else { continue }
            gaps.append(
                "\(mutation.coordinate): opens its own transaction, so no ID in it can be held to rows")
        }
        for name in Set(policy.targets.map { schema[$0.type].name }).sorted()
        where resolvers.lookUp(of: name) == nil {
            gaps.append("\(name): nothing finds it by an ID, so no ID can be held to its rows")
        }
        return gaps
    }
}

extension GraphQLService {
    /// What of a policy this service can't keep as it was meant; see ``AccessGaps``.
    public func gaps(in policy: AccessPolicy) -> [String] {
        AccessGaps(schema, resolvers, Set(detached.keys)).gaps(in: policy)
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
