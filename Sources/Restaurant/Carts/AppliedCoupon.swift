internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// A coupon held against lines: what it takes off, or why it doesn't.
///
/// - SeeAlso: `schema.graphql`, type `AppliedCoupon`; `Config/permissions.yaml`, key `AppliedCoupon`.
struct AppliedCoupon: Sendable {
    /// The code that was asked for.
    let code: String
    /// The coupon; nil where no coupon has the code.
    let coupon: StoredCoupon?
    /// Why it takes nothing off.
    var problem: CouponProblem?
    /// What it takes off lines, by their positions in the bill.
    var discount: Discount?
    /// How much that is.
    var amountMinor: Int64 = 0

    /// Coupons held against lines, each on its own but for what does not go together.
    static func judged(
        _ coupons: [StoredCoupon], on lines: [CouponTerms<UUIDBytes>.Line],
        in setting: CouponTerms<UUIDBytes>.Setting
    ) -> [AppliedCoupon] {
        let stacks = CouponTerms<UUIDBytes>.stack(coupons.map(\.terms.stackingGroup))
        return zip(coupons, stacks).map { coupon, isStacked in
            var setting = setting
            setting.customerUsedCount = coupon.customerUsedCount
            var applied = AppliedCoupon(code: coupon.code, coupon: coupon)
            applied.problem = coupon.terms.problem(in: setting) ?? (isStacked ? nil : .notStackable)
            if applied.problem == nil {
                applied.discount = coupon.terms.discount(on: lines)
                if applied.discount == nil { applied.problem = .nothingInScope }
            }
            return applied
        }
    }

    /// The codes for which there is no coupon, each with that problem.
    static func unknown(_ codes: [String], besides known: [StoredCoupon]) -> [AppliedCoupon] {
        codes.filter { code in !known.contains { $0.code == code } }.map {
            AppliedCoupon(code: $0, coupon: nil, problem: .unknown)
        }
    }

    /// Notes what pricing took off.
    mutating func note(_ priced: PricedDiscount) {
        amountMinor = priced.amountMinor
        guard amountMinor == 0 else { return }
        problem = priced.isReached ? .nothingInScope : .minimumNotReached
    }

    /// The values of ``AppliedCouponType``'s columns.
    func row(_ currency: String) -> [[UInt8]?] {
        [
            Array(code.utf8), (coupon?.name).map { Array($0.utf8) }, CartChange.bytes(amountMinor),
            Array(currency.utf8), (problem?.rawValue).map { Array($0.utf8) },
            problem.map { Array($0.message.utf8) }, coupon?.id.bytes,
        ]
    }
}

extension CouponProblem {
    /// The problem in words for people.
    var message: String {
        switch self {
        case .unknown: "There is no such coupon."
        case .inactive: "The coupon is switched off."
        case .notStarted: "The coupon does not hold yet."
        case .expired: "The coupon holds no more."
        case .otherHours: "The coupon holds on other days or at other hours."
        case .otherBranch: "The coupon holds in other branches."
        case .otherOrderType: "The coupon holds for other types of orders."
        case .usedUp: "The coupon is used up."
        case .customerNeeded: "The coupon needs a customer."
        case .usedByCustomer: "The customer has used the coupon."
        case .notStackable: "The coupon does not go together with another one."
        case .nothingInScope: "Nothing is there that the coupon could be taken off."
        case .minimumNotReached: "The coupon asks for a higher sum."
        }
    }
}

/// The GraphQL type of ``AppliedCoupon``.
enum AppliedCouponType: ObjectType {
    static let typeName = "AppliedCoupon"

    enum Columns {
        static let code = Column<String>("code", at: 0)
        static let name = Column<String?>("name", at: 1)
        static let amountMinor = Column<Int64>("amount", at: 2)
        static let currency = Column<String>("currency", at: 3)
        static let problem = Column<String?>("problem", at: 4)
        static let message = Column<String?>("message", at: 5)
        static let couponID = Column<UUIDBytes?>("coupon", at: 6)
    }

    static let fields: [Field] = [
        .column("code", Columns.code),
        .column("name", Columns.name),
        .embedded("amount", Columns.amountMinor, Columns.currency),
        .column("problem", Columns.problem, as: .plainText),
        .column("message", Columns.message),
        .one("coupon", Coupon.byID, key: .column(Columns.couponID)),
    ]
}
