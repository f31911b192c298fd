public import Domain
public import Postgres

/// The "no" of an account: which rule, about which input field, in words for people.
public struct AccountRefusal: Error, Sendable, Equatable {
    /// Which rule.
    public let code: AccountErrorCode
    /// The input field at fault; nil where naming one would tell too much.
    public let field: String?
    /// What is wrong, for people.
    public let message: String
    /// How many seconds to wait before the next attempt.
    public let retryAfter: Int?

    /// A refusal.
    public init(_ code: AccountErrorCode, at field: String? = nil, _ message: String, retryAfter: Int? = nil)
    {
        self.code = code
        self.field = field
        self.message = message
        self.retryAfter = retryAfter
    }

    /// One answer for a wrong password, an unknown address, a closed login, a wrong PIN.
    public static let credentials = AccountRefusal(
        .invalidCredentials, "The credentials do not fit.")
    /// One answer for a token that is unknown, used, revoked or past its time.
    public static let token = AccountRefusal(.invalidToken, "The token is not valid, or not any more.")
    /// No person is signed in.
    public static let notSignedIn = AccountRefusal(.notSignedIn, "Sign in first.")

    /// Wait.
    public static func throttled(_ seconds: Int) -> AccountRefusal {
        AccountRefusal(
            .tooManyAttempts, "Too many attempts; wait \(seconds) seconds.", retryAfter: seconds)
    }
}

/// Why an account's operation did not happen.
public enum AccountFailure: PostgresFailure {
    /// A rule says no.
    case refused(AccountRefusal)
    /// The database failed.
    case failed(PostgresError)
    /// More hashing is under way than may wait.
    case overloaded
    /// A hash or a token could not be made.
    case unusable

    /// What the database reports.
    public init(_ error: PostgresError) {
        self = .failed(error)
    }
}
