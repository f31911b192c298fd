import GraphQLSchema

/// One document of the matrix: fields of one type on one way, a line each.
struct Question {
    enum Kind {
        /// Fields that exist for the role.
        case shown([FieldDefinition])
        /// Fields that do not, each with its control.
        case hidden([RefusedName])
        /// Any number of fields of a type to which the role has no way.
        case unreachable(Int)
    }

    let kind: Kind
    let type: TypeDefinition
    let path: ObjectPath
    let lines: [String]
    /// The interface under whose name the fields are asked for.
    var condition: String?

    /// The document in a form; its lines begin at `FieldMatrix.firstLine`.
    func document(_ form: Form = .plain) -> String {
        let text = "\n\(lines.joined(separator: "\n"))\n"
        let selection = condition.map { "... on \($0) {\(text)}" } ?? text
        let inner =
            switch form {
            case .plain, .streamed: selection
            case .onType: "... on \(type.name) {\(selection)}"
            case .fragment: "...part"
            case .deferred: "... @defer {\(selection)}"
            }
        let way = path.selecting(inner, key: "k", isStreamed: form == .streamed)
        guard form == .fragment else { return "\(path.operation) {\n\(way)\n}" }
        let opening = condition == nil ? "\n" : "\n... on \(condition ?? "") {"
        let closing = condition == nil ? "" : "}"
        return "fragment part on \(type.name) {\(opening)\(text)\(closing)}\n\(path.operation) { \(way) }"
    }

    /// Whether the role may write this form: a type of which it sees nothing has no name.
    func allows(_ form: Form, _ role: String, _ expected: ExpectedAccess, _ schema: Schema) -> Bool {
        guard form == .onType || form == .fragment else { return true }
        return type.fields.contains { expected.outcome(role, schema.fields[$0], schema).exists }
    }

    /// Compares the answer with the file.
    ///
    /// - Parameter raw: the answer to whoever sees the values that others see masked.
    func findings(
        _ answer: Answer, raw: Answer?, _ principal: Principal, _ expected: ExpectedAccess, _ schema: Schema
    ) -> Findings {
        var findings = Findings()
        let what = "\(principal) \(type.name)"
        switch kind {
        case .shown(let fields):
            findings.attempts = fields.count
            guard answer.data != nil || answer.errors.allSatisfy({ !$0.path.isEmpty }) else {
                findings.differences = fields.enumerated().compactMap { index, field in
                    let refusal = answer.errors.first { $0.line == FieldMatrix.firstLine + index }
                    return refusal.map { "\(what).\(field.name): granted too little, \($0.message)" }
                }
                if findings.differences.isEmpty {
                    findings.differences = ["\(what): refused, \(answer.whole.prefix(600))"]
                }
                return findings
            }
            let objects = path.objects(in: answer.data, key: "k")
            if !objects.isEmpty { findings.typesRead.insert(type.name) }
            for (index, field) in fields.enumerated() {
                let outcome = expected.outcome(principal.role, field, schema)
                let errors = answer.errors.filter { $0.path.last == .string("f\(index)") }
                let values = objects.compactMap { $0["f\(index)"] }
                findings.valuesRead += values.isEmpty ? 0 : 1
                let rawValues = path.objects(in: raw?.data, key: "k").compactMap { $0["f\(index)"] }
                if let fault = fault(outcome, values, rawValues, errors) {
                    findings.differences.append("\(what).\(field.name): \(fault)")
                }
            }
        case .hidden(let names):
            findings.attempts = names.count
            let visible = Set(
                type.fields.map { schema.fields[$0] }
                    .filter { expected.outcome(principal.role, $0, schema).exists }.map(\.name))
            findings.differences = answer.differences(
                names, firstLine: FieldMatrix.firstLine,
                visible: { guess in
                    visible.contains(guess) || schema.type(named: guess) != nil || guess.hasPrefix("__")
                }, what)
        case .unreachable(let count):
            findings.attempts = count
            if answer.data != nil || answer.errors.isEmpty {
                findings.differences = ["\(what): reached where the file leaves no way"]
            }
        }
        return findings
    }

    /// What is wrong with the values of a field on all objects; nil for nothing.
    private func fault(
        _ outcome: ExpectedAccess.Outcome, _ values: [JSON], _ raw: [JSON], _ errors: [Answer.Entry]
    ) -> String? {
        let refusals = errors.filter { $0.code == "FORBIDDEN" }
        switch outcome {
        case .masked(let mask):
            guard refusals.isEmpty else { return "granted too little, FORBIDDEN" }
            guard values.count == raw.count else { return "\(values.count) of \(raw.count) values" }
            let isRight = zip(values, raw).allSatisfy { mask.fits($0, of: $1) }
            return isRight ? nil : "not masked by \(mask): \(values.prefix(3))"
        case .value:
            if !refusals.isEmpty { return "granted too little, FORBIDDEN" }
            return errors.first { $0.code == "INTERNAL" }.map { "failed, \($0.message)" }
        case .null:
            if !errors.isEmpty { return "an error where null was to be expected" }
            return values.allSatisfy { $0 == .null } ? nil : "granted too much, a value instead of null"
        case .error:
            guard values.allSatisfy({ $0 == .null }) else { return "granted too much, a value for an error" }
            return refusals.count == values.count
                ? nil : "\(refusals.count) errors for \(values.count) values"
        case .hidden: return nil
        }
    }
}
