/// One value of a row: a pointer into memory that the row set's owner keeps alive, and its length in bytes.
///
/// A null value has no pointer. The bytes mean what the column's `WireForm` says.
@frozen
public struct Cell {
    /// The first byte, or nil for a null.
    public let pointer: UnsafePointer<UInt8>?
    /// Number of bytes; 0 for a null and for an empty text.
    public let count: Int

    /// A cell over bytes that someone else owns.
    @inlinable
    public init(pointer: UnsafePointer<UInt8>?, count: Int) {
        self.pointer = pointer
        self.count = count
    }

    /// The null value.
    @inlinable
    public static var null: Cell { Cell(pointer: nil, count: 0) }

    /// Whether the value is null.
    @inlinable
    public var isNull: Bool { pointer == nil }

    /// Whether this is the boolean true: one byte that is not 0.
    var isTrue: Bool {
        guard let pointer, count == 1 else { return false }
        return pointer[0] != 0
    }

    /// The bytes; empty for a null.
    @inlinable
    public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: pointer, count: count) }
}
