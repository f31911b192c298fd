/// A name in URLs: words of `a-z` and `0-9` joined by single hyphens.
public enum Slug {
    /// The number of characters that a slug may have.
    public static let lengths = 2...63

    /// Whether a text is one.
    public static func isLegal(_ text: String) -> Bool {
        lengths.contains(text.utf8.count)
            && text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0.allSatisfy(isWordByte)
            }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
