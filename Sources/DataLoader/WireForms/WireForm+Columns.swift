public import GraphQLExecution
internal import Postgres

extension WireForm {
    /// The form in which a column's type appears in a response unless its field says otherwise.
    static func standard(for type: ColumnType) -> WireForm {
        switch type {
        case .text: .text
        case .integer, .bigint: .integer
        case .boolean: .boolean
        case .uuid: .hexadecimalUUID
        case .timestamptz: .moment
        case .date: .day
        case .time: .timeOfDay
        case .textArray: .texts
        case .jsonb: .jsonb
        case .bytea: .refused
        }
    }

    /// A `text[]` as a list of strings, or of enum values.
    public static let texts = WireForm.custom { cell, buffer in
        buffer.append(UInt8(ascii: "["))
        var isFirst = true
        let isComplete = BinaryArray.forEachText(cell) { text in
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            isFirst = false
            buffer.appendString(text)
        }
        guard isComplete else { return false }
        buffer.append(UInt8(ascii: "]"))
        return true
    }

    /// A `jsonb` copied as it is; its binary form is a version byte and the text.
    public static let jsonb = WireForm.custom { cell, buffer in
        guard cell.count > 1, let pointer = cell.pointer, pointer.pointee == 1 else { return false }
        buffer.append(UnsafeBufferPointer(start: pointer + 1, count: cell.count - 1))
        return true
    }

    /// A UUID in its usual form; the API shows TypeIDs instead.
    static let hexadecimalUUID = WireForm.custom { cell, buffer in
        guard let uuid = UUIDBytes(cell: cell) else { return false }
        buffer.appendString(uuid.description)
        return true
    }

    /// For types that never reach a response.
    static let refused = WireForm.custom { _, _ in false }
}
