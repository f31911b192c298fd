/// How many guesses at a secret are tried, and how long one waits after too many.
public struct GuessRule: Sendable, Equatable {
    /// The time after which counting begins anew.
    public var span: Duration
    /// Guesses within it.
    public var guessesMax: Int
    /// Guesses that nobody waits after.
    public var guessesFree: Int
    /// The longest wait; it doubles up to this from one second on.
    public var delayMax: Duration

    /// A rule.
    public init(span: Duration, guessesMax: Int, guessesFree: Int, delayMax: Duration) {
        self.span = span
        self.guessesMax = guessesMax
        self.guessesFree = guessesFree
        self.delayMax = delayMax
    }

    /// One login, one person's PIN: waits double after a few guesses, so that an owner is never shut out for
    /// long.
    public static let account = GuessRule(
        span: .seconds(3600), guessesMax: 100, guessesFree: 5, delayMax: .seconds(300))
    /// One address, all the people of a branch.
    public static let address = GuessRule(
        span: .seconds(900), guessesMax: 100, guessesFree: 100, delayMax: .seconds(900))
    /// Organizations that one login founds: who opens a second business a day is busy already.
    public static let founding = GuessRule(
        span: .seconds(86_400), guessesMax: 3, guessesFree: 3, delayMax: .seconds(86_400))
    /// PINs that one login sets: a manager may set those of a whole crew.
    public static let settingPINs = GuessRule(
        span: .seconds(3600), guessesMax: 60, guessesFree: 60, delayMax: .seconds(3600))
    /// Messages to one address of a person: more would be a nuisance.
    public static let message = GuessRule(
        span: .seconds(3600), guessesMax: 5, guessesFree: 5, delayMax: .seconds(3600))
}
