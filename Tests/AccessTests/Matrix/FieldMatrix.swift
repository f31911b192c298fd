import Foundation
import GraphQLSchema

/// Asks as every role for every field of every type, and compares with the file.
struct FieldMatrix {
    let world: AccessWorld
    let samples: SampleArguments
    let expected: ExpectedAccess
    /// Who sees the values that others see masked.
    let raw: Principal
    /// The shortest way to each type for whoever sees everything.
    private let wholeWays: [TypeID: [ObjectPath]]
    /// Where the lines of a document's selection begin.
    static let firstLine = 3

    private var schema: Schema { world.schema }

    init(world: AccessWorld, samples: SampleArguments, expected: ExpectedAccess) {
        self.world = world
        self.samples = samples
        self.expected = expected
        raw = world.strongest
        wholeWays = PathSearch(schema: world.schema, samples: samples, sees: { _ in true }, limit: 1).paths()
    }

    /// Asks as one role.
    ///
    /// - Parameter shift: where the turns of manners begin.
    func findings(_ principal: Principal, shift: Int = 0) async throws -> Findings {
        let ways = try await ways(principal)
        var findings = Findings()
        var batch: [Question] = []
        var turns: [(question: Question, manner: Manner)] = []
        for type in schema.types where type.kind == .object || type.kind == .interface {
            guard !type.isIntrospection, !isOnlySubscribed(type.id) else { continue }
            if let found = ways[type.id] {
                batch += found.flatMap { questions(type, $0, principal.role) }
            } else if let path = anyWay(to: type.id) {
                batch.append(unreachable(type, path))
            } else {
                findings.differences.append("no way to \(type.name) is known")
            }
        }
        for (turn, question) in batch.enumerated() {
            turns.append((question, .plain))
            for manners in Manner.turns {
                let other = manners[(turn + shift) % manners.count]
                    .fitting(question.path.operation, principal)
                if other != .plain, question.allows(other.form, principal.role, expected, schema) {
                    turns.append((question, other))
                }
            }
        }
        let imports = turns.filter { $0.manner.carriage == .imported }
        try await world.rows.importDocuments(imports.map { $0.question.document($0.manner.form) })
        let requests = turns.map { question, manner in
            AccessClient.Request(
                document: question.document(manner.form), principal: principal, carriage: manner.carriage)
        }
        for ((question, manner), answer) in zip(turns, try await world.client.ask(requests)) {
            let raw =
                isMasked(question, principal.role)
                ? try await world.client.ask(question.document(), as: raw) : nil
            let found = question.findings(answer, raw: raw, principal, expected, schema)
            findings.add(found.naming(manner))
        }
        return findings
    }

    /// Whether only subscriptions lead to a type: no answer shows it, so tests of subscriptions ask for it.
    private func isOnlySubscribed(_ type: TypeID) -> Bool {
        guard let root = schema.subscriptionType, anyWay(to: type) == nil else { return false }
        return type == root || schema[root].fields.contains { schema.fields[$0].type.named == type }
    }

    /// A way to a type for whoever sees everything.
    func anyWay(to type: TypeID) -> ObjectPath? { wholeWays[type]?.first }

    /// Up to three ways to each type: the first that leads to objects, one by ID, else one that leads
    /// to none.
    func ways(_ principal: Principal) async throws -> [TypeID: [ObjectPath]] {
        let samples = samples.seen(by: principal.role, expected)
        let search = PathSearch(schema: schema, samples: samples) { field in
            switch expected.outcome(principal.role, field, schema) {
            case .value, .masked: true
            case .null, .error, .hidden: false
            }
        }
        let candidates = search.paths().sorted { $0.key.rawValue < $1.key.rawValue }.flatMap(\.value)
        var result: [TypeID: [ObjectPath]] = [:]
        for operation in ["query", "mutation"] {
            let chunks = candidates.filter { $0.operation == operation }.chunks(of: 20)
            let requests = chunks.map { chunk in
                let lines = chunk.enumerated().map { index, path in
                    path.steps.isEmpty ? "__typename" : path.selecting("__typename", key: "p\(index)")
                }
                let document = "\(operation) {\n\(lines.joined(separator: "\n"))\n}"
                return AccessClient.Request(document: document, principal: principal)
            }
            for (chunk, answer) in zip(chunks, try await world.client.ask(requests)) {
                for (index, path) in chunk.enumerated() {
                    choose(path, !path.objects(in: answer.data, key: "p\(index)").isEmpty, &result)
                }
            }
        }
        return result
    }

