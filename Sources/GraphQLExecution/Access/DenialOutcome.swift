public import GraphQLSchema

/// What becomes of a field that is not granted.
public enum DenialOutcome: Sendable, Hashable {
    /// It does not exist. If it is granted on some rows, it is null on the others, or an error where it can't
    /// be null.
    case hide
    /// Null, and an error with code `FORBIDDEN` at its path.
    case error
    /// Null.
    case null
    /// Masked.
    case mask(Mask)
}

/// A way to show part of a value.
///
/// What can't be masked, such as a list or a text that is no date, becomes null and an error.
public enum Mask: Sendable, Hashable {
    /// A text of which the last four characters stay, or fewer so that at least half is hidden.
    case last4
    /// An e-mail address of which the first letter and the domain stay.
    case initialAndDomain
    /// A date, or date and time, of which the year stays: its first day and moment.
    case year
    /// A number rounded down to a multiple of a positive size.
    case bucket(Int64)
    /// The same value for everyone, null included; a leaf's value as JSON would write it.
    case constant(InputValue)
}
