/// The key by which tables are listed: T2 before T10, as people count, and not as bytes do.
public enum TableSortKey {
    /// Numbers are padded to this many digits.
    private static let digitCount = 10

    /// The key of a label: lower case, every number padded with zeros. Compare keys byte by byte.
    ///
    /// - Complexity: O(length)
    public static func make(_ label: some StringProtocol) -> String {
        var key = ""
        var digits = ""
        func pad() -> String {
            digits.isEmpty
                ? "" : String(repeating: "0", count: max(0, digitCount - digits.utf8.count)) + digits
        }
        for character in label.lowercased() {
            guard !character.isASCII || !character.isNumber else {
                digits.append(character)
                continue
            }
            key += pad()
            digits = ""
            key.append(character)
        }
        return key + pad()
    }
}
