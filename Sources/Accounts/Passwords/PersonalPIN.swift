/// The few digits by which one of a branch's people takes over a shared till.
///
/// So short a secret is safe only behind its throttle and on a till that is signed in itself.
public enum PersonalPIN {
    /// Fewest and most digits.
    public static let lengths = 4...8

    /// A PIN to be checked or stored; nil for anything but digits of such a length.
    public static func secret(_ text: String) -> HashableSecret? {
        guard lengths.contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return HashableSecret(text)
    }

    /// Fewest digits for who manages others.
    public static let managersLength = 6

    /// What is wrong with a PIN that someone chose, for that person; nil when nothing is.
    public static func problem(with text: String) -> String? {
        guard secret(text) != nil else {
            return "A PIN has \(lengths.lowerBound) to \(lengths.upperBound) digits."
        }
        let digits = text.utf8.map { Int($0) }
        let steps = Set(zip(digits.dropFirst(), digits).map { ($0 - $1 + 10) % 10 })
        guard steps.count > 1 || !steps.isSubset(of: [0, 1, 9]) else {
            return "This PIN is tried first; choose another."
        }
        return nil
    }
}
