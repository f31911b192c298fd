internal import GraphQLSchema

/// A row and a caller as a test of the file describes them.
struct SampleRow: Sendable {
    /// By column.
    let columns: [String: InputValue]
    /// By the name of the claim.
    let claims: [String: InputValue]
    /// Claims whose absence stands for everything.
    let open: Set<String>
}

extension ScopePredicate {
    /// Whether the condition holds for a row: nil where SQL would say null, or where only a database knows.
    func holds(for row: SampleRow) -> Bool? {
        switch self {
        case .and(let parts):
            let values = parts.map { $0.holds(for: row) }
            return values.contains(false) ? false : values.contains(nil) ? nil : true
        case .or(let parts):
            let values = parts.map { $0.holds(for: row) }
            return values.contains(true) ? true : values.contains(nil) ? nil : false
        case .not(let part): return part.holds(for: row).map(!)
        case .comparison(let left, let comparison, let right):
            guard let left = left.value(row), let right = right.value(row) else { return nil }
            return comparison.holds(left, right)
        case .isNull(let value): return value.value(row) == nil
        case .isAny(let value, let claim):
            guard let list = row.claims[claim], list != .null else {
                return row.open.contains(claim) ? true : nil
            }
            guard let value = value.value(row), case .list(let items) = list else { return nil }
            return items.contains(value)
        case .isAmong(let value, let values):
            guard let value = value.value(row) else { return nil }
            let others = values.map { $0.value(row) }
            return others.contains(value) ? true : others.contains(nil) ? nil : false
        case .isSelected: return nil
        }
    }

    /// Whether only a database can tell.
    var needsDatabase: Bool {
        switch self {
        case .and(let parts), .or(let parts): parts.contains(where: \.needsDatabase)
        case .not(let part): part.needsDatabase
        case .isSelected: true
        default: false
        }
    }
}

extension ScopePredicate.Operand {
    /// The value; nil for null.
    fileprivate func value(_ row: SampleRow) -> InputValue? {
        let value: InputValue? =
            switch self {
            case .column(let name): row.columns[name]
            case .claim(let name): row.claims[name]
            case .text(let text): .string(text)
            case .number(let number): .int(number)
            case .flag(let flag): .boolean(flag)
            }
        return value == .null ? nil : value
    }
}

extension ScopePredicate.Comparison {
    fileprivate func holds(_ left: InputValue, _ right: InputValue) -> Bool? {
        switch (left, right) {
        case (.int(let left), .int(let right)): holds(left, right)
        case (.string(let left), .string(let right)): holds(left, right)
        default: self == .equal ? left == right : self == .notEqual ? left != right : nil
        }
    }

    private func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
