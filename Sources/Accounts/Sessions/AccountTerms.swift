/// How long sessions last and how often one may guess.
public struct AccountTerms: Sendable, Equatable {
    /// How long a refresh token holds; each rotation begins it anew.
    public var refreshLifetime = Duration.seconds(7 * 86_400)
    /// How long a family of refresh tokens lasts at most.
    public var familyLifetime = Duration.seconds(30 * 86_400)
    /// How long after its rotation an honest client may ask with the old token again.
    public var reuseGrace = Duration.seconds(10)
    /// How long a reset token holds.
    public var resetLifetime = Duration.seconds(30 * 60)
    /// Guesses at one login, or at one person's PIN.
    public var account = GuessRule.account
    /// Guesses from one address, or within one branch.
    public var address = GuessRule.address
    /// Messages to one e-mail address.
    public var message = GuessRule.message

    /// The usual terms.
    public init() {}
}

/// Where a request of an account comes from.
public struct AccountClient: Sendable {
    /// The address as the transport saw it; nil if nobody knows.
    public let address: String?
    /// The id that logs, errors and the audit log share; nil outside of a request.
    public let requestID: String?
    /// When the request must be over.
    public let deadline: ContinuousClock.Instant?

    /// A client.
    public init(address: String?, requestID: String? = nil, deadline: ContinuousClock.Instant? = nil) {
        self.address = address
        self.requestID = requestID
        self.deadline = deadline
    }
}
