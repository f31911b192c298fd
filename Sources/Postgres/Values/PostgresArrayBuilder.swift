/// Builds a one-dimensional array parameter in binary form straight from cells.
///
/// Loader keys are cells of an earlier result, so an array of them is a copy, not a conversion. With the
/// expected count and size given the builder allocates once.
///
/// - SeeAlso: PostgreSQL, `array_recv` in `arrayfuncs.c`
public struct PostgresArrayBuilder: ~Copyable {
    /// Number of dimensions, null flag, element type, length, lower bound: five 32-bit words.
    private static let headerLength = 20
    private static let emptyHeaderLength = 12

    private let element: PostgresType
    private var bytes: [UInt8]
    private var hasNull = false
    /// Elements so far.
    public private(set) var count = 0

    /// Starts an empty array.
    ///
    /// - Parameters:
    ///   - elementType: the type of every element.
    ///   - capacity: the number of elements to expect.
    ///   - elementLength: the bytes of a typical element (16 for a UUID).
    public init(_ elementType: PostgresType, capacity: Int = 0, elementLength: Int = 16) {
        element = elementType
        bytes = []
        bytes.reserveCapacity(Self.headerLength + capacity * (elementLength + 4))
        bytes.append(contentsOf: repeatElement(0, count: Self.headerLength))
    }

    /// Appends an element by its binary form; nil is SQL's null.
    ///
    /// - Complexity: O(length)
    public mutating func append(_ pointer: UnsafePointer<UInt8>?, length: Int) {
        count += 1
        guard let pointer else {
            hasNull = true
            return appendWord(UInt32.max)
        }
        appendWord(UInt32(truncatingIfNeeded: length))
        bytes.append(contentsOf: UnsafeBufferPointer(start: pointer, count: length))
    }

    /// Appends a null element.
    public mutating func appendNull() {
        append(nil, length: 0)
    }

    /// Appends a UUID.
    public mutating func append(_ value: UUIDBytes) {
        count += 1
        appendWord(16)
        withUnsafeBytes(of: (value.high.bigEndian, value.low.bigEndian)) { bytes.append(contentsOf: $0) }
    }

    /// Appends a text.
    public mutating func append(_ value: String) {
        count += 1
        appendWord(UInt32(truncatingIfNeeded: value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Appends an integer in its own width.
    public mutating func append(_ value: some FixedWidthInteger) {
        count += 1
        withUnsafeBytes(of: value.bigEndian) { raw in
            appendWord(UInt32(truncatingIfNeeded: raw.count))
            bytes.append(contentsOf: raw)
        }
    }

    /// The array as a parameter.
    public consuming func finish() -> ParameterValue {
        // PostgreSQL's empty array has no dimensions at all.
        setWord(count == 0 ? 0 : 1, at: 0)
        setWord(hasNull ? 1 : 0, at: 4)
        setWord(element.rawValue, at: 8)
        guard count > 0 else { return .array(Array(bytes.prefix(Self.emptyHeaderLength))) }
        setWord(UInt32(truncatingIfNeeded: count), at: 12)
        setWord(1, at: 16)
        return .array(bytes)
    }

    private mutating func appendWord(_ word: UInt32) {
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func setWord(_ word: UInt32, at offset: Int) {
        bytes.withUnsafeMutableBytes {
            $0.storeBytes(of: word.bigEndian, toByteOffset: offset, as: UInt32.self)
        }
    }
}
