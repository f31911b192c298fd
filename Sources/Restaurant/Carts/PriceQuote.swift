internal import Crypto
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
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
    }

    static let fields: [Field] = [
        .many("lines", PriceQuoteLine.ofQuote, key: .column(Columns.name)),
        .embedded("subtotal", Columns.subtotalMinor, Columns.currency),
        .embedded("charge", Columns.chargeMinor, Columns.currency),
        .embedded("tax", Columns.taxMinor, Columns.currency),
        .embedded("total", Columns.totalMinor, Columns.currency),
        .many("taxes", taxes, key: .column(Columns.name)),
        .column("pricesIncludeTax", Columns.pricesIncludeTax),
    ]

    /// Of a quote that was worked out before, in the same operation.
    private static let taxes = ComputedLoader.many("TaxAmount.ofQuote") {
        (reads) async throws(LoadError) -> [[[[UInt8]?]]] in
        var rows: [[[[UInt8]?]]] = []
        for key in reads.keys {
            let name = String(decoding: (key.first ?? nil) ?? [], as: UTF8.self)
            let quote = try await reads.remembered(name) { () async throws(LoadError) -> Quote? in nil }
            rows.append(quote?.taxRows ?? [])
        }
        return rows
    }

    /// One quote for each branch asked; two packets. A branch out of reach has none.
    static let ofLines = ComputedLoader.one(
        "PriceQuote.ofLines", arguments: Question.arguments, companions: QuotedRows.companions,
        check: Question.check
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
        guard let question = Question(reads.arguments) else { return nil }
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
            [quote.terms.pricesIncludeTax ? 1 : 0],
        ]
    }
}

/// What is asked of a quote, read from the arguments of the field.
private struct Question {
    let type: OrderType
    let requests: [LineRequest]
    /// In seconds since 1970; now without.
    let moment: Int64?
    /// The same for the same question.
    let name: String

    /// The arguments of the field, in the order in which they are read.
    static let arguments = ["type", "lines", "at"]

    /// What is wrong with the lines beyond their types: the first fault, with its place in the argument. An
    /// ID of another kind is no fault: it names nothing.
    static func check(_ arguments: Arguments) -> FieldError? {
        let lines = InputValue.Field(name: "lines", value: arguments["lines"] ?? .null)
        do throws(CartFailure) {
            _ = try CartInput(.object([lines]), path: [], nowSeconds: 0).lines("lines")
            return nil
        } catch {
            guard case .rejected(let rejection) = error, rejection.code != .notFound else { return nil }
            return FieldError(
                message: "Argument `\(rejection.field.joined(separator: "."))`: \(rejection.message)",
                code: "BAD_USER_INPUT")
        }
    }

    /// Nil where an ID is of another kind: it names nothing.
    init?(_ arguments: [InputValue]) {
        let fields = zip(Self.arguments, arguments).map { InputValue.Field(name: $0, value: $1) }
        let input = CartInput(.object(fields), path: [], nowSeconds: 0)
        do throws(CartFailure) {
            requests = try input.lines("lines")
        } catch {
            return nil
        }
        type = input.choice("type") ?? .dineIn
        moment = input.string("at").flatMap { Instant(rfc3339: $0) }.map {
            // From microseconds since 2000 to seconds since 1970.
            $0.microseconds / 1_000_000 &+ 946_684_800
        }
        let digest = SHA256.hash(data: RequestQuestion.bytes(of: .object(fields)))
        name = digest.map { String($0, radix: 16) }.joined(separator: ".")
    }

    func quote(in branch: UUIDBytes, _ reads: ComputedReads) async throws(LoadError) -> Quote? {
        var moment = moment ?? 0
        if self.moment == nil {
            moment = try await reads.read([CartPrices.clock.bind()]).first?.int(0, 0) ?? 0
        }
        let rows = QuotedRows(branch: branch, reads: reads)
        let items = try await rows.existing(.items, Set(requests.map(\.item)))
        let results = try await reads.read(
            [BranchTerms.finding(branch, for: reads.caller)]
                + MenuOffer.reading(Array(items), in: branch, at: moment, for: reads.caller))
        let hidden = try await rows.hidden(MenuOffer.choices(results.dropFirst()))
        guard let found = results.first, let terms = BranchTerms(branch, found),
            let offer = MenuOffer(results.dropFirst(), without: hidden)
        else { return nil }
        return Quote(requests, type: type, of: offer, terms, at: moment)
    }
}
