internal import GraphQLExecution
internal import GraphQLSchema

/// Who sees what, as a table: fields by roles.
struct PermissionMatrix {
    /// What one role gets from one field.
    struct Cell: Hashable {
        enum Kind: String, CaseIterable {
            case full, partial, masked, null, error, hidden
        }

        let kind: Kind
        /// In words: `yes`, `own rows: ownBranches`, `mask last4`, `null`, `error`, `no`.
        let text: String
    }

    /// A field, an argument, an input field or an enum value.
    struct Row {
        let name: String
        /// What the schema says of it.
        let type: String
        let cells: [Cell]
        /// Limits of what may be given, in words.
        let note: String
    }

    /// One type.
    struct Section {
        let type: String
        let description: String
        /// By role; empty where all rows are meant.
        let rows: [String]
        let entries: [Row]
    }

    /// Roles that somebody can hold, key scopes last.
    let roles: [String]
    /// What each role may ask for, in words.
    let limits: [String]
    let sections: [Section]

    /// - Complexity: O(roles × fields of the schema).
    init(_ permissions: Permissions) {
        let writer = MatrixWriter(rules: permissions.rules, schema: permissions.schema)
        roles = writer.roles.map(writer.rules.roles.name)
        limits = writer.roles.map(writer.limits)
        sections = permissions.schema.types.filter { !$0.isIntrospection }.compactMap(writer.section)
    }
}

/// Fills the matrix.
private struct MatrixWriter {
    typealias Cell = PermissionMatrix.Cell

    let rules: PermissionRules
    let schema: Schema
    /// Those that somebody can hold, key scopes last.
    let roles: [Int]
    /// What exists for each of them.
    private let views: [SchemaView]

    init(rules: PermissionRules, schema: Schema) {
        self.rules = rules
        self.schema = schema
        let table = rules.roles
        let held = table.roles.indices.filter(table.isHeld)
        roles = held.filter { !table.roles[$0].isKeyScope } + held.filter { table.roles[$0].isKeyScope }
        views = roles.map { rules.view(held: [$0], schema) }
    }

    func section(_ type: TypeDefinition) -> PermissionMatrix.Section? {
        let entries: [PermissionMatrix.Row] =
            switch type.kind {
            case .object: fields(type)
            case .inputObject: inputs(type.inputFields) { schema.inputValues[$0].name }
            case .enumeration: values(type)
            case .interface, .union, .scalar: []
            }
        guard !entries.isEmpty else { return nil }
        return PermissionMatrix.Section(
            type: type.name, description: type.description ?? "", rows: rows(type), entries: entries)
    }

    private func rows(_ type: TypeDefinition) -> [String] {
        guard rules.rows[type.id] != nil else { return [] }
        return roles.map { role in
            let rows = rules.pairs(role, type, schema).map(\.rows)
            if rows.contains(.all) { return "all" }
            let names = rows.map(rules.name)
            return names.isEmpty ? "none" : Set(names).sorted().joined(separator: ", ")
        }
    }

    private func fields(_ type: TypeDefinition) -> [PermissionMatrix.Row] {
        let decisions = roles.map { rules.decisions(held: [$0], type, schema) }
        return type.fields.flatMap { index -> [PermissionMatrix.Row] in
            let field = schema.fields[index]
            let cells = decisions.map { rules.cell($0[field.id]) }
            let row = PermissionMatrix.Row(
                name: field.name, type: schema.description(of: field.type), cells: cells, note: "")
            return [row] + inputs(field.arguments) { "\(field.name)(\(schema.inputValues[$0].name):)" }
        }
    }

    /// Inputs about which the file says something, or the schema what they read.
    private func inputs(_ range: Range<Int>, _ name: (Int) -> String) -> [PermissionMatrix.Row] {
        range.compactMap { index in
            let input = schema.inputValues[index]
            let limits = rules.inputs[index]
            guard limits != nil || input.directives.contains(where: { $0.name == "reads" }) else {
                return nil
            }
            return PermissionMatrix.Row(
                name: name(index), type: schema.description(of: input.type),
                cells: cells { $0.isVisible(input: index) }, note: limits.map(rules.note) ?? "")
        }
    }

