internal import GraphQLExecution
internal import GraphQLSchema

/// The entries of arguments and input fields.
extension RuleCompiler {
    private static let limits: Set<String> = ["max", "force", "values"]

    mutating func compileArguments(_ entry: PermissionFile.FieldEntry, of field: FieldDefinition) {
        for argument in entry.arguments {
            refuseAllBut(Self.limits.union(["allow", "deny"]), argument, "arguments")
            for name in argument.names {
                guard let index = input(name, among: field.arguments, of: field.coordinate) else { continue }
                let limits = limits(argument, index)
                change { $0.inputs[index] = limits }
            }
        }
        guard !entry.input.isEmpty || !entry.targets.isEmpty else { return }
        let argument = field.arguments.first { schema.inputValues[$0].name == "input" }
        guard let argument, schema[schema.inputValues[argument].type.named].kind == .inputObject else {
            if !entry.input.isEmpty {
                report(entry.input[0].place, "\(field.coordinate) has no argument input with fields")
            }
            compileTargets(entry, of: field, nil)
            return
        }
        compileFields(entry, argument)
        compileTargets(entry, of: field, argument)
    }

    /// Limits of input fields of one field's argument.
    private mutating func compileFields(_ entry: PermissionFile.FieldEntry, _ argument: Int) {
        let type = schema[schema.inputValues[argument].type.named]
        for item in entry.input {
            if item.allow != nil || !item.deny.isEmpty {
                report(
                    item.place,
                    "who may give \(type.name).\(item.names.first?.text ?? "") is said under types: "
                        + "\(type.name): fields")
            }
            refuseAllBut(Self.limits.union(["allow", "deny"]), item, "input fields")
            for name in item.names {
                guard let index = input(name, among: type.inputFields, of: type.name) else { continue }
                let limits = limits(item, index)
                change {
                    $0.inputs[argument, default: .init(who: .init(place: item.place))].fields[name.text] =
                        limits
                }
            }
        }
    }

    /// The rows that IDs must name.
    private mutating func compileTargets(
        _ entry: PermissionFile.FieldEntry, of field: FieldDefinition, _ argument: Int?
    ) {
        for (name, scopes) in entry.targets {
            // `tableId` names a Table: an argument, or a field of the argument `input`.
            let inputs = argument.map { schema[schema.inputValues[$0].type.named].inputFields }
            let range = inputs ?? field.arguments
            guard let index = input(name, among: range, of: field.coordinate),
                let type = target(of: name, field)
            else { continue }
            let target = (type: type, rows: rows(scopes, of: type))
            let place = name.place
            change {
                guard let argument else {
                    $0.inputs[index, default: .init(who: .init(place: place))].target = target
                    return
                }
                var outer = $0.inputs[argument] ?? .init(who: .init(place: place))
                outer.fields[name.text, default: .init(who: .init(place: place))].target = target
                $0.inputs[argument] = outer
            }
        }
    }

    /// `tableId` and `tableIds` name rows of `Table`, `itemId` those of `MenuItem`, `id` those of what the
    /// field answers.
    private mutating func target(of name: Word, _ field: FieldDefinition) -> TypeID? {
        if name.text == "id", schema[field.type.named].kind == .object { return field.type.named }
        var stem = name.text
        for suffix in ["Ids", "Id", "IDs", "ID"] where stem.hasSuffix(suffix) {
            stem.removeLast(suffix.count)
            break
        }
        let wanted = stem.lowercased()
        let objects = schema.types.filter { $0.kind == .object && !$0.isIntrospection }
        let found = objects.filter { $0.name.lowercased() == wanted }
        let endings = objects.filter { wanted.isEmpty ? false : $0.name.lowercased().hasSuffix(wanted) }
        if let type = found.first ?? (endings.count == 1 ? endings.first : nil), stem != name.text {
            return type.id
        }
        report(name, "\(name.text) does not tell which object type it names")
        return nil
    }

