extension String {
    /// Whether two texts have the same bytes, as GraphQL compares texts.
    ///
    /// `==` takes canonically equivalent texts for one: "é" as one scalar and as two, kelvin's sign and K.
    ///
    /// - Complexity: O(bytes).
    @inlinable
    public func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}

/// A text by its bytes, for tables of texts that clients send.
@frozen
public struct ExactText: Hashable, Sendable {
    /// The text itself.
    public let text: String

    /// The key of a text.
    @inlinable
    public init(_ text: String) { self.text = text }

    /// Whether two texts have the same bytes.
    @inlinable
    public static func == (first: ExactText, second: ExactText) -> Bool {
        first.text.hasSameBytes(as: second.text)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(text.utf8.count)
    }
}