    private func values(_ type: TypeDefinition) -> [PermissionMatrix.Row] {
        type.enumValues.indices.compactMap { index in
            let id = EnumValueID(type.id, index)
            let value = type.enumValues[index]
            guard rules.enumValues[id] != nil || value.directives.contains(where: { $0.name == "reads" })
            else { return nil }
            return PermissionMatrix.Row(
                name: value.name, type: type.name, cells: cells { $0.isVisible(id) }, note: "")
        }
    }

    private func cells(_ isVisible: (SchemaView) -> Bool) -> [Cell] {
        views.map { isVisible($0) ? Cell(kind: .full, text: "yes") : Cell(kind: .hidden, text: "no") }
    }

    func limits(_ role: Int) -> String {
        let limits = rules.roles.limits[role]
        let parts: [String?] = [
            limits.cost.map { "cost \($0)" }, limits.depth.map { "depth \($0)" },
            limits.page.map { "page \($0)" }, limits.rate.map { "rate \($0)" },
            limits.onlyTrustedDocuments == true ? "trusted documents" : nil,
            "introspection \(rules.introspection(held: [role]).name)",
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }
}

extension PermissionRules {
    /// Rows in a word.
    func name(_ rows: Rows) -> String {
        switch rows {
        case .all: "all"
        case .scope(let index): scopes[index].name.text
        }
    }

    /// A decision as a cell.
    func cell(_ decision: FieldDecision?) -> PermissionMatrix.Cell {
        guard let decision else { return .init(kind: .hidden, text: "no") }
        let scopes = decision.full.filter { $0 != .all }.map(name)
        var parts: [String] = []
        if decision.full.contains(.all) { parts.append("yes") }
        if !scopes.isEmpty { parts.append("rows \(scopes.joined(separator: ", "))") }
        for masked in decision.masked {
            let rows = masked.rows == .all ? "" : " on \(name(masked.rows))"
            parts.append("mask \(masked.mask.name)\(rows)")
        }
        if parts.isEmpty {
            return .init(
                kind: decision.denial.kind, text: decision.denial == .hide ? "no" : decision.denial.name)
        }
        if decision.isPartial {
            parts.append("else \(decision.denial == .hide ? "null" : decision.denial.name)")
        }
        let kind: PermissionMatrix.Cell.Kind =
            decision.full.contains(.all) ? .full : decision.full.isEmpty ? .masked : .partial
        return .init(kind: kind, text: parts.joined(separator: ", "))
    }

    /// Limits of an input in words.
    func note(_ limits: InputLimits) -> String {
        var parts: [String] = []
        func add<Value>(_ title: String, _ values: RoleValues<Value>, _ text: (Value) -> String) {
            if let everyone = values.everyone { parts.append("\(title) \(text(everyone))") }
            for (role, value) in values.byRole.sorted(by: { $0.key < $1.key }) {
                parts.append("\(title) \(text(value)) for \(roles.name(role))")
            }
        }
        add("max", limits.max) { $0.map { "\($0)" } ?? "none" }
        add("always", limits.force) { $0.text }
        add("only", limits.values) { $0.sorted().joined(separator: ", ") }
        if let target = limits.target {
            parts.append("rows \(target.rows.map(name).joined(separator: ", "))")
        }
        for (name, inner) in limits.fields.sorted(by: { $0.key < $1.key }) {
            parts.append("\(name): \(note(inner))")
        }
        return parts.joined(separator: "; ")
    }
}

extension DenialOutcome {
    fileprivate var kind: PermissionMatrix.Cell.Kind {
        switch self {
        case .hide: .hidden
        case .error: .error
        case .null: .null
        case .mask: .masked
        }
    }
}
