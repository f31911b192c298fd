/// The number of an interned name of one document.
///
/// Equal names of a document have equal numbers, so that names are compared as integers.
/// Numbers are dense, start at 0 and mean nothing outside their document.
@frozen
public struct NameID: Hashable, Sendable {
    /// The position of the name in the document's table of names.
    public let rawValue: Int32

    /// Makes the number of the name at a position of the document's table.
    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The position as an array index.
    @inlinable
    public var index: Int { Int(rawValue) }
}
