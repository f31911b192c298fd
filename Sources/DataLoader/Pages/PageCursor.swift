internal import GraphQLExecution

/// An opaque cursor: where a page ended, as the values of its order's columns, signed.
///
/// It holds nothing but sort values of a row that the caller saw, and even a made-up one would only move
/// within the rows that the caller may see. Another order's cursor, altered and broken ones are refused.
enum PageCursor {
    /// Changes when the form of cursors does.
    private static let version: UInt8 = 2
    /// Longest cursor that is looked at, in characters; longer ones are no cursors.
    private static let lengthMax = 2048

    /// Writes a row's cursor; the row's declared columns must be the order's.
    static func encode(_ row: Row, _ order: PageOrder) -> String {
        var bytes: [UInt8] = [version, order.fingerprint]
        for position in order.columns.indices {
            let cell = row[position]
            // Sort values are bounded by the tables' checks, far below the two bytes of this length.
            withUnsafeBytes(of: UInt16(truncatingIfNeeded: cell.count).bigEndian) {
                bytes.append(contentsOf: $0)
            }
            bytes.append(contentsOf: cell.bytes)
        }
        return sealed(bytes)
    }

    /// The text of a cursor's bytes, signed.
    static func sealed(_ bytes: [UInt8]) -> String {
        Base64URL.encode(bytes + CursorKey.signature(of: bytes))
    }

    /// Reads a cursor of the order; nil for anything else.
    static func decode(_ text: String, _ order: PageOrder) -> [[UInt8]]? {
        guard text.utf8.count <= lengthMax, let sealed = Base64URL.decode(text.utf8),
            sealed.count >= 2 + CursorKey.signatureCount
        else { return nil }
        let bytes = sealed.dropLast(CursorKey.signatureCount)
        guard bytes[0] == version, bytes[1] == order.fingerprint,
            CursorKey.isSigned(bytes, by: sealed.suffix(CursorKey.signatureCount))
        else { return nil }
        var rest = bytes[2...]
        var values: [[UInt8]] = []
        for column in order.columns {
            guard rest.count >= 2 else { return nil }
            let length = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
            guard rest.count >= length else { return nil }
            let value = Array(rest.prefix(length))
            guard column.type.accepts(value) else { return nil }
            rest = rest.dropFirst(length)
            values.append(value)
        }
        return rest.isEmpty ? values : nil
    }
}

extension PageOrder {
    /// Values before all others: where a first page starts.
    ///
    /// Strictly greater than these is everything, as long as texts in an order are not empty (their tables
    /// check it); thus one statement serves first and later pages, and its keyset condition can always use
    /// the index. The same holds of values behind all others, backwards.
    var start: [[UInt8]] {
        columns.map { isDescending ? $0.type.last ?? [] : $0.type.first }
    }
}

extension ColumnType {
    /// A value before all others, in binary form.
    fileprivate var first: [UInt8] {
        switch self {
        case .uuid: [UInt8](repeating: 0, count: 16)
        case .integer, .date: [0x80, 0, 0, 0]
        case .bigint, .timestamptz, .time: [0x80, 0, 0, 0, 0, 0, 0, 0]
        case .boolean: [0]
        case .text, .textArray, .jsonb, .bytea: []
        }
    }

    /// A value behind all others, infinity for moments and days; nil for types that have none.
    var last: [UInt8]? {
        switch self {
        case .uuid: [UInt8](repeating: 0xFF, count: 16)
        case .integer, .date: [0x7F, 0xFF, 0xFF, 0xFF]
        case .bigint, .timestamptz: [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        case .time, .boolean, .text, .textArray, .jsonb, .bytea: nil
        }
    }

    /// Whether bytes can be a value of the type, so that no made-up cursor makes a statement fail.
    fileprivate func accepts(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .uuid: bytes.count == 16
        case .integer, .date: bytes.count == 4
        case .bigint, .timestamptz, .time: bytes.count == 8
        case .boolean: bytes.count == 1
        case .text: !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
        case .textArray, .jsonb, .bytea: false
        }
    }
}
