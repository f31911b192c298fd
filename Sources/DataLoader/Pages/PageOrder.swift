/// The order of a paginated list: columns that together are unique, all ascending or all descending, none
/// nullable.
///
/// A page continues behind the values of the last row (keyset pagination), so a page costs the same wherever
/// it stands, and rows that come or go meanwhile shift nothing. An index must have these columns in this
/// order.
public struct PageOrder: Sendable, Hashable {
    /// Name and type of each column of the table itself.
    let columns: [OrderColumn]
    /// Whether the greatest values come first.
    let isDescending: Bool
    /// Tells cursors of different orders apart.
    let fingerprint: UInt8

    /// A column of the order.
    struct OrderColumn: Sendable, Hashable {
        let index: Int
        let name: String
        let type: ColumnType
    }

    /// An order by the given columns, the last of which should be the primary key.
    public init<each Value: ColumnValue>(_ column: repeat Column<each Value>) {
        let columns = columnList(repeat each column).map {
            precondition($0.expression == nil && !$0.isNullable, "a page's order is made of plain columns")
            return OrderColumn(index: $0.index, name: $0.name, type: $0.type)
        }
        self.init(columns, isDescending: false)
    }

    private init(_ columns: [OrderColumn], isDescending: Bool) {
        self.columns = columns
        self.isDescending = isDescending
        fingerprint = Self.fingerprint(columns, isDescending)
    }

    /// FNV-1a over names and types, folded.
    private static func fingerprint(_ columns: [OrderColumn], _ isDescending: Bool) -> UInt8 {
        var hash: UInt32 = 2_166_136_261
        for column in columns {
            for byte in "\(column.name) \(column.type.rawValue);".utf8 {
                hash = (hash ^ UInt32(byte)) &* 16_777_619
            }
        }
        if isDescending { hash = (hash ^ UInt32(UInt8(ascii: "-"))) &* 16_777_619 }
        return UInt8(truncatingIfNeeded: hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24)
    }

    /// The same columns, the greatest values first: the index serves it backwards.
    public var descending: PageOrder {
        precondition(
            columns.allSatisfy { $0.type.last != nil }, "a descending order needs types with a last value")
        return PageOrder(columns, isDescending: true)
    }

    /// Positions of the order's columns in the type's column list: what a cursor is made from.
    public var needs: [Int] { columns.map(\.index) }
}
