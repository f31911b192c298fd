internal import GraphQLExecution
internal import GraphQLSchema

extension PermissionRules {
    /// The largest page that the API allows anyway.
    static let pageMax: Int64 = 100

    /// What the engine must know to decide for callers who hold these roles.
    func accessRules(held: [Int], _ schema: Schema, version: String) -> AccessRules {
        var access = AccessRules()
        let closure = roles.closure(of: held)
        for type in schema.types where type.kind == .object && !type.isIntrospection {
            access.grants += pairs(held: held, type, schema).compactMap { pair in
                scope(pair.rows, of: type.id).map {
                    ObjectGrant(type: type.id, rows: $0, fields: pair.fields, masks: pair.masks)
                }
            }
        }
        for (field, rule) in fields where rule.otherwise != .hide { access.denials[field] = rule.otherwise }
        access.interfaceFields = interfaceFields(
            granted: access.grants.reduce(into: []) { $0.formUnion($1.fields.union($1.masks.keys)) }, schema)
        for (index, limits) in inputs where !limits.who.isVisible(to: closure) {
            access.hiddenInputs.insert(index)
        }
        for (value, who) in enumValues where !who.isVisible(to: closure) {
            access.hiddenEnumValues.insert(value)
        }
        for index in schema.inputValues.indices {
            if let rule = inputRule(index, held, schema) { access.inputs[index] = rule }
        }
        let limits = limits(held: held)
        access.introspection = introspection(held: held)
        access.depthMax = limits.depth.map(Int.init)
        access.costMax = limits.cost.map(Int.init)
        access.requestRate = limits.rate.map { RequestRate(count: Int($0.count), seconds: Int($0.seconds)) }
        access.trustedDocumentsOnly = limits.onlyTrustedDocuments ?? false
        access.roles = held.map(roles.name)
        access.version = version
        return access
    }

    /// What exists for callers who hold these roles: also without what reads a field that they do not see.
    func view(held: [Int], _ schema: Schema) -> SchemaView {
        AccessPolicy(accessRules(held: held, schema, version: ""), schema: schema).view
    }

    /// What these roles may ask for.
    func limits(held: [Int]) -> RoleLimits {
        let all = held.map { roles.limits[$0] }
        guard let first = all.first else { return RoleLimits() }
        return all.dropFirst().reduce(first) { $0.widened(by: $1) }
    }

    /// How much introspection tells these roles.
    func introspection(held: [Int]) -> IntrospectionLevel {
        held.compactMap(introspection).max { $0.rank < $1.rank } ?? defaults.introspection
    }

    /// Rows as the engine is told; nil where a scope says nothing about the type.
    func scope(_ rows: Rows, of type: TypeID) -> RowScope? {
        switch rows {
        case .all: .all
        case .scope(let index): scopes[index].conditions[type].map { .matching($0.rule) }
        }
    }

    /// A field of an interface exists where it exists on one of the object types.
    ///
    /// - Parameter granted: the fields of object types of which something is shown.
    private func interfaceFields(granted: Set<FieldID>, _ schema: Schema) -> Set<FieldID> {
        var result: Set<FieldID> = []
        for type in schema.types where type.kind == .interface && !type.isIntrospection {
            let objects = type.possibleTypes.types
            for field in type.fields.map({ schema.fields[$0] }) {
                let exists = objects.contains { object in
                    schema.field(field.symbol, of: object).map { own in
                        granted.contains(own) || (fields[own]?.otherwise ?? .hide) != .hide
                    } ?? false
                }
                if exists { result.insert(field.id) }
            }
        }
        return result
    }

    /// The limits of an argument or input field for these roles; nil for none.
    private func inputRule(_ index: Int, _ held: [Int], _ schema: Schema) -> InputRule? {
        let input = schema.inputValues[index]
        var rule = inputs[index].map { inputRule($0, held) } ?? InputRule()
        if isPageSize(input, schema), rule.maximum == nil {
            let page = limits(held: held).page ?? defaults.pageMax
            if let page, page < Self.pageMax { rule.maximum = page }
        }
        return rule == InputRule() ? nil : rule
    }

    /// Whether an argument says how many entries of a connection are wanted.
    private func isPageSize(_ input: InputValueDefinition, _ schema: Schema) -> Bool {
        input.type.named == BuiltInScalar.int.typeID && ["first", "last"].contains(input.name)
    }

    private func inputRule(_ limits: InputLimits, _ held: [Int]) -> InputRule {
        var rule = InputRule()
        let maxima = values(limits.max, held: held)
        if !maxima.isEmpty, !maxima.contains(nil) { rule.maximum = maxima.compactMap { $0 }.max() }
        rule.forced = values(limits.force, held: held).first
        let sets = values(limits.values, held: held)
        if !sets.isEmpty { rule.allowed = sets.reduce(into: []) { $0.formUnion($1) } }
        if let target = limits.target, !target.rows.contains(.all) {
            let rows = target.rows.compactMap { row -> RowRule? in
                guard case .matching(let rule)? = scope(row, of: target.type) else { return nil }
                return rule
            }
            rule.target = InputRule.Target(type: target.type, rows: rows)
        }
        for (name, inner) in limits.fields {
            let inner = inputRule(inner, held)
            if inner != InputRule() { rule.fields[name] = inner }
        }
        return rule
    }
}
