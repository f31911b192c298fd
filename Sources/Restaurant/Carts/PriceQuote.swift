internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// What lines would cost in a branch at a moment, without a cart.
///
/// - SeeAlso: `schema.graphql`, type `PriceQuote`; `Config/permissions.yaml`, key `PriceQuote`.
enum PriceQuote: ObjectType {
    enum Columns {
        /// Under which the session remembers the quote, for what lies below.
        static let name = Column<String>("name", at: 0)
        static let subtotalMinor = Column<Int64>("subtotal", at: 1)
        static let chargeMinor = Column<Int64>("charge", at: 2)
        static let taxMinor = Column<Int64>("tax", at: 3)
        static let totalMinor = Column<Int64>("total", at: 4)
        static let currency = Column<String>("currency", at: 5)
        static let pricesIncludeTax = Column<Bool>("prices_include_tax", at: 6)
        static let discountMinor = Column<Int64>("discount", at: 7)
    }

    static let fields: [Field] = [
        .many("lines", PriceQuoteLine.ofQuote, key: .column(Columns.name)),
        .embedded("subtotal", Columns.subtotalMinor, Columns.currency),
        .many("coupons", coupons, key: .column(Columns.name)),
        .embedded("discount", Columns.discountMinor, Columns.currency),
        .embedded("charge", Columns.chargeMinor, Columns.currency),
        .embedded("tax", Columns.taxMinor, Columns.currency),
        .embedded("total", Columns.totalMinor, Columns.currency),
        .many("taxes", taxes, key: .column(Columns.name)),
        .column("pricesIncludeTax", Columns.pricesIncludeTax),
    ]

    private static let taxes = ofQuote("TaxAmount.ofQuote") { $0.taxRows }
    private static let coupons = ofQuote("AppliedCoupon.ofQuote") { quote in
        quote.coupons.map { $0.row(quote.terms.currency) }
    }

    /// Of a quote that was worked out before, in the same operation.
    private static func ofQuote(
        _ name: String, _ part: @escaping @Sendable (Quote) -> [[[UInt8]?]]
    ) -> Loader {
        ComputedLoader.many(name) { (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
            var rows: [[[[UInt8]?]]] = []
            for key in reads.keys {
                let name = String(decoding: (key.first ?? nil) ?? [], as: UTF8.self)
                let quote = try await reads.remembered(name) { () async throws(LoadError) -> Quote? in nil }
                rows.append(quote.map(part) ?? [])
            }
            return rows
        }
    }

    /// One quote for each branch asked; two packets. A branch out of reach has none.
    static let ofLines = ComputedLoader.one(
        "PriceQuote.ofLines", arguments: QuoteQuestion.arguments, companions: QuotedRows.companions,
        check: QuoteQuestion.check
    ) {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        var rows: [[[[UInt8]?]]] = []
        for key in reads.keys {
            guard let branch = (key.first ?? nil)?.withUnsafeBytes({ UUIDBytes($0) }) else {
                rows.append([])
                continue
            }
            rows.append(try await row(branch, reads).map { [$0] } ?? [])
        }
        return rows
    }

    private static func row(
        _ branch: UUIDBytes, _ reads: ComputedReads
    ) async throws(LoadError) -> [[UInt8]?]? {
        guard let question = QuoteQuestion(reads.arguments) else { return nil }
        let name = "quote \(branch) \(question.name)"
        let quote = try await reads.remembered(name) { () async throws(LoadError) -> Quote? in
            try await question.quote(in: branch, reads)
        }
        guard let quote else { return nil }
        let priced = quote.priced
        return [
            Array(name.utf8), CartChange.bytes(priced?.subtotalMinor ?? 0),
            CartChange.bytes(priced?.chargeMinor ?? 0), CartChange.bytes(priced?.taxMinor ?? 0),
            CartChange.bytes(priced?.totalMinor ?? 0), Array(quote.terms.currency.utf8),
            [quote.terms.pricesIncludeTax ? 1 : 0], CartChange.bytes(priced?.discountMinor ?? 0),
        ]
    }
}
