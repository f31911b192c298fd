import Domain
import Testing

/// A state table as it is written down: a row a line, `from > to | who | conditions | effects`.
///
/// `-` is the beginning. Who is told by letters: M manager, C cashier, W waiter, K kitchen, G guest, S
/// system.
struct StateTable {
    struct Row: Hashable {
        var from: String?
        var to: String
        var parties: Set<ActingParty>
        var conditions: Set<String>
        var effects: [String]
    }

    let rows: [Row]

    init(_ text: String) throws {
        rows = try text.split(separator: "\n").flatMap(Self.rows)
    }

    private static let letters: [Character: ActingParty] = [
        "M": .manager, "C": .cashier, "W": .waiter, "K": .kitchen, "G": .guest, "S": .system,
    ]

    /// The rows of a line: one for each state before.
    private static func rows(_ line: Substring) throws -> [Row] {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
            cell.split(separator: " ").map(String.init)
        }
        try #require(cells.count == 4, "not four cells: \(line)")
        let ways = cells[0].split(separator: ">")
        try #require(ways.count == 2 && ways[1].count == 1, "not one way: \(line)")
        let parties = try cells[1].joined().map { try #require(letters[$0]) }
        return ways[0].map { from in
            Row(
                from: from == "-" ? nil : from, to: ways[1].first ?? "", parties: Set(parties),
                conditions: Set(cells[2]), effects: cells[3])
        }
    }
}

/// Holds a machine against its written table: each row is a way, for whom it says and with nothing missing,
/// and nothing else is.
func expect<Machine: Lifecycle>(
    _ machine: Machine.Type, follows text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let written = try StateTable(text).rows
    let coded = Machine.transitions.map { way in
        StateTable.Row(
            from: way.from?.rawValue, to: way.to.rawValue, parties: Set(way.parties),
            conditions: Set(way.conditions.map(\.rawValue)), effects: way.effects.map(\.rawValue))
    }
    #expect(Set(coded) == Set(written), sourceLocation: sourceLocation)
    #expect(coded.count == written.count, "a row stands twice", sourceLocation: sourceLocation)

    for from in [nil] + Machine.State.allCases.map(Optional.some) {
        for to in Machine.State.allCases {
            let ways = written.filter { $0.from == from?.rawValue && $0.to == to.rawValue }
            for party in ActingParty.allCases {
                let open = ways.filter {
                    $0.parties.contains(party == .administrator ? .manager : party)
                }
                try expect(
                    machine, from: from, to: to, by: party, open: open, isKnown: !ways.isEmpty,
                    at: sourceLocation)
            }
        }
    }
}

/// Asks for one transition, with all facts, and for each way with one of its conditions missing.
private func expect<Machine: Lifecycle>(
    _ machine: Machine.Type, from: Machine.State?, to: Machine.State, by party: ActingParty,
    open: [StateTable.Row], isKnown: Bool, at location: SourceLocation
) throws {
    let all = Set(Machine.Condition.allCases)
    guard isKnown else {
        #expect(throws: TransitionRefusal<Machine>.noWay(from: from, to: to), sourceLocation: location) {
            try machine.transition(from: from, to: to, by: party, given: all)
        }
        return
    }
    guard !open.isEmpty else {
        #expect(throws: TransitionRefusal<Machine>.notBy(party), sourceLocation: location) {
            try machine.transition(from: from, to: to, by: party, given: all)
        }
        return
    }
    for way in open {
        let conditions = Set(all.filter { way.conditions.contains($0.rawValue) })
        let found = try machine.transition(from: from, to: to, by: party, given: conditions)
        #expect(found.from == from && found.to == to, sourceLocation: location)
        for missing in conditions {
            let facts = conditions.subtracting([missing])
            // Without one fact only another way, that asks for less, may lead there.
            let isOpen = open.contains { other in
                other.conditions.isSubset(of: facts.map(\.rawValue))
            }
            let result = Result { () throws(TransitionRefusal<Machine>) in
                try machine.transition(from: from, to: to, by: party, given: facts)
            }
            switch result {
            case .success: #expect(isOpen, "\(missing) is not asked for", sourceLocation: location)
            case .failure(.missing(let names)):
                #expect(!isOpen && !names.isEmpty, sourceLocation: location)
                if open.count == 1 { #expect(names == [missing], sourceLocation: location) }
            case .failure(let error): Issue.record(error, sourceLocation: location)
            }
        }
    }
}
