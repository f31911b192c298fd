/// A language tag such as `es`, `en-US` or `zh-Hant-TW`, in the case in which tags are stored.
///
/// - SeeAlso: BCP 47: RFC 5646 §2.1 (syntax), §2.1.1 (case); RFC 4647 §3.4 (lookup)
public struct LanguageTag: Sendable, Hashable {
    /// Longest tag that is read, in bytes: RFC 5646 §4.4.1 asks for 35 at least.
    private static let lengthMax = 35

    private let subtags: [String]

    /// Reads a well-formed tag: a language, then subtags of letters and digits; case doesn't matter.
    ///
    /// - Returns: nil for anything else, also for `en_US` and for empty subtags.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.lengthMax, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, (2...8).contains(language.utf8.count),
            language.utf8.allSatisfy({ $0 >= UInt8(ascii: "a") }),
            parts.allSatisfy({ (1...8).contains($0.utf8.count) }), parts.last?.utf8.count != 1
        else { return nil }
        subtags = [String(language)] + Self.standardCase(parts.dropFirst())
    }

    /// The tag as it is stored: `en-US`, whatever case it came in.
    public var text: String { subtags.joined(separator: "-") }

    /// The tag and what it falls back to, best first: `zh-Hant-TW`, `zh-Hant`, `zh`.
    ///
    /// Each is the beginning of the one before, so in the order of texts the best match is the greatest.
    public var lookup: [String] {
        // A single letter opens an extension and means nothing at the end of a tag.
        subtags.indices.reversed().filter { subtags[$0].utf8.count > 1 }
            .map { subtags[...$0].joined(separator: "-") }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Regions in capitals, scripts capitalized, all else in small letters and all that follows a singleton.
    private static func standardCase(_ subtags: ArraySlice<Substring>) -> [String] {
        var isExtension = false
        return subtags.map { subtag in
            if subtag.utf8.count == 1 { isExtension = true }
            let isWord = subtag.utf8.allSatisfy { $0 >= UInt8(ascii: "a") }
            switch subtag.utf8.count {
            case 2 where isWord && !isExtension: return subtag.uppercased()
            case 4 where isWord && !isExtension: return subtag.prefix(1).uppercased() + subtag.dropFirst()
            default: return String(subtag)
            }
        }
    }
}
