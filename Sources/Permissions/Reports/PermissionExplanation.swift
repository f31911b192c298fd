internal import GraphQLExecution
internal import GraphQLSchema

/// Why some roles see an element of the schema or do not: the entries that decided, in order.
public struct PermissionExplanation: Sendable, Hashable {
    /// One entry of the file and what it means here.
    public struct Step: Sendable, Hashable {
        /// `file:line:column`; empty for what no entry says.
        public let place: String
        /// What follows from it.
        public let text: String
    }

    /// The decision in one sentence.
    public let decision: String
    /// The entries, from the roles to what is shown.
    public let steps: [Step]

    /// The decision and its steps, one a line.
    public var lines: [String] {
        let width = steps.map(\.place.count).max() ?? 0
        return [decision]
            + steps.map { step in
                "  " + step.place + String(repeating: " ", count: width - step.place.count + 2) + step.text
            }
    }
}

/// A question about a role or element that there is not.
public struct UnknownPermissionName: Error, Sendable, Equatable {
    /// What is unknown, with the name that may have been meant.
    public let message: String
}

extension Permissions {
    /// Explains what roles get from a field, argument, input field or enum value, by its schema coordinate.
    ///
    /// - Throws: ``UnknownPermissionName`` for a role or coordinate that there is not.
    public func explanation(
        of coordinate: String, for roles: [String]
    ) throws(UnknownPermissionName) -> PermissionExplanation {
        for role in roles where rules.roles.number(role) == nil {
            throw UnknownPermissionName(
                message: "unknown role \(role)" + Spelling.hint(role, among: rules.roles.names))
        }
        let held = roles.compactMap(rules.roles.number)
        guard let element = schema.element(named: coordinate) else {
            let known = schema.fields.map(\.coordinate) + schema.inputValues.map(\.coordinate)
            throw UnknownPermissionName(
                message: "unknown coordinate \(coordinate)" + Spelling.hint(coordinate, among: known))
        }
        var writer = ExplanationWriter(
            rules: rules, schema: schema, file: file, held: held, who: roles.joined(separator: " and "))
        return writer.explanation(of: element, coordinate)
    }
}

/// Collects the steps of an explanation.
struct ExplanationWriter {
    let rules: PermissionRules
    let schema: Schema
    let file: String
    let held: [Int]
    let who: String
    private(set) var steps: [PermissionExplanation.Step] = []

    init(rules: PermissionRules, schema: Schema, file: String, held: [Int], who: String) {
        self.rules = rules
        self.schema = schema
        self.file = file
        self.held = held
        self.who = who
    }

    private var closure: RoleSet { rules.roles.closure(of: held) }

    mutating func add(_ place: PermissionPlace?, _ text: String) {
        let step = PermissionExplanation.Step(place: place.map { "\(file):\($0)" } ?? "", text: text)
        if !steps.contains(step) { steps.append(step) }
    }

    mutating func explanation(of element: SchemaElement, _ coordinate: String) -> PermissionExplanation {
        let outcome: String
        switch element {
        case .field(let field): outcome = explain(field)
        case .argument(_, let index), .inputField(let index):
            outcome = explain(
                rules.inputs[index]?.who, reading: schema.inputValues[index].directives,
                isVisible: { $0.isVisible(input: index) })
            if let limits = rules.inputs[index], !rules.note(limits).isEmpty {
                add(limits.who.place, rules.note(limits))
            }
        case .enumValue(let type, let index):
            let id = EnumValueID(type, index)
            outcome = explain(
                rules.enumValues[id], reading: schema[type].enumValues[index].directives,
                isVisible: { $0.isVisible(id) })
        case .type(let type): outcome = explainRows(type)
        case .directive, .directiveArgument: outcome = "directives are everybody's"
        }
        return PermissionExplanation(decision: "\(coordinate) for \(who): \(outcome)", steps: steps)
    }

    private mutating func explain(
        _ who: PermissionRules.Visibility?, reading directives: [AppliedDirective],
        isVisible: (SchemaView) -> Bool
    ) -> String {
        if let who {
            explain(who, "it")
        } else {
            add(nil, "no entry: it is there for everybody who sees what it belongs to")
        }
        for directive in directives where directive.name == "reads" {
            guard case .string(let field)? = directive.argument("field") else { continue }
            add(nil, "it reads \(field): it is there for who sees that on all rows and unmasked")
        }
        return isVisible(rules.view(held: held, schema)) ? "there" : "hidden"
    }

