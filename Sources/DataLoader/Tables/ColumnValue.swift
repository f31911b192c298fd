public import GraphQLExecution
public import Postgres

/// A Swift type that stands for a column's values; an optional one stands for a nullable column.
public protocol ColumnValue: Sendable {
    /// The type in PostgreSQL.
    static var columnType: ColumnType { get }
    /// Whether the column may be null.
    static var isNullable: Bool { get }

    /// Reads a value in binary form; nil when the bytes are no such value.
    init?(cell: Cell)
}

extension ColumnValue {
    /// Only optional types are nullable.
    public static var isNullable: Bool { false }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    /// The type of the value when there is one.
    public static var columnType: ColumnType { Wrapped.columnType }
    /// Always.
    public static var isNullable: Bool { true }

    /// Null becomes nil.
    public init?(cell: Cell) {
        if cell.isNull {
            self = Wrapped?.none
            return
        }
        guard let value = Wrapped(cell: cell) else { return nil }
        self = Wrapped?.some(value)
    }
}

extension UUIDBytes: ColumnValue {
    /// `uuid`
    public static var columnType: ColumnType { .uuid }

    /// Sixteen bytes.
    public init?(cell: Cell) {
        self.init(UnsafeRawBufferPointer(cell.bytes))
    }
}

extension String: ColumnValue {
    /// `text`
    public static var columnType: ColumnType { .text }

    /// UTF-8, as the server guarantees it.
    public init?(cell: Cell) {
        guard !cell.isNull else { return nil }
        self = String(decoding: cell.bytes, as: UTF8.self)
    }
}

extension Int32: ColumnValue {
    /// `integer`
    public static var columnType: ColumnType { .integer }

    /// Four bytes, big-endian.
    public init?(cell: Cell) {
        guard let value: Int32 = cell.integer() else { return nil }
        self = value
    }
}

extension Int64: ColumnValue {
    /// `bigint`
    public static var columnType: ColumnType { .bigint }

    /// Eight bytes, big-endian.
    public init?(cell: Cell) {
        guard let value: Int64 = cell.integer() else { return nil }
        self = value
    }
}

extension Bool: ColumnValue {
    /// `boolean`
    public static var columnType: ColumnType { .boolean }

    /// One byte.
    public init?(cell: Cell) {
        guard cell.count == 1, let pointer = cell.pointer else { return nil }
        self = pointer.pointee != 0
    }
}

/// A moment, in microseconds since 2000-01-01 00:00 UTC.
public struct Instant: ColumnValue, Hashable {
    /// `timestamptz`
    public static var columnType: ColumnType { .timestamptz }
    /// Microseconds since 2000-01-01 00:00 UTC.
    public let microseconds: Int64

    /// Eight bytes, big-endian.
    public init?(cell: Cell) {
        guard let value: Int64 = cell.integer() else { return nil }
        microseconds = value
    }
}

/// A day, as days since 2000-01-01.
public struct CalendarDay: ColumnValue, Hashable {
    /// `date`
    public static var columnType: ColumnType { .date }
    /// Days since 2000-01-01.
    public let days: Int32

    /// Four bytes, big-endian.
    public init?(cell: Cell) {
        guard let value: Int32 = cell.integer() else { return nil }
        days = value
    }
}

/// A time of day, in microseconds since midnight.
public struct TimeOfDay: ColumnValue, Hashable {
    /// `time`
    public static var columnType: ColumnType { .time }
    /// Microseconds since midnight.
    public let microseconds: Int64

    /// Eight bytes, big-endian.
    public init?(cell: Cell) {
        guard let value: Int64 = cell.integer() else { return nil }
        microseconds = value
    }
}

/// A list of texts, kept in the server's binary form: only the response writer reads it.
public struct TextList: ColumnValue, Hashable {
    /// `text[]`
    public static var columnType: ColumnType { .textArray }
    /// The elements.
    public let elements: [String]

    /// A one-dimensional array without nulls.
    public init?(cell: Cell) {
        var elements: [String] = []
        let isComplete = BinaryArray.forEachText(cell) {
            elements.append(String(decoding: $0, as: UTF8.self))
        }
        guard isComplete else { return nil }
        self.elements = elements
    }
}

extension Cell {
    /// A big-endian integer of exactly the type's width.
    func integer<Value: FixedWidthInteger>() -> Value? {
        guard let pointer, count == Value.bitWidth / 8 else { return nil }
        return Value(bigEndian: UnsafeRawPointer(pointer).loadUnaligned(as: Value.self))
    }
}
