internal import Foundation

/// A password or a PIN on its way to the hasher. It prints as nothing.
public struct HashableSecret: Sendable, CustomStringConvertible, CustomReflectable {
    /// Longest password in characters (Unicode scalars): enough for any sentence.
    public static let scalarCountMax = 128
    /// Longest password in bytes: what is longer is refused before it costs anything.
    public static let byteCountMax = 512

    /// The text in normal form C, so that one password typed on two keyboards is one.
    let text: String

    var bytes: [UInt8] { Array(text.utf8) }
    /// The length that rules speak of.
    var scalarCount: Int { text.unicodeScalars.count }

    /// Takes a text as it was typed, whole; nil if it is empty or longer than the limits.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.byteCountMax else { return nil }
        self.text = text.precomposedStringWithCanonicalMapping
        guard self.text.unicodeScalars.count <= Self.scalarCountMax,
            self.text.utf8.count <= Self.byteCountMax
        else { return nil }
    }

    /// No part of the secret.
    public var description: String { "(secret)" }
    /// No part of the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
