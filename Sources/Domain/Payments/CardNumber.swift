/// The number of a payment card, which nothing here may keep: neither on purpose nor because somebody typed
/// it into a field for something else.
public enum CardNumber {
    /// How many digits the numbers of cards have.
    public static let digitCounts = 13...19

    /// Whether a text holds what looks like one: 13 to 19 digits, single spaces and dashes between them
    /// aside, of which the last proves the others.
    ///
    /// One of ten other numbers of that length passes for one: it is refused as well.
    ///
    /// - Complexity: O(n).
    public static func isPresent(in text: String) -> Bool {
        var run = DigitRun()
        for character in text.unicodeScalars {
            if ("0"..."9").contains(character) {
                run.append(UInt8(character.value - 48))
            } else if character == " " || character == "-", run.separate() {
                continue
            } else {
                if run.holdsCard { return true }
                run = DigitRun()
            }
        }
        return run.holdsCard
    }

    /// Whether a text is the number of a card and nothing else.
    public static func isAll(of text: String) -> Bool {
        text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == " " || $0 == "-" }
            && isPresent(in: text)
    }
}

/// Digits with at most one separator between two of them.
private struct DigitRun {
    private var digits: [UInt8] = []
    /// Where groups begin: a card's number begins with one and ends with one.
    private var groups: [Int] = []
    private var isSeparated = true

    mutating func append(_ digit: UInt8) {
        if isSeparated { groups.append(digits.count) }
        isSeparated = false
        digits.append(digit)
    }

    /// Whether a separator may stand here: not at the beginning, and not after another one.
    mutating func separate() -> Bool {
        guard !isSeparated else { return false }
        isSeparated = true
        return true
    }

    var holdsCard: Bool {
        let bounds = groups + [digits.count]
        return groups.indices.contains { place in
            // A number has no more groups than digits.
            bounds[(place + 1)...].prefix(CardNumber.digitCounts.upperBound).contains { end in
                CardNumber.digitCounts.contains(end - groups[place])
                    && Self.isProved(digits[groups[place]..<end])
            }
        }
    }

    /// The check of Luhn: every second digit from the right counts twice, and the sum ends with 0.
    private static func isProved(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit) * (place % 2 == 0 ? 1 : 2)
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0
    }
}
