internal import GraphQLSchema

/// Looks the file's names up in the schema and works out what each role sees.
struct PermissionCompiler {
    private let file: PermissionFile
    private let schema: Schema
    private(set) var problems: [PermissionProblem]
    private(set) var fieldsByRole: [String: Set<FieldID>] = [:]
    /// Fields that have an entry.
    private var listed: Set<FieldID> = []

    init(_ file: PermissionFile, _ schema: Schema) {
        self.file = file
        self.schema = schema
        problems = file.problems
    }

    /// Roles that a token may carry.
    var concreteRoles: [String] { file.roles.filter { !$0.isAbstract }.map(\.name.text) }

    mutating func compile() {
        checkRoles()
        let direct = readEntries()
        reportMissing()
        problems.sort { $0.line == 0 ? false : $1.line == 0 || $0.line < $1.line }
        for role in file.roles where !role.isAbstract {
            fieldsByRole[role.name.text] = ancestry(of: role.name.text).reduce(into: []) { fields, name in
                fields.formUnion(direct[name] ?? [])
            }
        }
    }

    /// A role and all that it inherits from; ends on cycles, which `checkRoles` reports.
    private func ancestry(of role: String) -> Set<String> {
        var seen: Set<String> = []
        var open = [role]
        while let name = open.popLast() {
            guard seen.insert(name).inserted else { continue }
            open += parents(of: name)
        }
        return seen
    }

    private func parents(of role: String) -> [String] {
        file.roles.first { $0.name.text == role }?.inherits.map(\.text) ?? []
    }

    private mutating func checkRoles() {
        var seen: Set<String> = []
        for role in file.roles {
            if !seen.insert(role.name.text).inserted {
                report(role.name, "the role \(role.name.text) is defined twice")
            }
            for parent in role.inherits {
                check(role: parent)
                if parent.text == role.name.text || ancestry(of: parent.text).contains(role.name.text) {
                    report(parent, "the role \(role.name.text) inherits from itself through \(parent.text)")
                }
            }
        }
    }

    private mutating func check(role name: PermissionFile.Name) {
        let known = file.roles.map(\.name.text)
        if !known.contains(name.text) { report(name, "unknown role \(name.text)", known) }
    }

    /// Fields by the role that the file names.
    private mutating func readEntries() -> [String: Set<FieldID>] {
        let composite = schema.types.filter {
            ($0.kind == .object || $0.kind == .interface) && !$0.isIntrospection
        }
        for type in file.types where !composite.contains(where: { $0.name == type.text }) {
            report(type, "unknown type \(type.text)", composite.map(\.name))
        }
        var direct: [String: Set<FieldID>] = [:]
        for entry in file.entries {
            for role in entry.allow { check(role: role) }
            guard let type = composite.first(where: { $0.name == entry.type.text }) else { continue }
            for name in entry.fields {
                guard let field = schema.field(named: name.text, of: type.id), !field.isIntrospection else {
                    report(
                        name, "unknown field \(type.name).\(name.text)",
                        type.fields.map { schema.fields[$0].name })
                    continue
                }
                if !listed.insert(field).inserted {
                    report(name, "\(type.name).\(name.text) is listed twice")
                }
                for role in entry.allow { direct[role.text, default: []].insert(field) }
            }
        }
        return direct
    }

    private mutating func reportMissing() {
        for type in schema.types where type.kind == .object || type.kind == .interface {
            for index in type.fields
            where !schema.fields[index].id.isIntrospection && !listed.contains(schema.fields[index].id) {
                let message = "\(schema.fields[index].coordinate): no permission entry"
                problems.append(PermissionProblem(line: 0, message: message))
            }
        }
    }

    private mutating func report(_ name: PermissionFile.Name, _ message: String, _ known: [String] = []) {
        let meant = Spelling.closest(to: name.text, in: known).map { ", did you mean \($0)?" } ?? ""
        problems.append(PermissionProblem(line: name.line, message: message + meant))
    }
}
