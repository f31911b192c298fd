internal import Domain
internal import Postgres

/// What a mutation changes of a branch's policies: those that are named, and no others.
struct BranchPolicyChanges {
    /// What is set, by key, as JSON.
    private var settings: [BranchPolicies.Key: String] = [:]
    /// What goes back to its default.
    private var resets: [BranchPolicies.Key] = []

    /// Reads and checks the input's `policies`; null for one of them means its default.
    ///
    /// - Throws: INVALID at the policy at fault.
    init<Code>(_ input: MutationInput<Code>) throws(MutationFailure<Code>) {
        let policies = input.object("policies")
        for key in BranchPolicies.Key.allCases where policies.has(key.rawValue) {
            if let setting = try Self.setting(key, policies) {
                settings[key] = setting
            } else {
                resets.append(key)
            }
        }
    }

    /// Whether what guests pay changes.
    var changesPrices: Bool {
        settings[.serviceChargeBasisPoints] != nil || resets.contains(.serviceChargeBasisPoints)
    }

    /// A JSON object that is laid over the stored one, and the keys that are then taken from it.
    var parameters: [ParameterValue] {
        let members = settings.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\"\($0.key.rawValue)\":\($0.value)" }
        return [.json("{\(members.joined(separator: ","))}"), resets.map(\.rawValue).parameter]
    }

    /// - Returns: nil for null.
    private static func setting<Code>(
        _ key: BranchPolicies.Key, _ input: MutationInput<Code>
    ) throws(MutationFailure<Code>) -> String? {
        let name = key.rawValue
        switch key {
        case .autoConfirmSources: return input.words(name).map(list)
        case .enabledPaymentMethods:
            guard let methods = input.words(name) else { return nil }
            guard !methods.isEmpty else {
                throw input.refusal(.invalid, name, "One method at least, or nobody could pay.")
            }
            return list(methods)
        case .completeOnPaid, .waitersCancelConfirmed, .autoApproveSessions:
            return input.bool(name).map { "\($0)" }
        case .serviceChargeBasisPoints:
            return try input.number(name, 0...Int64(BasisPoints.whole)).map { "\($0)" }
        case .recallMinutes: return try input.number(name, 0...1440).map { "\($0)" }
        case .cashierRefundLimitMinor: return try input.number(name, 0...Int64.max).map { "\($0)" }
        case .sessionHours: return try input.number(name, BranchPolicies.sessionHourBounds).map { "\($0)" }
        }
    }

    /// Names of enum values, each once, as JSON.
    private static func list(_ words: [String]) -> String {
        "[\(Set(words).sorted().map { "\"\($0)\"" }.joined(separator: ","))]"
    }
}
