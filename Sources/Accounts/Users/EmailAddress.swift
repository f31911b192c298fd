/// An e-mail address as logins are named by it.
///
/// Only its shape is checked: whether it is somebody's shows when a message arrives.
public struct EmailAddress: Sendable, Equatable {
    /// Longest address that the database keeps.
    static let scalarCountMax = 320

    /// The address as typed, without spaces around it. Letter case is kept; comparing ignores it.
    public let text: String

    /// Nil for what can be no address.
    public init?(_ text: String) {
        guard text.utf8.count <= 4 * Self.scalarCountMax else { return nil }
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        let core = String(text[first...last])
        let parts = core.split(separator: "@", omittingEmptySubsequences: false)
        guard core.unicodeScalars.count <= Self.scalarCountMax, parts.count == 2,
            parts.allSatisfy({ !$0.isEmpty }), !core.contains(where: \.isWhitespace),
            core.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { return nil }
        self.text = core
    }
}
