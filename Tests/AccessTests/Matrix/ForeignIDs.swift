import Foundation
import GraphQLSchema
import Postgres
import Restaurant

/// Puts IDs of the other tenant into a place that takes IDs, beside IDs of nothing: the answers must be
/// alike.
struct ForeignIDs {
    let world: AccessWorld
    let samples: SampleArguments
    let principal: Principal
    /// The way to the objects that have the field.
    let path: ObjectPath
    let site: InputPlace

    /// One ID that is tried.
    private struct Trial: Hashable {
        let kind: EntityKind
        let id: String
        let isForeign: Bool
    }

    /// Where a line begins in the document.
    private static let firstLine = FieldMatrix.firstLine
    /// Lines of a document: one document serves many trials, so that most find their plan ready.
    private static let width = 12
    /// What every object type may show makes a long line, and lines are compared with each other.
    private static let widthOfAbstract = 4

    /// Tries IDs, each of a row of the other tenant under a kind.
    ///
    /// - Parameter carriage: the way of every second document; the others are posted.
    func findings(
        _ ids: [(kind: EntityKind, row: UUIDBytes)], by carriage: Carriage = .post
    ) async throws -> Findings {
        let kinds = EntityKind.allCases.filter { kind in ids.contains { $0.kind == kind } }
        let absent = kinds.map { kind in
            let row = UUIDBytes(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
            return Trial(kind: kind, id: kind.id(row), isForeign: false)
        }
        let foreign = ids.map { Trial(kind: $0.kind, id: $0.kind.id($0.row), isForeign: true) }
        let isAbstract = world.schema[site.field.type.named].kind.isAbstract
        let chunks = (absent + foreign).chunks(of: isAbstract ? Self.widthOfAbstract : Self.width)
        let requests = chunks.enumerated().map { index, trials in
            request(
                trials, asVariables: index < chunks.count - 1,
                by: index % 2 == 1 && (carriage.takesMutations || path.operation == "query")
                    ? carriage : .post)
        }
        var findings = Findings()
        guard !requests.contains(where: { $0 == nil }) else {
            findings.differences = ["\(site.name): no values are known for what else is required"]
            return findings
        }
        var replies: [Trial: Reply] = [:]
        for (trials, answer) in zip(chunks, try await world.client.ask(requests.compactMap { $0 })) {
            if exists, answer.errors.contains(where: { $0.message == Self.once }) {
                return try await findingsOneByOne(absent + foreign)
            }
            if let refusal = refusal(answer) { findings.differences.append(refusal) }
            let objects = path.objects(in: answer.data, key: "k")
            for (index, trial) in trials.enumerated() {
                replies[trial] = reply(trial, index, objects, answer)
            }
        }
        findings.attempts = foreign.count
        findings.differences += differences(foreign, absent, replies)
        return findings
    }

    private func request(_ trials: [Trial], asVariables: Bool, by carriage: Carriage)
        -> AccessClient.Request?
    {
        let type = world.schema[site.field.type.named]
        let inner = world.schema.selection(of: type.id, depth: tellsProblems(type) ? 2 : 1) {
            world.expected.outcome(principal.role, $0, world.schema).exists
        }
        let selection = type.kind.isLeaf ? "" : " { \(inner) }"
        var calls: [String] = []
        for (index, trial) in trials.enumerated() {
            let value = asVariables ? "$\(Self.key(index))" : "\"\(trial.id)\""
            let isList = site.last.type.isList
            guard let call = site.call(isList ? "[\(value)]" : value, samples) else { return nil }
            calls.append("\(Self.key(index)): \(call)\(selection)")
        }
        let declared = trials.indices.map { "$\(Self.key($0)): ID!" }.joined(separator: " ")
        let head = asVariables ? "(\(declared))" : ""
        let lines = "\n\(calls.joined(separator: "\n"))\n"
        let isDeferred = carriage == .parts && path.operation == "query"
        let body = path.selecting(isDeferred ? "... @defer {\(lines)}" : lines, key: "k")
        var request = AccessClient.Request(
            document: "\(path.operation)\(head) {\n\(body)\n}", principal: principal)
        request.asked = Set(trials.map { Marks.suffix(of: $0.id) })
        request.carriage = carriage
        guard asVariables else { return request }
        for (index, trial) in trials.enumerated() { request.variables[Self.key(index)] = .string(trial.id) }
        return request
    }

    /// Whether the entries of a list in the answer say what is wrong with them: a quote has each line that
    /// was asked for, and the problem of what does not exist.
    private func tellsProblems(_ type: TypeDefinition) -> Bool {
        type.fields.map { world.schema.fields[$0] }.contains { field in
            field.type.isList && world.schema.field(named: "problem", of: field.type.named) != nil
        }
    }

    private static func key(_ index: Int) -> String { "i\(index)" }

    // MARK: - Comparison

    /// What an ID was answered, the ID itself aside.
    private struct Reply: Hashable {
        var values: [JSON]
        var errors: [Answer.Entry]
    }

    private func reply(_ trial: Trial, _ index: Int, _ objects: [JSON], _ answer: Answer) -> Reply {
        let key = Self.key(index)
        let errors = answer.errors.filter { error in
            error.path.contains(.string(key)) || error.path.isEmpty && error.line == Self.firstLine + index
        }
        return Reply(
            values: objects.compactMap { $0[key]?.replacing(trial.id, by: "ID") },
            errors: errors.map { $0.without(key, trial.id) })
    }

    /// What is told where an operation may hold a mutation once only.
    private static let once = "An operation holds one mutation of this kind at most."

    private var exists: Bool {
        world.expected.outcome(principal.role, site.field, world.schema).exists
            && ([site.argument] + site.inner).allSatisfy {
                world.expected.sees($0.coordinate, principal.role)
            }
    }

    private var what: String { "\(principal) \(site.name)" }

    /// Asks by itself for one ID of nothing and for one of the other tenant, under one kind: such mutations
    /// are throttled.
    private func findingsOneByOne(_ trials: [Trial]) async throws -> Findings {
        var findings = Findings()
        guard let absent = trials.first,
            let foreign = trials.first(where: { $0.isForeign && $0.kind == absent.kind })
        else { return findings }
        var replies: [Trial: Reply] = [:]
        for trial in [absent, foreign] {
            guard let request = request([trial], asVariables: false, by: .post) else { continue }
            let answer = try await world.client.ask(request)
            replies[trial] = reply(trial, 0, path.objects(in: answer.data, key: "k"), answer)
        }
        findings.attempts = 1
        findings.differences = differences([foreign], [absent], replies)
        return findings
    }

    /// What is wrong with an answer as a whole; nil for nothing.
    private func refusal(_ answer: Answer) -> String? {
        // What is too large is refused before it is looked at, and proves nothing.
        guard answer.data != nil || answer.errors.contains(where: { $0.line > 0 || !$0.path.isEmpty }) else {
            return "\(what): \(answer.whole.prefix(300))"
        }
        guard path.leads || path.steps.isEmpty, exists, answer.data == nil else { return nil }
        return "\(what): the whole request was refused, \(answer.errors.first?.message ?? "")"
    }

    private func differences(_ foreign: [Trial], _ absent: [Trial], _ replies: [Trial: Reply]) -> [String] {
        let nothing = Dictionary(absent.map { ($0.kind, replies[$0]) }) { first, _ in first }
        return foreign.compactMap { trial in
            guard let reply = replies[trial], let expected = nothing[trial.kind] ?? nil else {
                return "\(what) with \(trial.id): no answer"
            }
            if reply != expected {
                let texts = ["\(reply)", "\(expected)"].map { $0.prefix(500) }
                return "\(what) with \(trial.id): \(texts[0]), for nothing \(texts[1])"
            }
            guard reply.errors.isEmpty, reply.values.contains(where: isAccepted) else { return nil }
            return "\(what) with \(trial.id): accepted, \(reply.values)"
        }
    }

    /// Whether an answer is more than a refusal: rows, or a payload without `userErrors`.
    private func isAccepted(_ value: JSON) -> Bool {
        guard path.type != world.schema.mutationType else {
            guard case .object(let fields) = value else { return false }
            let refusals = fields.first { $0.key.hasSuffix("_userErrors") }?.value.items
            return refusals?.isEmpty ?? true
        }
        switch value {
        case .null: return false
        case .list(let items): return !items.isEmpty
        case .object(let fields):
            if value.hasProblem { return false }
            let lists = fields.values.compactMap(\.items)
            if lists.joined().contains(where: \.hasProblem) { return false }
            return lists.isEmpty || lists.contains { !$0.isEmpty }
        default: return true
        }
    }
}

extension JSON {
    /// Whether an entry says that something is wrong with it.
    fileprivate var hasProblem: Bool {
        guard case .object(let fields) = self else { return false }
        return fields.contains { $0.key.hasSuffix("_problem") && $0.value != .null }
    }
}

extension Answer.Entry {
    /// The same entry without what tells one line of a document from another.
    fileprivate func without(_ key: String, _ id: String) -> Answer.Entry {
        Answer.Entry(
            message: message.replacingOccurrences(of: id, with: "ID"), code: code, line: 0,
            path: path.filter { $0 != .string(key) },
            details: details.mapValues { $0.replacing(id, by: "ID") })
    }
}
