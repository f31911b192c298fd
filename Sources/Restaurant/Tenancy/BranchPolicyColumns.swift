internal import DataLoader
internal import Domain

/// The policies of a branch as columns of its row `t`, behind those of ``Branch``.
enum BranchPolicyColumns {
    private static let standard = BranchPolicies()

    static let autoConfirmSources = words(.autoConfirmSources, at: 21, otherwise: [])
    static let completeOnPaid = flag(.completeOnPaid, at: 22, otherwise: standard.completeOnPaid)
    static let waitersCancelConfirmed = flag(
        .waitersCancelConfirmed, at: 23, otherwise: standard.waitersCancelConfirmed)
    static let autoApproveSessions = flag(
        .autoApproveSessions, at: 24, otherwise: standard.autoApproveSessions)
    static let serviceChargeBasisPoints = number(
        .serviceChargeBasisPoints, at: 25, otherwise: standard.serviceChargeBasisPoints)
    static let enabledPaymentMethods = words(
        .enabledPaymentMethods, at: 26, otherwise: PaymentMethod.allCases.map(\.rawValue))
    static let recallMinutes = number(.recallMinutes, at: 27, otherwise: standard.recallMinutes)
    static let sessionHours = number(.sessionHours, at: 28, otherwise: standard.sessionHours)
    static let cashierRefundLimitMinor = Column<Int64>(
        "policy_cashierRefundLimitMinor", at: 29,
        """
        coalesce((t.policies ->> 'cashierRefundLimitMinor')::bigint, \
        \(column: "\(standard.cashierRefundLimitMinor)"))
        """)
    static let all = columnList(
        autoConfirmSources, completeOnPaid, waitersCancelConfirmed, autoApproveSessions,
        serviceChargeBasisPoints, enabledPaymentMethods, recallMinutes, sessionHours,
        cashierRefundLimitMinor)

    private static func flag(
        _ key: BranchPolicies.Key, at position: Int, otherwise standard: Bool
    ) -> Column<Bool> {
        Column(
            "policy_\(key.rawValue)", at: position,
            """
            coalesce((t.policies ->> '\(column: key.rawValue)')::boolean, \(column: "\(standard)"))
            """)
    }

    private static func number(
        _ key: BranchPolicies.Key, at position: Int, otherwise standard: Int64
    ) -> Column<Int32> {
        Column(
            "policy_\(key.rawValue)", at: position,
            """
            coalesce((t.policies ->> '\(column: key.rawValue)')::integer, \(column: "\(standard)"))
            """)
    }

    private static func words(
        _ key: BranchPolicies.Key, at position: Int, otherwise standard: [String]
    ) -> Column<TextList> {
        let list = standard.map { "\"\($0)\"" }.joined(separator: ", ")
        return Column(
            "policy_\(key.rawValue)", at: position,
            """
            ARRAY(SELECT jsonb_array_elements_text(coalesce(\
            t.policies -> '\(column: key.rawValue)', '[\(column: list)]'::jsonb)))
            """)
    }
}
