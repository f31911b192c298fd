import DataLoader
import Domain
import Logging
import Postgres
import Restaurant
import ServiceLifecycle
import Transport

/// The payment provider of the settings, if there is one, and what goes between it and the books.
struct ProviderSetting: Sendable {
    /// Shorter secrets can be guessed.
    private static let secretByteCountMin = 32

    let provider: HTTPPaymentProvider
    let methods: Set<PaymentMethod>
    private let hookSecret: String
    /// Organizations in which something was asked for.
    let asked = AskedOrganizations()

    /// Nil where the settings name none.
    ///
    /// - Throws: `StartFailure` for settings that cannot work, and for secrets that the environment lacks.
    init?(_ settings: Settings.Payments, environment: [String: String]) throws {
        guard !settings.provider.isEmpty else { return nil }
        let words = settings.providerMethods.split(separator: " ").map(String.init)
        methods = Set(words.compactMap(PaymentMethod.init(rawValue:))).subtracting([.cash])
        guard methods.count == words.count, !methods.isEmpty else {
            throw StartFailure("payments.providerMethods: names of methods but CASH, such as CARD UPI")
        }
        provider = try HTTPPaymentProvider(
            address: settings.provider, timeout: settings.providerTimeout,
            secret: try Self.secret("PAYMENT_PROVIDER_SECRET", environment))
        hookSecret = try Self.secret("PAYMENT_HOOK_SECRET", environment)
    }

    private static func secret(_ name: String, _ environment: [String: String]) throws -> String {
        guard let value = environment[name], value.utf8.count >= secretByteCountMin else {
            let least = "\(secretByteCountMin) bytes at least"
            throw StartFailure("environment: \(name), which payments.provider needs, has \(least)")
        }
        return value
    }

    /// What goes between the provider and the books while the server runs.
    struct Carrier {
        /// Hears the provider.
        let hook: HookHandler
        let services: [ServiceGroupConfiguration.ServiceConfiguration]
    }

    /// What runs beside the API.
    func carrier(
        _ sessions: TenantSessions, _ services: MutationServices, _ pools: DatabasePools,
        _ settings: Settings, _ logger: Logger
    ) -> Carrier {
        let work = ProviderWork(
            provider, sessions: sessions, services: services,
            limits: ProviderWork.Limits(
                patience: settings.payments.providerPatience, failureMax: settings.payments.providerFailures,
                rest: settings.payments.providerRest))
        let hook = ProviderHook(secret: hookSecret, work: work, asked: asked.grown, logger: logger)
        let service = ProviderService(
            work, provider, pool: pools.write, asked: asked.grown, interval: settings.postgres.sweep,
            logger: logger)
        return Carrier(
            hook: { await hook.hear($0) },
            services: [ServiceGroupConfiguration.ServiceConfiguration(service: service)])
    }
}
