internal import GraphQLSchema

/// Two values that a scope's condition compares, to tell from the database's catalog whether it can.
public struct ScopeComparison: Sendable, Hashable {
    /// One of the values.
    public enum Side: Sendable, Hashable {
        /// A column of the table of a sub-select, or of the type's own table where that is nil.
        case column(table: String?, name: String)
        /// A value of one of SQL's types: `text`, `bigint`, `boolean` or `uuid`.
        case value(String)
    }

    /// The object type whose rows the scope chooses.
    public let type: String
    /// The values.
    public let sides: [Side]
    /// `file:line:column` of the condition.
    public let place: String
}

extension Permissions {
    /// What the conditions of scopes compare with each other.
    public var scopeComparisons: [ScopeComparison] {
        rules.scopes.flatMap { scope in
            scope.conditions.sorted { $0.key.index < $1.key.index }.flatMap { type, condition in
                condition.predicate.comparisons(in: nil, rules.claims.claims).map { sides in
                    ScopeComparison(
                        type: schema[type].name, sides: sides, place: "\(file):\(condition.word.place)")
                }
            }
        }
    }
}

extension ScopePredicate {
    /// - Parameter table: of the present sub-select; nil outside of any.
    fileprivate func comparisons(
        in table: String?, _ claims: [String: ClaimRule]
    ) -> [[ScopeComparison.Side]] {
        func side(_ operand: Operand) -> ScopeComparison.Side {
            switch operand {
            case .column(let name): .column(table: table, name: name)
            case .claim(let name): claim(name)
            case .text: .value("text")
            case .number: .value("bigint")
            case .flag: .value("boolean")
            }
        }
        func claim(_ name: String) -> ScopeComparison.Side {
            .value(claims[name]?.source.type.contains("ID") == true ? "uuid" : "text")
        }
        switch self {
        case .and(let parts), .or(let parts): return parts.flatMap { $0.comparisons(in: table, claims) }
        case .not(let part): return part.comparisons(in: table, claims)
        case .comparison(let left, _, let right): return [[side(left), side(right)]]
        case .isNull: return []
        case .isAny(let value, let name): return [[side(value), claim(name)]]
        case .isAmong(let value, let values): return [([value] + values).map(side)]
        case .isSelected(let value, let column, let inner, let condition):
            return [[side(value), .column(table: inner, name: column)]]
                + (condition?.comparisons(in: inner, claims) ?? [])
        }
    }
}
