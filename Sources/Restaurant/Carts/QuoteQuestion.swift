internal import Crypto
internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import GraphQLSchema
internal import Postgres

/// What is asked of a quote, read from the arguments of the field.
struct QuoteQuestion: Sendable {
    let type: OrderType
    let requests: [LineRequest]
    /// In seconds since 1970; now without.
    let moment: Int64?
    /// The codes of coupons, as they are stored; what is no code as it was typed in.
    let codes: [String]
    /// The same for the same question.
    let name: String

    /// The arguments of the field, in the order in which they are read.
    static let arguments = ["type", "lines", "at", "couponCodes"]

    /// What is wrong with the lines beyond their types: the first fault, with its place in the argument. An
    /// ID of another kind is no fault: it names nothing.
    static func check(_ arguments: Arguments) -> FieldError? {
        let lines = InputValue.Field(name: "lines", value: arguments["lines"] ?? .null)
        do throws(CartFailure) {
            _ = try CartInput(.object([lines]), path: [], nowSeconds: 0).lines("lines")
        } catch {
            guard case .rejected(let rejection) = error, rejection.code != .notFound else { return nil }
            return FieldError(
                message: "Argument `\(rejection.field.joined(separator: "."))`: \(rejection.message)",
                code: "BAD_USER_INPUT")
        }
        guard case .list(let codes)? = arguments["couponCodes"],
            codes.count > CouponTerms<UUIDBytes>.countOfOrderMax
        else { return nil }
        return FieldError(
            message: "Argument `couponCodes`: \(CouponTerms<UUIDBytes>.countOfOrderMax) coupons at most.",
            code: "BAD_USER_INPUT")
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
        // A door that asks about one coupon has its code in this place.
        let typed = input.strings("couponCodes") ?? input.string("couponCodes").map { [$0] } ?? []
        codes = typed.map { CouponCode($0)?.text ?? $0 }
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
                + MenuOffer.reading(Array(items), in: branch, at: moment, for: reads.caller)
                + askedCoupons(reads))
        let offered = codes.isEmpty ? results[...] : results.dropLast()
        let hidden = try await rows.hidden(MenuOffer.choices(offered.dropFirst()))
        guard let found = results.first, let terms = BranchTerms(branch, found),
            let offer = MenuOffer(offered.dropFirst(), without: hidden)
        else { return nil }
        let coupons = codes.isEmpty ? [] : results.suffix(1).flatMap(StoredCoupon.coupons).map(\.coupon)
        return Quote(
            requests, type: type, of: offer, terms, at: moment, coupons: coupons, codes: codes)
    }

    /// Who names no coupon asks for none.
    private func askedCoupons(_ reads: ComputedReads) -> [BoundStatement] {
        codes.isEmpty ? [] : [StoredCoupon.finding(codes, for: reads.caller.customer, reads.caller)]
    }
}
