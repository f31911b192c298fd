import Domain
import GraphQLSchema
import TestSupport
import Testing

/// Enums of the domain and of the schema are the same lists in the same order.
struct ErrorCodeTests {
    // Without its type the compiler takes minutes over the list.
    @Test(
        arguments: [
            ("MenuErrorCode", MenuErrorCode.allCases.map(\.rawValue)),
            ("AccountErrorCode", AccountErrorCode.allCases.map(\.rawValue)),
            ("TenancyErrorCode", TenancyErrorCode.allCases.map(\.rawValue)),
            ("FloorErrorCode", FloorErrorCode.allCases.map(\.rawValue)),
            ("CustomerErrorCode", CustomerErrorCode.allCases.map(\.rawValue)),
            ("ReservationStatus", ReservationLifecycle.State.allCases.map(\.rawValue)),
            ("TableSessionStatus", TableSessionLifecycle.State.allCases.map(\.rawValue)),
            ("TableStatus", TableLifecycle.State.allCases.map(\.rawValue)),
            ("CartErrorCode", CartErrorCode.allCases.map(\.rawValue)),
            ("CouponErrorCode", CouponErrorCode.allCases.map(\.rawValue)),
            ("CouponKind", CouponKind.allCases.map(\.rawValue)),
            ("CouponProblem", CouponProblem.allCases.map(\.rawValue)),
            ("RewardProblem", RewardProblem.allCases.map(\.rawValue)),
            ("CouponRedemptionStatus", CouponRedemptionLifecycle.State.allCases.map(\.rawValue)),
            ("LoyaltyErrorCode", LoyaltyErrorCode.allCases.map(\.rawValue)),
            ("OrderErrorCode", OrderErrorCode.allCases.map(\.rawValue)),
            ("OrderType", OrderType.allCases.map(\.rawValue)),
            ("OrderSource", OrderSource.allCases.map(\.rawValue)),
            ("OrderStatus", OrderLifecycle.State.allCases.map(\.rawValue)),
            ("OrderLineStatus", OrderLineLifecycle.State.allCases.map(\.rawValue)),
            ("CourseStatus", CourseLifecycle.State.allCases.map(\.rawValue)),
            ("PaymentErrorCode", PaymentErrorCode.allCases.map(\.rawValue)),
            ("PaymentState", PaymentLifecycle.State.allCases.map(\.rawValue)),
            ("PaymentMethod", PaymentMethod.allCases.map(\.rawValue)),
            ("CashSessionStatus", CashSessionLifecycle.State.allCases.map(\.rawValue)),
            ("CashMovementKind", CashMovementKind.allCases.map(\.rawValue)),
            ("LedgerAccount", LedgerAccount.allCases.map(\.rawValue)),
            ("LedgerTransferKind", LedgerTransfer.Kind.allCases.map(\.rawValue)),
            ("ReceiptKind", SaleReceipt.Standing.allCases.map(\.rawValue)),
            ("PaymentStatus", PaymentStatus.allCases.map(\.rawValue)),
            ("Plan", Plan.allCases.map(\.rawValue)),
            ("MemberRole", MemberRole.allCases.map(\.rawValue)),
            ("BranchPreset", BranchPreset.allCases.map(\.rawValue)),
        ] as [(String, [String])])
    func `an enum of the schema has the values of its counterpart`(
        _ name: String, _ values: [String]
    ) throws {
        let schema = try Schema(sdl: Repository.text("schema.graphql"))

        let type = try #require(schema.type(named: name))

        #expect(schema[type].enumValues.map(\.name) == values)
    }
}
