import GraphQLSchema

/// Works out a policy from its rules.
struct AccessDecisions {
    private let rules: AccessRules
    private let schema: Schema
    /// Fields of object types that exist.
    private(set) var visibleFields: Set<FieldID> = []
    /// Object types of which not all rows exist.
    private(set) var rows: [TypeID: RowFilter] = [:]
    /// Fields that are not simply shown.
    private(set) var fields: [FieldID: FieldAccess] = [:]
    /// Input objects with a rule somewhere in them.
    private(set) var limitedTypes: Set<TypeID> = []
    private(set) var hiddenInputs: Set<Int>
    private(set) var hiddenEnumValues: Set<EnumValueID>

    init(_ rules: AccessRules, _ schema: Schema) {
        self.rules = rules
        self.schema = schema
        hiddenInputs = rules.hiddenInputs
        hiddenEnumValues = rules.hiddenEnumValues
    }

    mutating func decide() {
        let grants = Dictionary(grouping: rules.grants, by: \.type)
        for type in schema.types where type.kind == .object && !type.isIntrospection {
            decide(type, grants[type.id] ?? [])
        }
        hideReading()
        findLimitedTypes()
    }

    /// - Complexity: O(input objects × their fields), once for each level of nesting.
    private mutating func findLimitedTypes() {
        guard !rules.inputs.isEmpty else { return }
        var count = -1
        while count < limitedTypes.count {
            count = limitedTypes.count
            for type in schema.types where type.kind == .inputObject {
                let isLimited = type.inputFields.contains {
                    rules.inputs[$0] != nil || limitedTypes.contains(schema.inputValues[$0].type.named)
                }
                if isLimited { limitedTypes.insert(type.id) }
            }
        }
    }

    private mutating func decide(_ type: TypeDefinition, _ grants: [ObjectGrant]) {
        var filter = RowFilter.matching([])
        for grant in grants where !grant.fields.isEmpty || !grant.masks.isEmpty {
            filter.form(union: grant.rows)
        }
        // A root is no row.
        if [schema.queryType, schema.mutationType, schema.subscriptionType].contains(type.id) {
            filter = .all
        }
        if filter != .all { rows[type.id] = filter }
        for index in type.fields {
            let field = schema.fields[index]
            let isGranted = grants.contains {
                $0.fields.contains(field.id) || $0.masks[field.id] != nil
            }
            let denial = rules.denials[field.id] ?? .hide
            guard isGranted || denial != .hide else { continue }
            visibleFields.insert(field.id)
            let access = FieldAccess(field, grants, rows: filter, denial)
            if access != .value { fields[field.id] = access }
        }
    }

    /// Hides the inputs and enum values that read a field which the caller does not simply see.
    private mutating func hideReading() {
        for (index, input) in schema.inputValues.enumerated() where readsHidden(input.directives) {
            hiddenInputs.insert(index)
        }
        for type in schema.types where type.kind == .enumeration {
            for (index, value) in type.enumValues.enumerated() where readsHidden(value.directives) {
                hiddenEnumValues.insert(EnumValueID(type.id, index))
            }
        }
    }

    private func readsHidden(_ directives: [AppliedDirective]) -> Bool {
        directives.contains { directive in
            guard directive.name == "reads", case .string(let coordinate)? = directive.argument("field")
            else { return false }
            guard let field = schema.field(coordinate: coordinate) else { return true }
            return !visibleFields.contains(field) || fields[field] != nil
        }
    }
}

extension Schema {
    /// The field that a coordinate such as `Order.total` names; nil when there is none.
    func field(coordinate: String) -> FieldID? {
        let parts = coordinate.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let type = type(named: String(parts[0])) else { return nil }
        return field(named: String(parts[1]), of: type)
    }
}
