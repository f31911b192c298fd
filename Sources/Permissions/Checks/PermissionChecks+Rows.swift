internal import GraphQLExecution
internal import GraphQLSchema

/// Rows, and interfaces over several types of rows.
extension PermissionChecks {
    /// Rows of roles that see nothing of them.
    mutating func checkRows(_ type: TypeDefinition) {
        guard let choices = rules.rows[type.id]?.byRole else { return }
        for (role, choice) in choices.sorted(by: { $0.key < $1.key }) where !choice.rows.isEmpty {
            let holders = rules.roles.holders(of: role)
            let sees = holders.contains { holder in
                type.fields.contains {
                    seen[holder]?.fields[schema.fields[$0].id]?.isShown ?? false
                }
            }
            if !sees {
                report(
                    choice.role.place,
                    "rows of \(type.name) has \(name(role)), which sees no field of it")
            } else if choice.rows == rules.inheritedRows(role, choices) {
                report(
                    choice.role.place,
                    "rows of \(type.name): \(name(role)) inherits these rows already")
            }
        }
    }

    /// Object types of one interface must agree on its fields, for every role that sees something of them.
    mutating func checkInterfaces() {
        for type in schema.types where type.kind == .interface && !type.isIntrospection {
            for index in type.fields { checkInterface(type, schema.fields[index]) }
        }
    }

    private mutating func checkInterface(_ type: TypeDefinition, _ field: FieldDefinition) {
        let objects = type.possibleTypes.types
        for seen in allSeen {
            var known = objects.filter(seen.shows)
            // What exists for two scopes is worked out only where the types that they see do not agree.
            if seen.held.count == 1 || Set(known.map { exists(field, on: $0, seen) }).count > 1 {
                let view = view(seen.held)
                known = known.filter { view.isVisible($0) }
            }
            let shown = known.filter { exists(field, on: $0, seen) }
            if let one = shown.first, let other = known.first(where: { !shown.contains($0) }) {
                let rule = schema.field(field.symbol, of: other).flatMap { rules.fields[$0] }
                report(
                    rule?.who.place,
                    "\(schema[other].name).\(field.name) is hidden from \(name(seen.held)), which sees "
                        + "\(schema[one].name).\(field.name): \(type.name) has it for all or for none")
            }
            if seen.held.count == 1 { checkEntry(field, seen.held[0], isShown: !shown.isEmpty) }
        }
    }

    private func view(_ held: [Int]) -> SchemaView {
        held.count == 1 ? seen[held[0]]?.view ?? .all : rules.view(held: held, schema)
    }

    private func exists(_ field: FieldDefinition, on object: TypeID, _ seen: SeenFields) -> Bool {
        schema.field(field.symbol, of: object).map { seen[$0]?.exists ?? false } ?? false
    }

    /// An entry of an interface says what its object types say, or it is wrong.
    private mutating func checkEntry(_ field: FieldDefinition, _ role: Int, isShown: Bool) {
        guard let rule = rules.interfaceFields[field.id] else { return }
        let isGranted = rule.who.isVisible(to: rules.roles.closures[role])
        if isGranted, !isShown, let place = grant(rule, role) {
            report(
                place,
                "\(field.coordinate) is granted to \(name(role)), but no type behind it shows it: grants "
                    + "are written on object types")
        } else if !isGranted, isShown {
            report(
                rule.who.place,
                "\(field.coordinate) is not granted to \(name(role)), but types behind it show it: grants "
                    + "are written on object types")
        }
    }

    private func grant(_ rule: PermissionRules.FieldRule, _ role: Int) -> PermissionPlace? {
        rule.who.allow?.first { rules.roles.closures[role].contains(role: $0.role) }?.place
    }
}
