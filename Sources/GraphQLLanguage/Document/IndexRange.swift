/// A run of neighbouring nodes in one of a document's arrays.
///
/// Half the size of `Range<Int>`; iterating it gives the array indices.
@frozen
public struct IndexRange: RandomAccessCollection, Hashable, Sendable {
    /// The index of the first node.
    public let start: Int32
    /// The number of nodes.
    public let length: Int32

    /// A run without nodes.
    @inlinable
    public static var empty: IndexRange { IndexRange(start: 0, length: 0) }

    /// Makes a run of `length` nodes from `start` on.
    @inlinable
    public init(start: Int32, length: Int32) {
        self.start = start
        self.length = length
    }

    /// Makes the run between two array indices.
    @inlinable
    public init(_ lowerBound: Int, _ upperBound: Int) {
        start = Int32(truncatingIfNeeded: lowerBound)
        length = Int32(truncatingIfNeeded: upperBound - lowerBound)
    }

    @inlinable public var startIndex: Int { Int(start) }
    @inlinable public var endIndex: Int { Int(start) + Int(length) }
    @inlinable public subscript(position: Int) -> Int { position }

    /// The run as a range of array indices, to slice an array with.
    @inlinable
    public var range: Range<Int> { startIndex..<endIndex }
}
