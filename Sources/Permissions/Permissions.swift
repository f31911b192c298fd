public import GraphQLSchema

/// Who may see which field: `Config/permissions.yaml` compiled against a schema.
///
/// Deny by default; a field that is not allowed does not exist for the role. Everything is decided here,
/// once: a request only picks the view of its roles, so a check costs a bit test when a plan is made and
/// nothing after.
public struct Permissions: Sendable {
    /// Roles that a token may carry, in the order of the file.
    public let roles: [String]
    /// Visible fields by role, inheritance included.
    private let fieldsByRole: [String: Set<FieldID>]
    private let viewsByRole: [String: SchemaView]

    /// Compiles the file.
    ///
    /// - Parameters:
    ///   - yaml: the file's text.
    ///   - file: its name, for messages.
    /// - Throws: ``PermissionGaps`` with every unknown name and every field without an entry.
    public init(
        yaml: String, file: String = "Config/permissions.yaml", schema: Schema
    ) throws(PermissionGaps) {
        var compiler = PermissionCompiler(PermissionFile(yaml: yaml), schema)
        compiler.compile()
        guard compiler.problems.isEmpty else { throw PermissionGaps(file: file, problems: compiler.problems) }
        roles = compiler.concreteRoles
        fieldsByRole = compiler.fieldsByRole
        viewsByRole = compiler.fieldsByRole.mapValues { SchemaView($0) }
    }

    /// What a request with these roles sees: the union of its grants. Unknown roles grant nothing.
    public func view(for roles: some Collection<String>) -> SchemaView {
        if roles.count == 1, let role = roles.first, let view = viewsByRole[role] { return view }
        return SchemaView(roles.reduce(into: Set()) { $0.formUnion(fieldsByRole[$1] ?? []) })
    }

    /// What a request with this role sees.
    public func view(for role: String) -> SchemaView {
        view(for: CollectionOfOne(role))
    }

    /// Whether a role sees a field.
    public func allows(_ role: String, _ field: FieldID) -> Bool {
        fieldsByRole[role]?.contains(field) ?? false
    }
}

/// Everything that is wrong with the permission file, one a line: the server does not start with it.
public struct PermissionGaps: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name.
    public let file: String
    /// What is wrong, by line; what the file lacks comes last.
    public let problems: [PermissionProblem]

    /// `file:line: message`, one a line.
    public var description: String { lines.joined(separator: "\n") }

    /// `file:line: message`
    public var lines: [String] {
        problems.map { $0.line > 0 ? "\(file):\($0.line): \($0.message)" : "\(file): \($0.message)" }
    }
}
