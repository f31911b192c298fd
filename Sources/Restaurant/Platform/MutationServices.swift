public import Accounts
public import Domain
public import Logging
public import Postgres

/// What the server lends to mutations besides the caller's transaction.
public struct MutationServices: Sendable {
    /// What each plan allows an organization.
    public let plans: Plans
    /// What a key of an integrator may be allowed now: the file that says so may change.
    public let scopes: @Sendable () -> Set<String>
    /// Hashes passwords and PINs.
    public let hasher: PasswordHasher
    /// Which passwords may be chosen.
    public let rules: PasswordRules
    /// Takes messages to people.
    public let outbox: MessageOutbox
    /// What pictures may be, and the store for them.
    public let images: ImageTerms
    /// Hears of what should not be.
    public let logger: Logger
    /// Signs the tokens of guests at tables; nil when none can be signed.
    public let guestTokens: @Sendable (GuestSeat) async -> String?
    /// For how long after its cart was touched a party is still choosing, though its session's time is over.
    public var cartIdle = Duration.seconds(1_800)
    /// How long a kitchen's displays may take to acknowledge what they were told; then an alert is raised.
    public var displayPatience = Duration.seconds(60)
    /// What a payment provider takes; everything else is recorded at once, by hand.
    public var providedMethods: Set<PaymentMethod> = []
    /// Hears of an organization in whose transaction a provider is asked for something, before the commit.
    public var onAsk: @Sendable (UUIDBytes) -> Void = { _ in }
    /// The largest amounts that somebody types in.
    public var amounts = AmountLimits()

    /// The services of a server.
    public init(
        plans: Plans, scopes: @escaping @Sendable () -> Set<String>, hasher: PasswordHasher,
        rules: PasswordRules, outbox: MessageOutbox, images: ImageTerms, logger: Logger,
        guestTokens: @escaping @Sendable (GuestSeat) async -> String? = { _ in nil }
    ) {
        self.plans = plans
        self.scopes = scopes
        self.hasher = hasher
        self.rules = rules
        self.outbox = outbox
        self.images = images
        self.logger = logger
        self.guestTokens = guestTokens
    }
}
