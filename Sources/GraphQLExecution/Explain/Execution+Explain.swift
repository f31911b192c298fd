import GraphQLLanguage
import GraphQLSchema

extension Execution {
    /// The answer of an operation that is planned and not run.
    func writePlan() -> GraphQLResponse {
        var output = ResponseBuffer(capacity: 4096)
        output.append("{\"data\":null")
        appendExtensions(to: &output, actual: nil)
        output.append(0x7D)
        return GraphQLResponse(body: output, kind: .data)
    }

    /// Appends `"explain":{…}`.
    func append(_ explanation: Explanation, to output: inout ResponseBuffer) {
        output.append("\"explain\":{\"levels\":")
        appendLevels(to: &output)
        output.append(",\"decisions\":")
        appendDecisions(to: &output)
        output.append(",\"statements\":")
        output.append(explanation.statements)
        output.append(",\"notes\":")
        output.appendList(notes) { $0.appendString($1) }
        output.append(0x7D)
    }

    /// What this does not tell of the operation, in plain words.
    private var notes: [String] {
        var notes: [String] = []
        if compiled.plan.kind == .subscription {
            notes.append(
                "A subscription: the levels are what is loaded for one event. How many events come, and how "
                    + "many subscribers share one answer, is not told.")
        }
        if prepared.isIncremental {
            notes.append(
                "`@defer` and `@stream`: this is the answer in one piece. Which part would come when, and "
                    + "what it would load by itself, is not told.")
        }
        return notes
    }

    /// What is loaded, level by level: each is one round trip, whatever it loads.
    private func appendLevels(to output: inout ResponseBuffer) {
        let plan = compiled.plan
        let estimates = plan.cost.estimatedRows(arguments, refused: refusedLoads)
        let coordinates = plan.coordinatesByLoad
        output.append(0x5B)
        for (level, loads) in compiled.rounds.filter({ !$0.isEmpty }).enumerated() {
            output.append(level > 0 ? ",{\"level\":" : "{\"level\":")
            output.appendInteger(Int64(level + 1))
            output.append(",\"loads\":")
            output.appendList(loads) { output, index in
                let load = plan.loads[index]
                output.append("{\"loader\":")
                output.appendString(load.loader?.name ?? "")
                output.append(",\"fields\":")
                output.appendList(coordinates[index] ?? []) { $0.appendString($1) }
                output.append(",\"estimatedRows\":")
                output.appendInteger(Int64(estimates[index] ?? 0))
                // Nothing is asked where the caller sees no rows anyway.
                output.append(load.isClosed ? ",\"isClosed\":true" : ",\"isClosed\":false")
                output.append(",\"statement\":")
                output.appendString(load.statement.text)
                output.append(0x7D)
            }
            output.append(0x7D)
        }
        output.append(0x5D)
    }

    /// What the caller gets of each field that was asked for, and on which rows.
    private func appendDecisions(to output: inout ResponseBuffer) {
        var seen: Set<String> = []
        let plan = compiled.plan
        let coordinates = zip(plan.fields, plan.coordinates).compactMap { field, coordinate in
            // The entries of conditions and of deferred fragments are no fields.
            field.opcode != .undecided && field.opcode != .deferral && seen.insert(coordinate).inserted
                ? coordinate : nil
        }
        output.appendList(coordinates) { output, coordinate in
            let decision = prepared.access.explained(coordinate)
            output.append("{\"coordinate\":")
            output.appendString(coordinate)
            output.append(",\"access\":")
            output.appendString((decision?.access ?? .full).rawValue)
            output.append(",\"rows\":")
            output.appendList(decision?.rows ?? []) { $0.appendString($1) }
            output.append(",\"cases\":")
            output.appendList(decision?.cases ?? []) { output, entry in
                output.append("{\"rules\":")
                output.appendList(entry.rules) { $0.appendString($1) }
                output.append(",\"outcome\":")
                output.appendString(entry.outcome)
                output.append(0x7D)
            }
            output.append(0x7D)
        }
    }
}

extension Plan {
    /// The coordinates of the fields that a load brings, by load.
    var coordinatesByLoad: [Int: [String]] {
        var known: [Int: [String]] = [:]
        func add(_ coordinate: String, to load: Int) {
            guard load >= 0, !coordinate.isEmpty, known[load]?.contains(coordinate) != true else { return }
            known[load, default: []].append(coordinate)
        }
        for (index, field) in fields.enumerated() {
            if field.opcode.isLoad { add(coordinates[index], to: Int(field.first)) }
            if field.opcode == .node {
                for option in choices[Int(field.second)].options { add(coordinates[index], to: option.load) }
            }
        }
        return known
    }
}

extension ResponseBuffer {
    /// Appends `[…]`.
    fileprivate mutating func appendList<Item>(
        _ items: [Item], _ append: (inout ResponseBuffer, Item) -> Void
    ) {
        self.append(0x5B)
        for (index, item) in items.enumerated() {
            if index > 0 { self.append(0x2C) }
            append(&self, item)
        }
        self.append(0x5D)
    }

    fileprivate mutating func append(_ statements: [Explanation.Statement]) {
        appendList(statements) { output, statement in
            output.append("{\"name\":")
            output.appendString(statement.name)
            output.append(",\"session\":")
            output.appendInteger(Int64(truncatingIfNeeded: statement.session))
            output.append(",\"round\":")
            output.appendInteger(Int64(statement.round))
            output.append(",\"rows\":")
            if let count = statement.rowCount {
                output.appendInteger(Int64(count))
            } else {
                output.append("null")
            }
            output.append(",\"microseconds\":")
            let (seconds, attoseconds) = statement.elapsed.components
            output.appendInteger(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
            output.append(statement.isOverhead ? ",\"isOverhead\":true" : ",\"isOverhead\":false")
            output.append(",\"text\":")
            output.appendString(statement.text)
            output.append(0x7D)
        }
    }
}
