import GraphQLSchema

/// Asks introspection as a role for every type, and compares with the file.
struct IntrospectionMatrix {
    let world: AccessWorld
    let expected: ExpectedAccess

    private static let selection = """
        name
        fields(includeDeprecated: true) { name args(includeDeprecated: true) { name } }
        inputFields(includeDeprecated: true) { name }
        enumValues(includeDeprecated: true) { name }
        """

    /// Asks as one role.
    func findings(_ principal: Principal) async throws -> Findings {
        let types = world.schema.types.filter { !$0.isIntrospection && $0.kind != .scalar }
        let lines = types.map { "\($0.name): __type(name: \"\($0.name)\") { \(Self.selection) }" }
        let level = expected.introspection(of: principal.role)
        let answer = try await world.client.ask("{ \(lines.joined(separator: "\n")) }", as: principal)
        var findings = Findings()
        let reached = expected.types(for: principal.role, world.schema)
        for type in types {
            let told = Self.names(answer.data?[type.name])
            let isMeant = level != "none" && reached.contains(type.id)
            let meant = level == "full" ? all(type) : isMeant ? visible(type, principal.role) : []
            findings.attempts += all(type).count
            let what = "introspection as \(principal) of \(type.name)"
            for name in told.subtracting(meant).sorted() {
                findings.differences.append("\(what): tells \(name)")
            }
            for name in meant.subtracting(told).sorted() {
                findings.differences.append("\(what): hides \(name)")
            }
        }
        return findings
    }

    /// The names below a type as an answer tells them: `field`, `field(argument:)`, input fields and values.
    private static func names(_ type: JSON?) -> Set<String> {
        let fields = type?["fields"]?.items ?? []
        let arguments = fields.flatMap { field in
            (field["args"]?.items ?? []).map { "\(field["name"]?.text ?? "")(\($0["name"]?.text ?? ""):)" }
        }
        let named = fields + (type?["inputFields"]?.items ?? []) + (type?["enumValues"]?.items ?? [])
        return Set(arguments + named.compactMap { $0["name"]?.text })
    }

    private func all(_ type: TypeDefinition) -> Set<String> { names(type) { _, _ in true } }

    private func visible(_ type: TypeDefinition, _ role: String) -> Set<String> {
        names(type) { coordinate, field in
            field.map { expected.outcome(role, $0, world.schema).exists } ?? expected.sees(coordinate, role)
        }
    }

    private func names(
        _ type: TypeDefinition, _ isMeant: (_ coordinate: String, FieldDefinition?) -> Bool
    ) -> Set<String> {
        let schema = world.schema
        var names: Set<String> = []
        for field in type.fields.map({ schema.fields[$0] }) where isMeant(field.coordinate, field) {
            names.insert(field.name)
            for argument in field.arguments.map({ schema.inputValues[$0] })
            where isMeant(argument.coordinate, nil) {
                names.insert("\(field.name)(\(argument.name):)")
            }
        }
        for input in type.inputFields.map({ schema.inputValues[$0] }) where isMeant(input.coordinate, nil) {
            names.insert(input.name)
        }
        for value in type.enumValues where isMeant("\(type.name).\(value.name)", nil) {
            names.insert(value.name)
        }
        return names
    }
}

extension ExpectedAccess {
    /// What introspection tells a role: `none`, what it sees, or everything.
    func introspection(of role: String) -> String {
        let order = ["none", "visible", "role", "full"]
        let levels = closure(of: role).compactMap { introspection[$0] }
        return levels.max { order.firstIndex(of: $0) ?? 0 < order.firstIndex(of: $1) ?? 0 }
            ?? defaultIntrospection
    }
}