    mutating func compileInput(_ entry: PermissionFile.FieldEntry, of type: TypeDefinition) {
        refuseAllBut(Self.limits.union(["allow", "deny"]), entry, "input fields")
        for name in entry.names {
            guard let index = input(name, among: type.inputFields, of: type.name) else { continue }
            if rules.inputs[index] != nil { report(name, "\(type.name).\(name.text) is listed twice") }
            let limits = limits(entry, index)
            change { $0.inputs[index] = limits }
        }
    }

    private mutating func input(_ name: Word, among range: Range<Int>, of owner: String) -> Int? {
        if let index = range.first(where: { schema.inputValues[$0].name == name.text }) { return index }
        let known = range.map { schema.inputValues[$0].name }
        report(name, "\(owner) has no input \(name.text)" + Spelling.hint(name.text, among: known))
        return nil
    }

    private mutating func limits(
        _ entry: PermissionFile.FieldEntry, _ index: Int
    ) -> PermissionRules.InputLimits {
        let input = schema.inputValues[index]
        var limits = PermissionRules.InputLimits(
            who: .init(
                place: entry.place, allow: entry.allow.map { mentions($0) }, deny: mentions(entry.deny)))
        if !entry.limit.max.isEmpty {
            if ["Int", "Int64", "Float", "Decimal"].contains(schema[input.type.named].name) {
                limits.max = byRole(entry.limit.max) { _, value in value }
            } else {
                report(entry.place, "\(input.coordinate) is \(schema.description(of: input.type)): no max")
            }
        }
        if !entry.limit.force.isEmpty {
            limits.force = byRole(entry.limit.force) { compiler, value in
                let coerced = compiler.schema.forced(value, input.type)
                if coerced == nil {
                    compiler.report(
                        entry.place,
                        "\(value.text) is no \(compiler.schema.description(of: input.type)) "
                            + "for \(input.coordinate)")
                }
                return coerced
            }
        }
        if !entry.limit.values.isEmpty {
            limits.values = byRole(entry.limit.values) { $0.values($1, of: input) }
        }
        return limits
    }

    private mutating func values(_ words: [Word], of input: InputValueDefinition) -> Set<String>? {
        let type = schema[input.type.named]
        guard type.kind == .enumeration else {
            if let word = words.first {
                report(word, "\(input.coordinate) is \(schema.description(of: input.type)), no enum")
            }
            return nil
        }
        let known = type.enumValues.map(\.name)
        for word in words where !known.contains(word.text) {
            report(
                word,
                "unknown value \(type.name).\(word.text)" + Spelling.hint(word.text, among: known))
        }
        return Set(words.map(\.text))
    }

    private mutating func byRole<Value, Result>(
        _ source: ByRole<Value>, _ convert: (inout Self, Value) -> Result?
    ) -> PermissionRules.RoleValues<Result> {
        var result = PermissionRules.RoleValues<Result>()
        if let everyone = source.everyone { result.everyone = convert(&self, everyone.value) }
        for (word, value) in source.roles {
            guard let role = role(word), let converted = convert(&self, value) else { continue }
            result.byRole[role] = converted
        }
        return result
    }
}

extension Schema {
    /// A value of the file as one of an input type; nil when it is none.
    func forced(_ value: InputValue, _ type: FieldType) -> InputValue? {
        if case .null = value { return type.isNonNull ? nil : .null }
        if type.isList {
            let item = type.nullable.item
            guard case .list(let items) = value else { return forced(value, item).map { .list([$0]) } }
            let coerced = items.compactMap { forced($0, item) }
            return coerced.count == items.count ? .list(coerced) : nil
        }
        let definition = self[type.named]
        switch (definition.kind, definition.builtInScalar, value) {
        case (.enumeration, _, .string(let name)):
            return definition.enumValues.contains { $0.name == name } ? .enumeration(name) : nil
        case (.scalar, .int?, .int(let number)): return Int32(exactly: number).map { _ in value }
        case (.scalar, .float?, .int), (.scalar, .boolean?, .boolean), (.scalar, .string?, .string),
            (.scalar, .id?, .string), (.scalar, nil, .string), (.scalar, nil, .int):
            return value
        default: return nil
        }
    }
}
