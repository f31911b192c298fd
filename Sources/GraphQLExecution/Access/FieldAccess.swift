import GraphQLSchema

/// What a field shows.
enum FieldOutcome: Sendable, Hashable {
    case value
    case masked(Mask)
    case null
    case error
}

/// What a field shows on a row: the first case whose rules hold decides.
struct FieldAccess: Sendable, Hashable {
    struct Case: Sendable, Hashable {
        /// One of them must hold; never empty.
        let rows: [RowRule]
        let outcome: FieldOutcome
    }

    /// What depends on the row; empty where nothing does.
    let cases: [Case]
    /// What is shown where no case holds.
    let otherwise: FieldOutcome

    static let value = FieldAccess(cases: [], otherwise: .value)
}

/// The rows of an object type that exist for a caller.
enum RowFilter: Sendable, Hashable {
    case all
    /// Those that one of the rules holds for; none where the list is empty.
    case matching([RowRule])

    /// The rows of either.
    mutating func form(union rows: RowScope) {
        guard case .matching(var rules) = self else { return }
        switch rows {
        case .all: self = .all
        case .matching(let rule):
            if !rules.contains(rule) { rules.append(rule) }
            self = .matching(rules)
        }
    }

    /// Whether these are all rows of another filter.
    func covers(_ other: RowFilter) -> Bool {
        switch (self, other) {
        case (.all, _): true
        case (.matching, .all): false
        case (.matching(let rules), .matching(let others)): others.allSatisfy(rules.contains)
        }
    }
}

extension FieldAccess {
    /// Decides on one field of an object type.
    ///
    /// - Parameters:
    ///   - grants: of the type.
    ///   - rows: those of the type that exist.
    init(_ field: FieldDefinition, _ grants: [ObjectGrant], rows: RowFilter, _ denial: DenialOutcome) {
        var candidates: [(outcome: FieldOutcome, rows: RowFilter)] = []
        func add(_ outcome: FieldOutcome, _ rows: RowScope) {
            let known = candidates.firstIndex { $0.outcome == outcome }
            if known == nil { candidates.append((outcome, .matching([]))) }
            candidates[known ?? candidates.count - 1].rows.form(union: rows)
        }
        for grant in grants where grant.fields.contains(field.id) { add(.value, grant.rows) }
        for grant in grants { if let mask = grant.masks[field.id] { add(.masked(mask), grant.rows) } }
        var cases: [Case] = []
        var decided = RowFilter.matching([])
        for candidate in candidates {
            guard case .matching(let rules) = candidate.rows else { decided = .all; break }
            for rule in rules { decided.form(union: .matching(rule)) }
            if decided.covers(rows) { break }
            cases.append(Case(rows: rules, outcome: candidate.outcome))
        }
        self.cases = cases
        // Where the candidates cover all rows, the last one looked at needs no question any more.
        otherwise =
            decided.covers(rows) && cases.count < candidates.count
            ? candidates[cases.count].outcome : FieldOutcome(denial, of: field)
    }
}

extension FieldOutcome {
    init(_ denial: DenialOutcome, of field: FieldDefinition) {
        switch denial {
        case .hide: self = field.type.isNonNull ? .error : .null
        case .error: self = .error
        case .null: self = field.type.isNonNull ? .error : .null
        case .mask(let mask): self = .masked(mask)
        }
    }
}
