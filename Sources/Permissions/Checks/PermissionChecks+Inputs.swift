internal import GraphQLExecution
internal import GraphQLSchema

/// Arguments, input fields and enum values.
extension PermissionChecks {
    mutating func checkInputs() {
        for type in schema.types where !type.isIntrospection {
            for index in type.fields {
                let field = schema.fields[index]
                for input in field.arguments { check(input, field.coordinate) { $0.isVisible(field.id) } }
            }
            for input in type.inputFields { check(input, type.name) { $0.isVisible(type.id) } }
            if type.kind == .enumeration { checkValues(type) }
        }
    }

    /// - Parameter isUsed: whether a view has what the input belongs to.
    private mutating func check(_ index: Int, _ owner: String, _ isUsed: (SchemaView) -> Bool) {
        guard let limits = rules.inputs[index] else { return }
        let input = schema.inputValues[index]
        let users = seen.filter { isUsed($0.value.view) }.keys.sorted()
        let hidden = users.filter { !limits.who.isVisible(to: rules.roles.closures[$0]) }
        if input.isRequired, let role = hidden.first {
            report(
                limits.who.place,
                "\(input.coordinate) must be given, but is hidden from \(name(role)), which sees \(owner)")
        } else if !users.isEmpty, hidden.count == users.count {
            report(limits.who.place, "no role that sees \(owner) can give \(input.coordinate)")
        }
        for grant in limits.who.allow ?? []
        where !rules.roles.holders(of: grant.role).contains(where: users.contains) {
            report(
                grant.place,
                "\(input.coordinate) is granted to \(name(grant.role)), which does not see \(owner)")
        }
    }

    private mutating func checkValues(_ type: TypeDefinition) {
        for role in seen.keys.sorted() where seen[role]?.view.isVisible(type.id) ?? false {
            let values = type.enumValues.indices.map { EnumValueID(type.id, $0) }
            let closure = rules.roles.closures[role]
            let isEmpty = values.allSatisfy { !(rules.enumValues[$0]?.isVisible(to: closure) ?? true) }
            if isEmpty {
                report(
                    values.compactMap { rules.enumValues[$0]?.place }.min(),
                    "\(name(role)) sees \(type.name), but none of its values")
            }
        }
    }

    private static let orderings: Set<String> = ["filter", "where", "orderBy", "order", "sort", "sortBy"]
    /// Arguments by which no field is read: where a page begins, and in which form texts come.
    private static let pagings: Set<String> = ["first", "last", "after", "before", "locale", "at"]

    /// What orders or filters says what it reads, so that it is hidden together with it.
    mutating func checkOrderings() {
        for type in schema.types where !type.isIntrospection {
            for field in type.fields.map({ schema.fields[$0] }) {
                for input in field.arguments where chooses(input, isOfList: isList(field.type)) {
                    checkSaysWhatItReads(input)
                }
            }
            checkReads(type)
        }
    }

    private func isList(_ type: FieldType) -> Bool {
        type.isList || schema[type.named].fields.contains { schema.fields[$0].name == "pageInfo" }
    }

    /// Whether an argument decides which entries a list has, or in which order.
    private func chooses(_ input: Int, isOfList: Bool) -> Bool {
        let definition = schema.inputValues[input]
        if Self.orderings.contains(definition.name) { return true }
        return isOfList && !definition.isRequired && !Self.pagings.contains(definition.name)
    }

    /// An argument says it itself, or each field or value of its type does.
    private mutating func checkSaysWhatItReads(_ input: Int) {
        let argument = schema.inputValues[input]
        guard !argument.directives.sayWhatIsRead else { return }
        let type = schema[argument.type.named]
        let isOrdering = Self.orderings.contains(argument.name)
        var silent: [String] = []
        if type.kind == .inputObject {
            silent = type.inputFields.map { schema.inputValues[$0] }.filter { !$0.directives.sayWhatIsRead }
                .map(\.coordinate)
        } else if type.kind == .enumeration, isOrdering {
            silent = type.enumValues.filter { !$0.directives.sayWhatIsRead }.map { "\(type.name).\($0.name)" }
        } else {
            silent = [argument.coordinate]
        }
        for coordinate in silent { report(nil, "\(coordinate): no @reads(field:) or @readsNothing") }
    }

    private mutating func checkReads(_ type: TypeDefinition) {
        let inputs = (Array(type.inputFields) + type.fields.flatMap { schema.fields[$0].arguments })
            .map { (schema.inputValues[$0].coordinate, schema.inputValues[$0].directives) }
        let values = type.enumValues.map { ("\(type.name).\($0.name)", $0.directives) }
        for (coordinate, directives) in inputs + values {
            for directive in directives where directive.name == "reads" {
                guard case .string(let field)? = directive.argument("field"), !isField(field) else {
                    continue
                }
                report(nil, "\(coordinate): @reads names \(field), which is no field of an object type")
            }
        }
    }

    private func isField(_ coordinate: String) -> Bool {
        let parts = coordinate.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let type = schema.type(named: parts[0]), schema[type].kind == .object else {
            return false
        }
        return schema.field(named: parts[1], of: type) != nil
    }
}

extension [AppliedDirective] {
    /// Whether what they stand at says which field it reads, or that it reads none.
    fileprivate var sayWhatIsRead: Bool { contains { $0.name == "reads" || $0.name == "readsNothing" } }
}
