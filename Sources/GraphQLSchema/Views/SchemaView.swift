/// The fields of a schema that one caller may see.
///
/// A field outside the view behaves as if it did not exist.
@frozen
public struct SchemaView: Hashable, Sendable {
    /// One bit a field; nil when every field is visible.
    @usableFromInline
    internal let words: [UInt64]?

    /// The view in which every field is visible.
    public static let all = SchemaView(words: nil)

    @usableFromInline
    init(words: [UInt64]?) {
        self.words = words
    }

    /// Makes the view of the given fields; the fields of introspection are always among them.
    public init(_ fields: some Sequence<FieldID>) {
        var words: [UInt64] = [(1 << UInt64(FieldID.introspectionCount)) - 1]
        for field in fields {
            let word = field.index >> 6
            while words.count <= word { words.append(0) }
            words[word] |= 1 << UInt64(field.index & 63)
        }
        self.words = words
    }

    /// Whether a field is in the view.
    @inlinable
    public func isVisible(_ field: FieldID) -> Bool {
        guard let words else { return true }
        let word = field.index &>> 6
        return word < words.count && words[word] &>> UInt64(field.index & 63) & 1 != 0
    }
}
