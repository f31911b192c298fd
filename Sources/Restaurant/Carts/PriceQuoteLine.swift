internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// One line of a quote.
///
/// - SeeAlso: `schema.graphql`, type `PriceQuoteLine`; `Config/permissions.yaml`, key `PriceQuoteLine`.
enum PriceQuoteLine: ObjectType {
    enum Columns {
        static let branchID = Column<UUIDBytes>("branch", at: 0)
        static let itemID = Column<UUIDBytes>("item", at: 1)
        static let quantity = Column<String>("quantity", at: 2)
        static let unitMinor = Column<Int64>("unit", at: 3)
        static let totalMinor = Column<Int64>("total", at: 4)
        static let currency = Column<String>("currency", at: 5)
        static let problemKind = Column<String?>("problem_kind", at: 6)
        static let problemMessage = Column<String?>("problem_message", at: 7)
    }

    static let fields: [Field] = [
        .one("item", MenuItem.inBranch, key: .column(Columns.branchID), .column(Columns.itemID)),
        .column("quantity", Columns.quantity, as: .plainText),
        .embedded("unitPrice", Columns.unitMinor, Columns.currency),
        .embedded("total", Columns.totalMinor, Columns.currency),
        .embedded("problem", Columns.problemKind, Columns.problemMessage),
    ]

    /// Of a quote that was worked out before, in the same operation.
    static let ofQuote = ComputedLoader.many("PriceQuoteLine.ofQuote") {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        var rows: [[[[UInt8]?]]] = []
        for key in reads.keys {
            let name = String(decoding: (key.first ?? nil) ?? [], as: UTF8.self)
            let quote = try await reads.remembered(name) { () async throws(LoadError) -> Quote? in nil }
            rows.append(quote.map { quote in quote.lines.map { row($0, quote) } } ?? [])
        }
        return rows
    }

    private static func row(_ line: Quote.Line, _ quote: Quote) -> [[UInt8]?] {
        let problem = line.problems.first
        return [
            quote.terms.id.bytes, line.request.item.bytes, Array(line.request.quantity.decimalText.utf8),
            CartChange.bytes(quote.unitMinor(of: line) ?? 0), CartChange.bytes(quote.grossMinor(of: line)),
            Array(quote.terms.currency.utf8), problem.map { Array($0.kind.rawValue.utf8) },
            problem.map { Array($0.message.utf8) },
        ]
    }
}
