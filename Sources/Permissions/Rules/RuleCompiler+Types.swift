internal import GraphQLExecution
internal import GraphQLSchema

/// The entries of types.
extension RuleCompiler {
    mutating func compile(_ entry: PermissionFile.TypeEntry) {
        guard let id = schema.type(named: entry.name.text), !schema[id].isIntrospection else {
            let known = schema.types.filter { !$0.isIntrospection && $0.kind != .scalar }.map(\.name)
            report(
                entry.name,
                "unknown type \(entry.name.text)" + Spelling.hint(entry.name.text, among: known))
            for field in entry.fields { _ = mentions((field.allow ?? []) + field.deny) }
            return
        }
        let type = schema[id]
        if !entry.rows.isEmpty { compileRows(entry, type) }
        if type.kind != .enumeration, let value = entry.values.first {
            report(value.place, "\(type.name) is \(type.kind.phrase): it has no values")
        }
        switch type.kind {
        case .object, .interface:
            for field in entry.fields { compile(field, of: type) }
        case .inputObject:
            for field in entry.fields { compileInput(field, of: type) }
        case .enumeration:
            for value in entry.values { compileValue(value, of: type) }
            if let field = entry.fields.first {
                report(field.place, "\(type.name) is an enum: it has values, not fields")
            }
        case .scalar, .union:
            if let field = entry.fields.first {
                report(field.place, "\(type.name) is \(type.kind.phrase): it has no fields")
            }
        }
    }

    private mutating func compileRows(_ entry: PermissionFile.TypeEntry, _ type: TypeDefinition) {
        guard type.kind == .object else {
            report(entry.rows[0].role, "\(type.name) is \(type.kind.phrase): rows are of object types")
            return
        }
        let roots = [schema.queryType, schema.mutationType, schema.subscriptionType]
        if roots.contains(type.id) {
            report(entry.rows[0].role, "\(type.name) is a root: it has no rows")
            return
        }
        var rows = PermissionRules.RowRules()
        for (word, scopes) in entry.rows {
            let found = self.rows(scopes, of: type.id)
            guard let role = role(word) else { continue }
            if rows.byRole[role] != nil { report(word, "rows of \(type.name) names \(word.text) twice") }
            rows.byRole[role] = .init(rows: found.contains(.all) ? [.all] : found, role: word)
        }
        change { $0.rows[type.id] = rows }
    }

    private mutating func compile(_ entry: PermissionFile.FieldEntry, of type: TypeDefinition) {
        var who = PermissionRules.Visibility(place: entry.place)
        who.allow = mentions(entry.allow ?? [])
        who.deny = mentions(entry.deny)
        let masks = entry.masks.compactMap { role, name in
            mask(name).flatMap { mask in
                mentions([role]).first.map { (mention: $0, mask: mask) }
            }
        }
        if !entry.limit.isEmpty {
            report(entry.place, "max, force and values are for arguments and input fields")
        }
        for name in entry.names {
            guard let id = field(name, of: type) else { continue }
            var rule = PermissionRules.FieldRule(
                field: id, who: .init(place: name.place, allow: who.allow, deny: who.deny), masks: masks,
                otherwise: entry.otherwise?.value ?? file.defaults.outcome)
            rule.otherwisePlace = entry.otherwise?.place
            if rules.fields[id] != nil || rules.interfaceFields[id] != nil {
                report(name, "\(type.name).\(name.text) is listed twice")
            }
            if type.kind == .interface {
                change { $0.interfaceFields[id] = rule }
            } else {
                change { $0.fields[id] = rule }
            }
            compileArguments(entry, of: schema[id])
        }
    }

    private mutating func mask(_ word: Word) -> Mask? {
        if let named = file.masks.first(where: { $0.name.text == word.text }) {
            used.insert("mask " + word.text)
            return named.mask
        }
        if let mask = Mask.byName[word.text] { return mask }
        let known = file.masks.map(\.name.text) + Mask.byName.keys.sorted()
        report(word, "unknown mask \(word.text)" + Spelling.hint(word.text, among: known))
        return nil
    }

    private mutating func field(_ name: Word, of type: TypeDefinition) -> FieldID? {
        if let id = schema.field(named: name.text, of: type.id), !id.isIntrospection { return id }
        let known = type.fields.map { schema.fields[$0].name }
        report(
            name, "unknown field \(type.name).\(name.text)" + Spelling.hint(name.text, among: known))
        return nil
    }

    private mutating func compileValue(_ entry: PermissionFile.FieldEntry, of type: TypeDefinition) {
        refuseAllBut(["allow", "deny"], entry, "enum values")
        let who = PermissionRules.Visibility(
            place: entry.place, allow: entry.allow.map { mentions($0) }, deny: mentions(entry.deny))
        for name in entry.names {
            guard let index = type.enumValues.firstIndex(where: { $0.name == name.text }) else {
                report(
                    name,
                    "unknown value \(type.name).\(name.text)"
                        + Spelling.hint(name.text, among: type.enumValues.map(\.name)))
                continue
            }
            let id = EnumValueID(type.id, index)
            if rules.enumValues[id] != nil { report(name, "\(type.name).\(name.text) is listed twice") }
            change { $0.enumValues[id] = who }
        }
    }

    /// Reports what an entry says but cannot mean here.
    mutating func refuseAllBut(
        _ meant: Set<String>, _ entry: PermissionFile.FieldEntry, _ owner: String
    ) {
        let said: [(key: String, isSaid: Bool)] = [
            ("allow", entry.allow != nil), ("deny", !entry.deny.isEmpty), ("mask", !entry.masks.isEmpty),
            ("otherwise", entry.otherwise != nil), ("arguments", !entry.arguments.isEmpty),
            ("input", !entry.input.isEmpty), ("on", !entry.targets.isEmpty),
            ("max", !entry.limit.max.isEmpty), ("force", !entry.limit.force.isEmpty),
            ("values", !entry.limit.values.isEmpty),
        ]
        for (key, isSaid) in said where isSaid && !meant.contains(key) {
            report(entry.place, "\(key) says nothing about \(owner)")
        }
    }
}
