import Foundation
import GraphQLSchema
import Postgres
import Restaurant

/// Subscribes as a role to everything there is, over a WebSocket, and compares with the file.
///
/// No document here begins to follow anything: each names something that does not exist, or nothing of ours.
/// Who is told of that may subscribe; to whom a field does not exist it is like an unknown one.
struct SubscriptionMatrix {
    let world: AccessWorld
    let samples: SampleArguments
    /// The other tenant's IDs.
    let foreign: [(kind: EntityKind, row: UUIDBytes)]

    private var schema: Schema { world.schema }

    /// Asks as one role.
    func findings(_ principal: Principal) async throws -> Findings {
        var findings = Findings()
        guard let root = schema.subscriptionType else { return findings }
        for field in schema[root].fields.map({ schema.fields[$0] }) {
            let isGranted = world.expected.outcome(principal.role, field, schema).exists
            let place = InputPlace.ids(in: schema).first { $0.field.id == field.id && $0.last.isRequired }
            guard let place else {
                findings.differences.append("\(field.coordinate) takes no ID that it requires")
                continue
            }
            findings.add(
                isGranted
                    ? try await granted(place, principal)
                    : try await hidden(
                        field.name, principal, { "\($0)(\(place.argument.name): \"x\") { __typename }" },
                        visible: visible(root, principal)))
        }
        return findings
    }

    /// What is refused must be refused like a name that nothing has.
    private func hidden(
        _ name: String, _ principal: Principal, _ line: (String) -> String, visible: Set<String>
    ) async throws -> Findings {
        var findings = Findings()
        findings.attempts = 1
        let lines = [name, RefusedName.unused].map(line)
        let answers = try await ask(lines.map { ($0, []) }, principal)
        let told = answers.map { answer in
            answer.errors.map { entry in
                "\(entry.code) \(entry.line) \(entry.details.keys.sorted()) "
                    + entry.sentence.replacingOccurrences(of: RefusedName.unused, with: name)
            }
        }
        if told[0] != told[1] || told[0].isEmpty {
            findings.differences.append("\(principal) \(name): \(told[0]), an unknown one: \(told[1])")
        }
        for guess in answers[0].errors.flatMap(\.guesses) where !visible.contains(guess) {
            findings.differences.append("\(principal) \(name): the message tells \(guess)")
        }
        return findings
    }

    /// What is granted is not found for any ID but our own, whatever is selected.
    private func granted(_ place: InputPlace, _ principal: Principal) async throws -> Findings {
        var findings = Findings()
        let type = schema[place.field.type.named]
        let fields = type.fields.map { schema.fields[$0] }
        let shown = fields.filter { world.expected.outcome(principal.role, $0, schema).exists }
        let inner = shown.map { field in
            schema[field.type.named].kind.isComposite ? "\(field.name) { __typename }" : field.name
        }
        let absent = EntityKind.allCases.filter { kind in foreign.contains { $0.kind == kind } }.map { kind in
            kind.id(UUIDBytes(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)))
        }
        let ids = absent + foreign.map { $0.kind.id($0.row) }
        let lines = ids.map { id -> (String, Set<String>) in
            let call = place.call("\"\(id)\"", samples) ?? ""
            return ("\(call) { __typename \(inner.joined(separator: " ")) }", [Marks.suffix(of: id)])
        }
        let answers = try await ask(lines, principal)
        findings.attempts = ids.count
        for (id, answer) in zip(ids, answers) where answer.errors.map(\.code) != ["NOT_FOUND"] {
            findings.differences.append("\(principal) \(place.name) with \(id): \(answer.whole.prefix(300))")
        }
        if Set(answers.map { $0.errors.map(\.message) }).count > 1 {
            findings.differences.append("\(principal) \(place.name): IDs are told apart")
        }
        guard let call = place.call("\"x\"", samples) else { return findings }
        for field in fields where !world.expected.outcome(principal.role, field, schema).exists {
            let found = try await hidden(
                field.name, principal, { "\(call) { \($0) }" }, visible: visible(type.id, principal))
            findings.add(found)
        }
        return findings
    }

    private func visible(_ type: TypeID, _ principal: Principal) -> Set<String> {
        Set(
            schema[type].fields.map { schema.fields[$0] }
                .filter { world.expected.outcome(principal.role, $0, schema).exists }.map(\.name))
    }

    private func ask(
        _ lines: [(line: String, asked: Set<String>)], _ principal: Principal
    ) async throws -> [Answer] {
        try await world.client.ask(
            lines.map { line, asked in
                var request = AccessClient.Request(
                    document: "subscription {\n\n\(line)\n}", principal: principal)
                request.carriage = .socket
                request.asked = asked
                return request
            })
    }
}
