/// A condition on the columns of a row: a small part of SQL, so that every name in it can be checked and no
/// other SQL can come in.
indirect enum ScopePredicate: Hashable, Sendable {
    case and([ScopePredicate])
    case or([ScopePredicate])
    case not(ScopePredicate)
    case comparison(Operand, Comparison, Operand)
    case isNull(Operand)
    /// `column = ANY(:claim)`
    case isAny(Operand, claim: String)
    /// `column IN (1, 2)`
    case isAmong(Operand, [Operand])
    /// `column IN (SELECT column FROM table WHERE …)`; the table's rows are those of the row's tenant.
    case isSelected(Operand, column: String, table: String, ScopePredicate?)

    enum Operand: Hashable, Sendable {
        case column(String)
        case claim(String)
        case text(String)
        case number(Int64)
        case flag(Bool)
    }

    enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "<>"
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
    }
}

extension ScopePredicate {
    /// The condition as an SQL expression over the row `t`.
    ///
    /// - Parameter claims: by name, what stands in the expression.
    func sql(_ claims: [String: ClaimRule], alias: String = "t", depth: Int = 0) -> String {
        func operand(_ operand: Operand) -> String {
            switch operand {
            case .column(let name): "\(alias).\(name)"
            case .claim(let name): ":\(claims[name]?.source.name ?? name)"
            case .text(let text): "'\(text)'"
            case .number(let number): "\(number)"
            case .flag(let flag): flag ? "TRUE" : "FALSE"
            }
        }
        func nested(_ predicate: ScopePredicate) -> String {
            predicate.sql(claims, alias: alias, depth: depth)
        }
        switch self {
        case .and(let parts): return "(\(parts.map(nested).joined(separator: " AND ")))"
        case .or(let parts): return "(\(parts.map(nested).joined(separator: " OR ")))"
        case .not(let part): return "NOT (\(nested(part)))"
        case .comparison(let left, let comparison, let right):
            return "\(operand(left)) \(comparison.rawValue) \(operand(right))"
        case .isNull(let value): return "\(operand(value)) IS NULL"
        case .isAny(let value, let claim):
            let source = claims[claim]?.source.name ?? claim
            let test = "\(operand(value)) = ANY(:\(source))"
            return claims[claim]?.standsForAll == true ? "(:\(source) IS NULL OR \(test))" : test
        case .isAmong(let value, let values):
            return "\(operand(value)) IN (\(values.map(operand).joined(separator: ", ")))"
        case .isSelected(let value, let column, let table, let condition):
            let inner = "s\(depth)"
            let rest = condition.map { " AND " + $0.sql(claims, alias: inner, depth: depth + 1) } ?? ""
            return "\(operand(value)) IN (SELECT \(inner).\(column) FROM \(table) AS \(inner) "
                + "WHERE \(inner).organization_id = \(alias).organization_id\(rest))"
        }
    }

    /// The claims that it reads, in the order of the text.
    var claims: [String] {
        func claim(_ operand: Operand) -> [String] {
            if case .claim(let name) = operand { [name] } else { [] }
        }
        switch self {
        case .and(let parts), .or(let parts): return parts.flatMap(\.claims)
        case .not(let part): return part.claims
        case .comparison(let left, _, let right): return claim(left) + claim(right)
        case .isNull(let value): return claim(value)
        case .isAny(let value, let name): return claim(value) + [name]
        case .isAmong(let value, let values): return ([value] + values).flatMap(claim)
        case .isSelected(let value, _, _, let condition): return claim(value) + (condition?.claims ?? [])
        }
    }

    /// The columns of the row itself that it reads.
    var columns: [String] {
        func column(_ operand: Operand) -> [String] {
            if case .column(let name) = operand { [name] } else { [] }
        }
        switch self {
        case .and(let parts), .or(let parts): return parts.flatMap(\.columns)
        case .not(let part): return part.columns
        case .comparison(let left, _, let right): return column(left) + column(right)
        case .isNull(let value), .isAny(let value, _), .isSelected(let value, _, _, _): return column(value)
        case .isAmong(let value, let values): return ([value] + values).flatMap(column)
        }
    }
}
