/// Typed access for tests, tools and start-up checks.
///
/// The engine does not use these: it copies cells. Each is nil for null, for bytes that are not of the
/// type, and where there is no such row.
extension PostgresResult {
    /// An integer of 16, 32 or 64 bits, or its text form.
    public func int(_ row: Int, _ column: Int) -> Int64? {
        let value = cell(row, column)
        guard !value.isNull else { return nil }
        guard isBinary(column) else { return Int64(String(decoding: value.bytes, as: UTF8.self)) }
        switch value.length {
        case 2: return Int64(Int16(bigEndian: value.bytes.loadUnaligned(as: Int16.self)))
        case 4: return Int64(Int32(bigEndian: value.bytes.loadUnaligned(as: Int32.self)))
        case 8: return Int64(bigEndian: value.bytes.loadUnaligned(as: Int64.self))
        default: return nil
        }
    }

    /// Text, JSON and names; in text format any type.
    public func string(_ row: Int, _ column: Int) -> String? {
        let value = cell(row, column)
        return value.isNull ? nil : String(decoding: value.bytes, as: UTF8.self)
    }

    /// A boolean.
    public func bool(_ row: Int, _ column: Int) -> Bool? {
        let value = cell(row, column)
        guard value.length == 1 else { return nil }
        return value.bytes[0] == 1 || value.bytes[0] == UInt8(ascii: "t")
    }

    /// A UUID.
    public func uuid(_ row: Int, _ column: Int) -> UUIDBytes? {
        let value = cell(row, column)
        guard !value.isNull else { return nil }
        guard isBinary(column) else { return UUIDBytes(text: String(decoding: value.bytes, as: UTF8.self)) }
        return UUIDBytes(value.bytes)
    }

    /// A double precision number.
    public func double(_ row: Int, _ column: Int) -> Double? {
        let value = cell(row, column)
        guard !value.isNull else { return nil }
        guard isBinary(column) else { return Double(String(decoding: value.bytes, as: UTF8.self)) }
        guard value.length == 8 else { return nil }
        return Double(bitPattern: UInt64(bigEndian: value.bytes.loadUnaligned(as: UInt64.self)))
    }

    /// A timestamp in binary form: microseconds since 2000-01-01 00:00 UTC.
    public func timestamp(_ row: Int, _ column: Int) -> Int64? {
        let value = cell(row, column)
        guard isBinary(column), value.length == 8 else { return nil }
        return Int64(bigEndian: value.bytes.loadUnaligned(as: Int64.self))
    }

    /// The bytes as they came.
    public func bytes(_ row: Int, _ column: Int) -> [UInt8]? {
        let value = cell(row, column)
        return value.isNull ? nil : [UInt8](value.bytes)
    }
}
