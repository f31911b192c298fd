internal import GraphQLExecution
internal import GraphQLSchema

/// What only shows once all entries are known: contradictions, and entries that nothing comes of.
struct PermissionChecks {
    let rules: PermissionRules
    let schema: Schema
    /// By role that somebody can hold: what it sees.
    let seen: [Int: Seen]
    /// Each role by itself, then keys with two scopes: what goes wrong with many goes wrong with two of them.
    let allSeen: [SeenFields]
    private(set) var problems: [PermissionProblem] = []

    /// What one role sees.
    struct Seen {
        let fields: SeenFields
        let view: SchemaView
        /// The types that some field leads to.
        let reached: Set<TypeID>
    }

    /// - Complexity: O(roles × fields of the schema + pairs of scopes × types).
    init(_ rules: PermissionRules, _ schema: Schema, _ policies: PolicyStore) {
        self.rules = rules
        self.schema = schema
        // A key's scope is held besides a role: what it leads to is reached through what that one sees.
        seen = rules.roles.roles.indices.filter(rules.roles.isHeld).reduce(into: [:]) { seen, role in
            let view = policies.policy(held: RoleSet(role)).view
            seen[role] = Seen(
                fields: SeenFields(of: role, rules, schema), view: view, reached: schema.reached(view))
        }
        let alone = seen.sorted { $0.key < $1.key }
        let scopes = alone.filter { rules.roles.roles[$0.key].isKeyScope }.map(\.value.fields)
        let denied = rules.deniedRoles(schema)
        let together = scopes.enumerated().flatMap { number, one in
            scopes.dropFirst(number + 1).map { SeenFields(one, $0, denied: denied, rules, schema) }
        }
        allSeen = alone.map(\.value.fields) + together
        for rule in rules.fields.values.sorted(by: { $0.field.index < $1.field.index }) { check(rule) }
        for type in schema.types where type.kind == .object && !type.isIntrospection { checkRows(type) }
        checkInterfaces()
        checkInputs()
        checkOrderings()
        checkContradictions()
    }

    mutating func report(_ place: PermissionPlace?, _ message: String) { problems.append(place, message) }

    func name(_ role: Int) -> String { rules.roles.name(role) }

    func name(_ held: [Int]) -> String { held.map(name).joined(separator: " and ") }

    private mutating func check(_ rule: PermissionRules.FieldRule) {
        let field = schema[rule.field]
        let type = schema.description(of: field.type)
        if rule.otherwise == .null || rule.otherwise == .error, field.type.isNonNull {
            let place = rule.otherwisePlace ?? rule.who.place
            report(place, "\(field.coordinate) is \(type): it can be hidden, not \(rule.otherwise.name)")
        }
        for mask in rule.masks where !canMask(field.type, mask.mask) {
            report(mask.mention.place, "\(field.coordinate) is \(type): no mask \(mask.mask.name) for it")
        }
        let readers = seen.filter { $0.value.fields[rule.field]?.isShown ?? false }.map(\.key)
        if readers.isEmpty { report(rule.who.place, "no role can read \(field.coordinate)") }
        checkGrants(rule, field.coordinate, readers)
        checkPartial(rule, field)
    }

    /// Grants of which nothing comes.
    private mutating func checkGrants(
        _ rule: PermissionRules.FieldRule, _ coordinate: String, _ readers: [Int]
    ) {
        let grants = (rule.who.allow ?? []) + rule.masks.map(\.mention)
        let allowed = rule.who.allowed
        for grant in grants {
            let role = name(grant.role)
            if grants.count(where: { $0.role == grant.role && $0.place <= grant.place }) > 1 {
                report(grant.place, "\(coordinate) names \(role) twice")
                continue
            }
            let above = rules.roles.closures[grant.role].subtracting(RoleSet(grant.role))
                .intersection(allowed)
            if let parent = above.roles.first {
                report(
                    grant.place,
                    "\(coordinate): \(role) has it already, it inherits from \(name(parent))")
            } else if !readers.isEmpty {
                checkUse(grant, rule, coordinate)
            }
        }
        for denial in rule.who.deny where isIdle(denial, rule) {
            report(
                denial.place,
                "\(coordinate) denies \(name(denial.role)), to whom nothing grants it")
        }
    }

