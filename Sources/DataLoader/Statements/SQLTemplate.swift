/// A piece of SQL with holes for what only a statement knows: parameters and the tenant's predicate.
///
/// Written as an interpolated string: `"t.price_minor + \(parameter: .locale)"`. Values never enter the text.
/// By convention `t` is the loader's table, `k` the keys, `l` a link table between them.
public struct SQLTemplate: Sendable, ExpressibleByStringInterpolation {
    /// A part of a template.
    enum Piece: Sendable {
        case text(String)
        case parameter(StatementParameter)
        case tenant(alias: String)
    }

    var pieces: [Piece]

    /// A template without holes.
    public init(stringLiteral value: String) {
        pieces = [.text(value)]
    }

    /// A template with holes.
    public init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    /// The kinds of hole.
    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        /// Starts empty.
        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        /// SQL as written.
        public mutating func appendLiteral(_ literal: String) {
            pieces.append(.text(literal))
        }

        /// The name of a column, table or alias: always a constant of the program.
        public mutating func appendInterpolation(column name: String) {
            pieces.append(.text(name))
        }

        /// A number that is a constant of the program.
        public mutating func appendInterpolation(number: Int64) {
            pieces.append(.text(String(number)))
        }

        /// A parameter.
        public mutating func appendInterpolation(_ parameter: StatementParameter) {
            pieces.append(.parameter(parameter))
        }

        /// `alias.organization_id = $1`
        public mutating func appendInterpolation(tenant alias: String) {
            pieces.append(.tenant(alias: alias))
        }

        /// Another template.
        public mutating func appendInterpolation(_ template: SQLTemplate) {
            pieces.append(contentsOf: template.pieces)
        }
    }

    /// Joins templates by a separator.
    static func joined(_ templates: [SQLTemplate], by separator: String) -> SQLTemplate {
        var result: SQLTemplate = ""
        for (index, template) in templates.enumerated() {
            if index > 0 { result.pieces.append(.text(separator)) }
            result.pieces.append(contentsOf: template.pieces)
        }
        return result
    }
}
