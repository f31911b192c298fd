internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// What a coupon would take off lines in a branch, without a cart: one quote for each branch asked.
///
/// - SeeAlso: `schema.graphql`, field `Query.couponValidate`.
enum CouponValidate {
    static let door = Field.one(
        "couponValidate", ofLines, key: .id("branchId", .branch), absence: .notFound)

    private static let ofLines = ComputedLoader.one(
        "AppliedCoupon.ofLines", arguments: ["type", "lines", "at", "code"],
        companions: QuotedRows.companions, check: QuoteQuestion.check
    ) {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        guard let question = QuoteQuestion(reads.arguments) else { return reads.keys.map { _ in [] } }
        var rows: [[[[UInt8]?]]] = []
        for key in reads.keys {
            var quote: Quote?
            if let branch = (key.first ?? nil)?.withUnsafeBytes({ UUIDBytes($0) }) {
                quote = try await question.quote(in: branch, reads)
            }
            rows.append(quote.map { $0.coupons.prefix(1).map { $0.row(quote?.terms.currency ?? "") } } ?? [])
        }
        return rows
    }
}
