import GraphQLSchema
import Restaurant

/// Asks as a role for every customer by every door, and compares each field of each row with the file.
struct RowMatrix {
    let world: AccessWorld
    /// What the database holds, by ID.
    let stored: [String: [String: JSON]]
    let expected: ExpectedRows
    let fields: [String]

    private struct Attempt {
        let door: String
        let id: String
        let request: AccessClient.Request
    }

    /// Asks as one role.
    ///
    /// - Parameters:
    ///   - shift: where the turns of ways begin.
    ///   - seen: what the file was found to say.
    func findings(
        _ principal: Principal, shift: Int, _ seen: inout Set<ExpectedRows.Value>
    ) async throws -> Findings {
        let role = principal.role
        let shown = fields.filter { exists("Customer", $0, for: role) }
        let doors = ["customer", "node"].filter { exists("Query", $0, for: role) }
        var findings = Findings()
        guard !shown.isEmpty, !doors.isEmpty else { return findings }
        let attempts = doors.flatMap { self.attempts($0, shown, principal, shift) }
        findings.attempts = attempts.count * shown.count
        let there = expected.rows(for: role)
        for (attempt, answer) in zip(attempts, try await world.client.ask(attempts.map(\.request))) {
            let what = "\(principal) \(attempt.door) \(attempt.id) by \(attempt.request.carriage.rawValue)"
            guard there.contains(attempt.id), let row = stored[attempt.id] else {
                let isMissing =
                    answer.errors.map(\.code) == ["NOT_FOUND"] && answer.data?["it"] ?? .null == .null
                if !isMissing { findings.differences.append("\(what): \(answer.whole.suffix(300))") }
                continue
            }
            for field in shown {
                let value = expected.value(of: field, attempt.id, for: role)
                seen.insert(value)
                if let fault = fault(value, field, answer, row[field] ?? .null) {
                    findings.differences.append("\(what).\(field): \(fault)")
                }
            }
        }
        findings.differences += try await listed(principal, there)
        return findings
    }

    private func exists(_ type: String, _ name: String, for role: String) -> Bool {
        let schema = world.schema
        guard let id = schema.type(named: type), let field = schema.field(named: name, of: id) else {
            return false
        }
        return world.expected.outcome(role, schema[field], schema).exists
    }

    /// All rows and one that is none, each on the next way.
    private func attempts(
        _ door: String, _ shown: [String], _ principal: Principal, _ shift: Int
    ) -> [Attempt] {
        let ways = Carriage.allCases.filter { $0 != .imported }
        let selection = "... on Customer { \(shown.joined(separator: " ")) }"
        return (stored.keys.sorted() + [world.missing(.customer)]).enumerated().map { place, id in
            let request = AccessClient.Request(
                document: "{ it: \(door)(id: \"\(id)\") { \(selection) } }", principal: principal,
                carriage: ways[(shift + place) % ways.count])
            return Attempt(door: door, id: id, request: request)
        }
    }

    /// The list holds the living rows that there are, and no others.
    private func listed(_ principal: Principal, _ there: Set<String>) async throws -> [String] {
        guard exists("Query", "customers", for: principal.role) else { return [] }
        let answer = try await world.client.ask("{ customers { nodes { id } } }", as: principal)
        let listed = Set(answer.data?["customers"]?["nodes"]?.objects.compactMap { $0["id"]?.text } ?? [])
        let living = there.filter { stored[$0]?["archivedAt"] == .null }
        return listed == living ? [] : ["\(principal) lists \(listed.sorted()), not \(living.sorted())"]
    }

    private func fault(
        _ value: ExpectedRows.Value, _ field: String, _ answer: Answer, _ raw: JSON
    ) -> String? {
        let errors = answer.errors.filter { $0.path.last == .string(field) }
        guard let shown = answer.data?["it"]?[field] else { return "nothing, \(answer.whole.suffix(300))" }
        let isRefused = errors.contains { $0.code == "FORBIDDEN" }
        let isRight =
            switch value {
            // The database writes moments in another way.
            case .raw where field == "archivedAt": errors.isEmpty && (shown == .null) == (raw == .null)
            case .raw: errors.isEmpty && shown == raw
            case .masked(let mask): errors.isEmpty && mask.fits(shown, of: raw)
            case .null: errors.isEmpty && shown == .null
            case .error: isRefused && shown == .null
            }
        return isRight ? nil : "\(value) of \(raw), got \(shown) \(errors)"
    }
}
