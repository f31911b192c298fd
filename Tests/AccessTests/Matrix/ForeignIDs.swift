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

    /// One line of a document.
    private struct Line {
        let key: String
        let kind: EntityKind
        let id: String
        let isForeign: Bool
    }

    /// Where a line begins in the document.
    private static let firstLine = FieldMatrix.firstLine

    /// Tries IDs, each of a row of the other tenant under a kind.
    func findings(_ ids: [(kind: EntityKind, row: UUIDBytes)]) async throws -> Findings {
        var findings = Findings()
        let chunks = ids.chunks(of: 60).map(lines)
        let requests = chunks.enumerated().map { index, lines in request(lines, asVariables: index % 2 == 1) }
        for (lines, answer) in zip(chunks, try await world.client.ask(requests.compactMap { $0 })) {
            findings.attempts += lines.count { $0.isForeign }
            findings.differences += differences(lines, answer)
        }
        if requests.contains(where: { $0 == nil }) {
            findings.differences.append("\(site.name): no values are known for what else is required")
        }
        return findings
    }

    /// A line for each ID, and one with an ID of nothing for each kind.
    private func lines(_ ids: [(kind: EntityKind, row: UUIDBytes)]) -> [Line] {
        let kinds = EntityKind.allCases.filter { kind in ids.contains { $0.kind == kind } }
        let absent = kinds.map { kind in
            let row = UUIDBytes(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
            return Line(key: "", kind: kind, id: kind.id(row), isForeign: false)
        }
        let foreign = ids.map { Line(key: "", kind: $0.kind, id: $0.kind.id($0.row), isForeign: true) }
        return (absent + foreign).enumerated().map { index, line in
            Line(key: "i\(index)", kind: line.kind, id: line.id, isForeign: line.isForeign)
        }
    }

    private func request(_ lines: [Line], asVariables: Bool) -> AccessClient.Request? {
        let type = world.schema[site.field.type.named]
        let inner = world.schema.selection(of: type.id, depth: 1) {
            world.expected.outcome(principal.role, $0, world.schema).exists
        }
        let selection = type.kind.isLeaf ? "" : " { \(inner) }"
        var calls: [String] = []
        for line in lines {
            let value = asVariables ? "$\(line.key)" : "\"\(line.id)\""
            let isList = site.last.type.isList
            guard let call = site.call(isList ? "[\(value)]" : value, samples) else { return nil }
            calls.append("\(line.key): \(call)\(selection)")
        }
        let declared = lines.map { "$\($0.key): ID!" }.joined(separator: " ")
        let head = asVariables ? "(\(declared))" : ""
        let body = path.selecting("\n\(calls.joined(separator: "\n"))\n", key: "k")
        return AccessClient.Request(
            document: "\(path.operation)\(head) {\n\(body)\n}", principal: principal,
            variables: asVariables ? lines.reduce(into: [:]) { $0[$1.key] = $1.id } : [:],
            asked: Set(lines.compactMap { $0.id.split(separator: "_").last.map(String.init) }))
    }

    // MARK: - Comparison

    /// What an ID was answered, the ID itself aside.
    private struct Reply: Hashable {
        var values: [JSON]
        var errors: [Answer.Entry]
    }

    private func reply(_ line: Line, _ index: Int, _ objects: [JSON], _ answer: Answer) -> Reply {
        let errors = answer.errors.filter { error in
            error.path.contains(.string(line.key))
                || error.path.isEmpty && error.line == Self.firstLine + index
        }
        return Reply(
            values: objects.compactMap { $0[line.key]?.replacing(line.id, by: "ID") },
            errors: errors.map { $0.without(line.key, line.id) })
    }

    private func differences(_ lines: [Line], _ answer: Answer) -> [String] {
        let what = "\(principal) \(site.name)"
        guard answer.data != nil || !answer.errors.isEmpty else {
            return ["\(what): \(answer.whole.prefix(300))"]
        }
        let objects = path.objects(in: answer.data, key: "k")
        var absent: [EntityKind: Reply] = [:]
        var found: [String] = []
        for (index, line) in lines.enumerated() {
            let reply = reply(line, index, objects, answer)
            guard line.isForeign else {
                absent[line.kind] = reply
                continue
            }
            if reply != absent[line.kind] {
                found.append("\(what) with \(line.id): \(reply), for nothing \(absent[line.kind] as Any)")
            } else if reply.errors.isEmpty, reply.values.contains(where: isAccepted) {
                found.append("\(what) with \(line.id): accepted, \(reply.values)")
            }
        }
        return found
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
            let lists = fields.values.compactMap(\.items)
            return lists.isEmpty || lists.contains { !$0.isEmpty }
        default: return true
        }
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
