internal import GraphQLExecution

/// Reads PostgreSQL's binary arrays.
///
/// - SeeAlso: PostgreSQL, `array_send` in `arrayfuncs.c`
enum BinaryArray {
    /// Dimensions, null flag, element type; then length and lower bound of the one dimension.
    private static let headerLength = 12
    private static let dimensionLength = 8

    /// Calls `body` with each element's bytes.
    ///
    /// - Returns: false when the bytes are no array of one dimension at most, or hold a null.
    static func forEachText(_ cell: Cell, _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
        let bytes = cell.bytes
        guard let dimensions = word(bytes, 0) else { return false }
        guard dimensions != 0 else { return true }
        guard dimensions == 1, let length = word(bytes, headerLength), length >= 0 else { return false }
        var offset = headerLength + dimensionLength
        for _ in 0..<length {
            guard let count = word(bytes, offset), count >= 0, offset + 4 + Int(count) <= bytes.count else {
                return false
            }
            offset += 4
            body(UnsafeBufferPointer(rebasing: bytes[offset..<offset + Int(count)]))
            offset += Int(count)
        }
        return true
    }

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int32? {
        guard offset + 4 <= bytes.count, let base = bytes.baseAddress else { return nil }
        return Int32(bigEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: Int32.self))
    }
}
