internal import DataLoader
internal import Domain
internal import GraphQLSchema

/// The custom scalars of `schema.graphql` as input: which values each takes.
///
/// - SeeAlso: GraphQL Sep 2025 §3.5; `schema.graphql`, at its end.
enum Scalars {
    /// Coerces a value, or returns nil for one that does not fit.
    typealias Check = @Sendable (InputValue) -> InputValue?

    /// The checks by the scalar's name; ``SchemaCheck`` reports a scalar without one.
    static let checks: [String: Check] = [
        "Int64": wholeNumber,
        "Decimal": text { isDecimal($0) ? $0 : nil },
        "DateTime": text { Instant(rfc3339: $0) == nil ? nil : $0 },
        "Date": text { CalendarDay(iso8601: $0) == nil ? nil : $0 },
        "TimeOfDay": text { TimeOfDay(iso8601: $0) == nil ? nil : $0 },
        "Locale": text { LanguageTag($0)?.text },
        "JSON": { $0 },
        "Currency": text { Domain.Currency(code: $0)?.code },
    ]

    /// Digits of a decimal, far beyond any column's.
    private static let decimalLengthMax = 40

    private static func text(_ coerce: @escaping @Sendable (String) -> String?) -> Check {
        { value in
            guard case .string(let text) = value else { return nil }
            return coerce(text).map(InputValue.string)
        }
    }

    /// Money never passes through a `Double`: 12.0 and 1e3 in JSON have become whole where it was read.
    @Sendable
    private static func wholeNumber(_ value: InputValue) -> InputValue? {
        if case .int = value { value } else { nil }
    }

    /// `-?[0-9]+(\.[0-9]+)?`
    private static func isDecimal(_ text: String) -> Bool {
        guard text.utf8.count <= decimalLengthMax else { return false }
        let parts = text.utf8.drop { $0 == UInt8(ascii: "-") }
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let signCount = text.utf8.prefix { $0 == UInt8(ascii: "-") }.count
        return signCount <= 1 && parts.count <= 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
    }
}
