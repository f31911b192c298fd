/// Which passwords people may choose: length, and nothing that is guessed first. No composition rules.
///
/// - SeeAlso: NIST SP 800-63B §3.1.1.2
public struct PasswordRules: Sendable {
    /// Fewest characters (Unicode scalars).
    public static let scalarCountMin = 12
    /// A word of the account is looked for from this length on; shorter ones are in too many sentences.
    private static let ownWordLengthMin = 4

    private let blocked: BlockedPasswords

    /// Rules over a list of blocked passwords.
    public init(blocked: BlockedPasswords) {
        self.blocked = blocked
    }

    /// What is wrong with a password, for the person who chose it; nil when nothing is.
    ///
    /// - Parameter ownWords: what a guesser would try for this account: address, names. Split into words
    ///   here.
    public func problem(with password: HashableSecret, ownWords: [String]) -> String? {
        guard password.scalarCount >= Self.scalarCountMin else {
            return "A password has at least \(Self.scalarCountMin) characters; a sentence is a good one."
        }
        let text = password.text.lowercased()
        guard !blocked.covers(text), !Self.isSequence(text) else {
            return "Many people have this password, so it is tried first; choose another."
        }
        var words: [Substring] = ["comanda"]
        for text in ownWords { words += text.lowercased().split { !$0.isLetter && !$0.isNumber } }
        for word in words where word.count >= Self.ownWordLengthMin && text.contains(word) {
            return "The password holds a word of the account itself; choose another."
        }
        return nil
    }

    /// `123456789012`, `abcdefghijkl`, `zyxw…`: every character one on from the last.
    private static func isSequence(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(values.dropFirst(), values).map { $0 - $1 }
        // From 9 to 0 the keyboard goes on.
        return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 || $0 == 9 }
    }
}
