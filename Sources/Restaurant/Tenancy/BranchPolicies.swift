internal import Domain

/// How a branch works, as its `policies` say; what they leave out has its default here.
struct BranchPolicies: Sendable, Equatable {
    /// The names under which they are stored, which are those of the API.
    enum Key: String, CaseIterable {
        case autoConfirmSources, completeOnPaid, waitersCancelConfirmed, autoApproveSessions
        case serviceChargeBasisPoints, enabledPaymentMethods, recallMinutes, sessionHours
        case cashierRefundLimitMinor
    }

    /// How long a session may last: three days are a mistake.
    static let sessionHourBounds: ClosedRange<Int64> = 1...72

    /// Orders from these sources are confirmed when they are made.
    var autoConfirmSources: Set<String> = []
    /// Whether an order is completed as soon as nothing is owed.
    var completeOnPaid = false
    /// Whether waiters may cancel what is confirmed.
    var waitersCancelConfirmed = false
    /// Whether a guest's session at a table needs nobody's approval.
    var autoApproveSessions = false
    /// The charge for service, in hundredths of a percent; 0 is none.
    var serviceChargeBasisPoints: Int64 = 0
    /// The payment methods in use; nil for all.
    var enabledPaymentMethods: Set<String>?
    /// For how long a bumped ticket can be recalled.
    var recallMinutes: Int64 = 15
    /// For how long a session at a table lasts.
    var sessionHours: Int64 = 8
    /// What a cashier may give back of one payment, in minor units: nothing, until the branch says how much
    /// of its currency is little.
    var cashierRefundLimitMinor: Int64 = 0

    /// Columns for ``BranchTerms``, of a row `b` of `branches`.
    static let columns = """
        (SELECT string_agg(s, ' ')
            FROM jsonb_array_elements_text(b.policies -> 'autoConfirmSources') AS s),
          (b.policies ->> 'completeOnPaid')::boolean, (b.policies ->> 'waitersCancelConfirmed')::boolean,
          (b.policies ->> 'autoApproveSessions')::boolean,
          (b.policies ->> 'serviceChargeBasisPoints')::bigint,
          (SELECT string_agg(m, ' ')
            FROM jsonb_array_elements_text(b.policies -> 'enabledPaymentMethods') AS m),
          (b.policies ->> 'recallMinutes')::bigint, (b.policies ->> 'sessionHours')::bigint,
          (b.policies ->> 'cashierRefundLimitMinor')::bigint
        """
}
