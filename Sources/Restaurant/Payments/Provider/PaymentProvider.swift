public import Domain

/// Whoever moves money for the house: takes it from cards and wallets, and gives it back.
///
/// A provider does each call once, however often it hears of its key.
public protocol PaymentProvider: Sendable {
    /// Asks for an act.
    ///
    /// - Returns: `unknown` unless it is certain what became of it: a time limit, a broken connection and a
    ///   fault on the other side tell nothing.
    func perform(_ call: ProviderCall) async -> ProviderAnswer
    /// Looks what became of an act that may have been asked for.
    func look(_ call: ProviderCall) async -> ProviderAnswer
    /// Lets go of what it holds.
    func close() async
}

/// One act that a provider is asked for.
public struct ProviderCall: Sendable, Equatable {
    /// By which the provider knows the act again: of a payment's first act the payment's ID.
    public let key: String
    /// What is to be done.
    public let act: ProviderAct
    /// The tenant's ID, which the provider names when it tells something of itself.
    public let organization: String
    /// The payment's ID.
    public let payment: String
    /// How the guest pays.
    public let method: String
    /// How much, in minor units, the tip with it.
    public let amountMinor: Int64
    /// In which currency, as ISO 4217 names it.
    public let currency: String

    /// A call.
    public init(
        key: String, act: ProviderAct, organization: String, payment: String, method: String,
        amountMinor: Int64, currency: String
    ) {
        self.key = key
        self.act = act
        self.organization = organization
        self.payment = payment
        self.method = method
        self.amountMinor = amountMinor
        self.currency = currency
    }
}

/// What a provider says of an act.
public enum ProviderAnswer: Sendable, Equatable {
    /// It is done; what the provider calls it.
    case done(reference: String?)
    /// It is certain that it was not done, and will not be.
    case refused
    /// The provider has never heard of it.
    case absent
    /// Nobody knows yet.
    case unknown
}
