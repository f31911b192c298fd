/// Rules of accounts that refuse a mutation; the raw values are the schema's `AccountErrorCode`, which a test
/// checks.
public enum AccountErrorCode: String, RejectionCode {
    /// The value is outside of what the field allows.
    case invalid = "INVALID"
    /// E-mail address and password, or person and PIN, do not fit. Nobody is told which of the two is wrong.
    case invalidCredentials = "INVALID_CREDENTIALS"
    /// Too many guesses; `retryAfter` says how long to wait.
    case tooManyAttempts = "TOO_MANY_ATTEMPTS"
    /// The token is unknown, used, revoked or past its time.
    case invalidToken = "INVALID_TOKEN"
    /// The new password is short or one of those that are tried first.
    case weakPassword = "WEAK_PASSWORD"
    /// The ID names nothing that this login reaches.
    case notFound = "NOT_FOUND"
    /// The request carries no access token of a person.
    case notSignedIn = "NOT_SIGNED_IN"
}
