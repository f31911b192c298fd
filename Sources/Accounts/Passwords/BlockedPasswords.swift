/// Passwords that are tried first because many people have them.
public struct BlockedPasswords: Sendable {
    /// Fewer would not be worth the name.
    public static let countMin = 10_000

    private let words: Set<String>

    /// Reads a list: one a line, in lower case; lines that begin with `#` are remarks.
    ///
    /// - Complexity: O(length)
    public init(list: String) {
        var words: Set<String> = []
        for line in list.split(whereSeparator: \.isNewline) where !line.hasPrefix("# ") {
            words.insert(String(line))
        }
        self.words = words
    }

    /// How many there are.
    public var count: Int { words.count }

    /// Whether a password, in lower case, is one of them or one of them dressed up: with figures and signs
    /// around it that are no longer than it is, or said several times.
    func covers(_ password: String) -> Bool {
        if words.contains(password) { return true }
        let core = Self.core(of: password)
        if core.count * 2 >= password.count, words.contains(core) || words.contains(Self.plain(core)) {
            return true
        }
        return Self.unit(of: password).map { words.contains($0) || $0.count <= 4 } ?? false
    }

    /// From the first letter to the last.
    private static func core(of text: String) -> String {
        guard let first = text.firstIndex(where: \.isLetter), let last = text.lastIndex(where: \.isLetter)
        else { return "" }
        return String(text[first...last])
    }

    /// Signs that stand for letters are read as these.
    private static func plain(_ text: String) -> String {
        let letters: [Character: Character] = [
            "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
        ]
        return String(text.map { letters[$0] ?? $0 })
    }

    /// What a text repeats, if it is nothing but that.
    private static func unit(of text: String) -> String? {
        let characters = Array(text)
        guard characters.count >= 2 else { return nil }
        for length in 1...(characters.count / 2) where characters.count % length == 0 {
            let isRepeated = characters.indices.allSatisfy { characters[$0] == characters[$0 % length] }
            if isRepeated { return String(characters[..<length]) }
        }
        return nil
    }
}