    /// Whether nobody would see the field without a denial either.
    private func isIdle(_ denial: PermissionRules.Mention, _ rule: PermissionRules.FieldRule) -> Bool {
        // What is denied to such a role is granted to the one that it is held besides.
        if rules.roles.roles[denial.role].isHeldByPIN { return false }
        let granted = rule.who.allowed.union(RoleSet(rule.masks.map(\.mention.role)))
        return rules.roles.holders(of: denial.role).allSatisfy {
            rules.roles.closures[$0].isDisjoint(with: granted)
        }
    }

    private mutating func checkUse(
        _ grant: PermissionRules.Mention, _ rule: PermissionRules.FieldRule, _ coordinate: String
    ) {
        let role = name(grant.role)
        let holders = rules.roles.holders(of: grant.role)
        if holders.isEmpty { return }
        let closures = holders.map { rules.roles.closures[$0] }
        if closures.allSatisfy({ !$0.isDisjoint(with: rule.who.denied) }) {
            report(grant.place, "\(coordinate) grants to \(role) what it denies to all who hold it")
            return
        }
        let parent = schema[rule.field].parent
        guard holders.contains(where: { seen[$0]?.fields[rule.field]?.isShown ?? false }) else {
            report(
                grant.place,
                "\(coordinate) is granted to \(role), but rows of \(schema[parent].name) gives it none")
            return
        }
        // A scope of keys opens doors together with others.
        if holders.contains(where: { rules.roles.roles[$0].isKeyScope }) { return }
        if !holders.contains(where: { seen[$0]?.reached.contains(parent) ?? false }) {
            report(
                grant.place,
                "\(coordinate) is granted to \(role), but no field that it sees leads to a "
                    + schema[parent].name)
        }
    }

    /// A field that cannot be null must be shown on all rows that a role has.
    private mutating func checkPartial(_ rule: PermissionRules.FieldRule, _ field: FieldDefinition) {
        // Where no role is told rows of its own, who sees some of them sees all.
        guard field.type.isNonNull, rule.otherwise == .hide, rules.rows[field.parent] != nil else { return }
        for seen in allSeen {
            guard let decision = seen[rule.field], decision.isPartial else { continue }
            report(
                rule.who.place,
                "\(field.coordinate) is \(schema.description(of: field.type)), and \(name(seen.held)) sees "
                    + "it on some rows only: grant it on all of them, mask it or make it nullable")
            return
        }
    }

    private func canMask(_ type: FieldType, _ mask: Mask) -> Bool {
        let definition = schema[type.named]
        guard definition.kind == .scalar, !type.isList else {
            if case .constant(let value) = mask { return schema.forced(value, type) != nil }
            return false
        }
        switch mask {
        case .last4, .initialAndDomain: return ["String", "ID"].contains(definition.name)
        case .year: return ["Date", "DateTime"].contains(definition.name)
        case .bucket: return ["Int", "Int64", "Float"].contains(definition.name)
        case .constant(let value): return schema.forced(value, type) != nil
        }
    }
}

extension Schema {
    /// The types that visible fields lead to from the roots. An object does not lead to the other types of
    /// its interfaces.
    fileprivate func reached(_ view: SchemaView) -> Set<TypeID> {
        var open = [queryType, mutationType, subscriptionType].compactMap { $0 }
        var reached: Set<TypeID> = []
        while let type = open.popLast() {
            guard reached.insert(type).inserted else { continue }
            let definition = self[type]
            if definition.kind.isAbstract { open += definition.possibleTypes.types }
            open += definition.fields.map { fields[$0] }.filter { view.isVisible($0.id) }.map(\.type.named)
        }
        return reached
    }
}