    /// Denials, then grants, each with the way of inheritance that leads to it.
    private mutating func explain(_ who: PermissionRules.Visibility, _ name: String) {
        for denial in who.deny where closure.contains(role: denial.role) {
            inherit(denial.role)
            add(denial.place, "denies \(name) to \(rules.roles.name(denial.role)), whatever else grants it")
        }
        guard let allow = who.allow else { return }
        let grants = allow.filter { closure.contains(role: $0.role) }
        for grant in grants {
            inherit(grant.role)
            add(grant.place, "grants \(name) to \(rules.roles.name(grant.role))")
        }
        if grants.isEmpty {
            let names = allow.map { rules.roles.name($0.role) }.joined(separator: ", ")
            add(
                who.place,
                "grants \(name) to \(names.isEmpty ? "nobody" : names): \(self.who) inherits from none of "
                    + "them"
            )
        }
    }

    /// How the roles come to have another one.
    private mutating func inherit(_ ancestor: Int) {
        for role in held {
            guard let way = rules.roles.path(from: role, to: ancestor) else { continue }
            for (child, parent) in zip(way, way.dropFirst()) {
                let place = rules.roles.roles[child].inherits.first {
                    rules.roles.number($0.text) == parent
                }?.place
                add(place, "\(rules.roles.name(child)) inherits from \(rules.roles.name(parent))")
            }
        }
    }

    private mutating func explain(_ field: FieldID) -> String {
        let definition = schema[field]
        let type = schema[definition.parent]
        if type.kind == .interface { return explainInterface(definition, type) }
        guard let rule = rules.fields[field],
            let decision = rules.decisions(held: held, type, schema)[field]
        else {
            add(nil, "no entry: nobody sees it")
            return "hidden"
        }
        explain(rule.who, definition.coordinate)
        for mask in rule.masks where closure.contains(role: mask.mention.role) {
            inherit(mask.mention.role)
            add(
                mask.mention.place, "shows \(rules.roles.name(mask.mention.role)) a mask: \(mask.mask.name)")
        }
        if decision.isShown { _ = explainRows(type.id) }
        if !decision.isShown || decision.isPartial {
            add(
                rule.otherwisePlace ?? rule.who.place,
                "otherwise: \(rule.otherwise.name)" + (rule.otherwisePlace == nil ? ", by default" : ""))
        }
        let cell = rules.cell(decision)
        return cell.text == "yes" ? "shown" : cell.text == "no" ? "hidden, as if it did not exist" : cell.text
    }

    private mutating func explainInterface(_ field: FieldDefinition, _ type: TypeDefinition) -> String {
        let shown = type.possibleTypes.types.filter { object in
            guard let id = schema.field(field.symbol, of: object) else { return false }
            return rules.decisions(held: held, schema[object], schema)[id]?.exists ?? false
        }
        add(nil, "\(type.name) is an interface: grants are written on its object types")
        let names = shown.map { schema[$0].name }.joined(separator: ", ")
        add(nil, shown.isEmpty ? "none of them shows it" : "shown by \(names)")
        return shown.isEmpty ? "hidden, as if it did not exist" : "there"
    }

    /// The rows of a type that the roles see, and why.
    private mutating func explainRows(_ type: TypeID) -> String {
        let name = schema[type].name
        guard let choices = rules.rows[type]?.byRole else {
            return "all rows of \(name)"
        }
        let pairs = rules.pairs(held: held, schema[type], schema)
        for pair in pairs {
            let owner = choices[pair.role] == nil ? nil : pair.role
            if let owner, let choice = choices[owner] {
                inherit(owner)
                add(choice.role.place, "rows of \(name) for \(choice.role.text): \(rules.name(pair.rows))")
            } else {
                add(nil, "rows of \(name) as \(rules.roles.name(pair.role)) inherits them")
            }
            if case .scope(let index) = pair.rows, let condition = rules.scopes[index].conditions[type] {
                add(condition.word.place, "\(rules.name(pair.rows)): \(condition.rule.condition)")
            }
        }
        let rows = Set(pairs.map { rules.name($0.rows) }).sorted()
        return rows.isEmpty ? "no rows of \(name)" : "rows of \(name): \(rows.joined(separator: ", "))"
    }
}
