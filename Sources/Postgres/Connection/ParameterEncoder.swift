/// Lays out the parameters of a statement as libpq wants them, in memory that is reused from call to call.
struct ParameterEncoder {
    private var bytes: [UInt8] = []
    private var offsets: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    private static let nullOffset = -1

    /// The pointers that libpq reads; valid during the call only.
    struct Encoded {
        let count: Int32
        let values: UnsafePointer<UnsafePointer<CChar>?>?
        let lengths: UnsafePointer<Int32>?
        let formats: UnsafePointer<Int32>?
    }

    /// Encodes `parameters` and hands the arrays to `body`.
    ///
    /// - Complexity: O(bytes); one copy, since libpq wants pointers that stay put.
    mutating func withEncoded(_ parameters: [ParameterValue], _ body: (Encoded) -> Int32) -> Int32 {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for parameter in parameters { append(parameter) }
        // An empty array has no base address, and an empty text must not look like null.
        bytes.append(0)
        return bytes.withUnsafeBufferPointer { bytes in
            let base = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            let pointers = offsets.map { offset in offset == Self.nullOffset ? nil : base.map { $0 + offset }
            }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(
                            Encoded(
                                count: Int32(truncatingIfNeeded: parameters.count),
                                values: pointers.baseAddress, lengths: lengths.baseAddress,
                                formats: formats.baseAddress))
                    }
                }
            }
        }
    }

    private mutating func append(_ parameter: ParameterValue) {
        let start = bytes.count
        var isNull = false
        var format: Int32 = 1
        switch parameter {
        case .null: isNull = true
        case .bool(let value): bytes.append(value ? 1 : 0)
        case .int16(let value): append(integer: value)
        case .int32(let value): append(integer: value)
        case .int64(let value), .timestamp(let value): append(integer: value)
        case .float64(let value): append(integer: value.bitPattern)
        case .text(let value): bytes.append(contentsOf: value.utf8)
        case .bytes(let value), .array(let value): bytes.append(contentsOf: value)
        case .uuid(let value):
            append(integer: value.high)
            append(integer: value.low)
        case .json(let value):
            format = 0
            bytes.append(contentsOf: value.utf8)
            bytes.append(0)
        }
        offsets.append(isNull ? Self.nullOffset : start)
        lengths.append(Int32(clamping: bytes.count - start))
        formats.append(format)
    }

    private mutating func append(integer: some FixedWidthInteger) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