    private func choose(_ path: ObjectPath, _ leads: Bool, _ result: inout [TypeID: [ObjectPath]]) {
        var chosen = result[path.type] ?? []
        defer { result[path.type] = chosen }
        if leads, chosen.first?.leads != true {
            chosen = [path.leading]
        } else if leads, chosen.count < 3, isByID(path) != chosen.last.map(isByID) {
            chosen.append(path.leading)
        } else if chosen.isEmpty {
            chosen = [path]
        }
    }

    private func isByID(_ path: ObjectPath) -> Bool { path.steps.last?.condition != nil }

    private func isMasked(_ question: Question, _ role: String) -> Bool {
        guard case .shown(let fields) = question.kind else { return false }
        return fields.contains { field in
            if case .masked = expected.outcome(role, field, schema) { true } else { false }
        }
    }

    // MARK: - Questions

    private func questions(_ type: TypeDefinition, _ path: ObjectPath, _ role: String) -> [Question] {
        let samples = samples.seen(by: role, expected)
        let fields = type.fields.map { schema.fields[$0] }
        let shown = fields.filter { expected.outcome(role, $0, schema).exists }
        let hidden = fields.filter { !expected.outcome(role, $0, schema).exists }
        var questions: [Question] = []
        if !shown.isEmpty {
            let lines = shown.enumerated().map { line("f\($0)", $1, path, samples) }
            questions.append(Question(kind: .shown(shown), type: type, path: path, lines: lines))
        }
        for interface in type.interfaces.map({ schema[$0] }) {
            let names = Set(interface.fields.map { schema.fields[$0].name })
            let common = shown.filter { names.contains($0.name) }
            guard !common.isEmpty else { continue }
            let lines = common.enumerated().map { line("f\($0)", $1, path, samples) }
            questions.append(
                Question(
                    kind: .shown(common), type: type, path: path, lines: lines, condition: interface.name))
        }
        // Who may do nothing has no mutations: the operation is refused whole.
        if shown.isEmpty, type.id == schema.mutationType { return [unreachable(type, path)] }
        if !hidden.isEmpty {
            let names = hidden.enumerated().map { index, field in
                let line = line("f\(index)", field, path, samples)
                let control = line.replacingOccurrences(
                    of: "f\(index): \(field.name)", with: "c\(index): \(RefusedName.unused)")
                return RefusedName(name: field.name, line: line, control: control)
            }
            let lines = names.flatMap { [$0.line, $0.control] }
            questions.append(Question(kind: .hidden(names), type: type, path: path, lines: lines))
        }
        return questions
    }

    /// A type to which the role has no way: one that ignores the file must be refused.
    private func unreachable(_ type: TypeDefinition, _ path: ObjectPath) -> Question {
        let lines = type.fields.map { schema.fields[$0] }.enumerated().map {
            line("f\($0)", $1, path, samples)
        }
        return Question(kind: .unreachable(type.fields.count), type: type, path: path, lines: lines)
    }

    private func line(
        _ key: String, _ field: FieldDefinition, _ path: ObjectPath, _ samples: SampleArguments
    ) -> String {
        let call = samples.calls(field).first ?? field.name
        let skipped = path.type == schema.mutationType ? " @skip(if: true)" : ""
        let inner = schema[field.type.named].kind.isComposite ? " { __typename }" : ""
        return "\(key): \(call)\(skipped)\(inner)"
    }
}
