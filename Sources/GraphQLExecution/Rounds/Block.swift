/// The objects of one response position: the rows that its load brought, and which parent row owns which.
struct Block: Sendable {
    /// The rows.
    let rows: RowSet
    /// For each parent row the number of its key, or -1 where it has none.
    let keyOfParent: NumberBuffer
    /// Which rows each key has.
    let groups: RowGroups

    /// The same as plain pointers, valid while the block lives.
    var view: BlockView {
        BlockView(
            cells: UnsafePointer(rows.cells), columnCount: rows.columnCount,
            keyOfParent: UnsafePointer(keyOfParent.base), starts: UnsafePointer(groups.starts.base),
            order: groups.order.map { UnsafePointer($0.base) }, isMarked: rows.marks != nil)
    }
}

/// A block as plain pointers, so that following it costs no reference counting.
struct BlockView {
    let cells: UnsafePointer<Cell>
    let columnCount: Int
    let keyOfParent: UnsafePointer<Int32>
    let starts: UnsafePointer<Int32>
    let order: UnsafePointer<Int32>?
    /// Whether rows may be something else than objects.
    let isMarked: Bool

    /// The range of places that a parent row owns.
    @inline(__always)
    func range(ofParent parent: Int) -> Range<Int> {
        let key = Int(keyOfParent[parent])
        guard key >= 0 else { return 0..<0 }
        return Int(starts[key])..<Int(starts[key &+ 1])
    }

    /// The row number at a place.
    @inline(__always)
    func row(at place: Int) -> Int {
        guard let order else { return place }
        return Int(order[place])
    }
}

/// Which rows of a load's answer belong to which key; the same for all positions that share the load.
struct RowGroups: Sendable {
    /// For each key where its rows begin in `order` (in the rows if that is nil); one entry more than keys.
    let starts: NumberBuffer
    /// Row numbers grouped by key; nil when the rows came grouped already.
    let order: NumberBuffer?
}

extension RowGroups {
    /// Groups rows by key with a counting sort. O(rows + keys).
    ///
    /// - Returns: nil if a row names a key that was not asked for, which only a wrong statement does.
    init?(_ rows: RowSet, by grouping: Grouping, _ keys: KeyTable) {
        guard let keyOfRow = Self.keyNumbers(of: rows, grouping, keys) else { return nil }
        let starts = NumberBuffer(repeating: 0, count: keys.count &+ 1)
        var isGrouped = true
        var previous: Int32 = 0
        for key in keyOfRow {
            starts[Int(key) &+ 1] &+= 1
            if key < previous { isGrouped = false }
            previous = key
        }
        for key in 0..<keys.count { starts[key &+ 1] &+= starts[key] }
        self.starts = starts
        order = isGrouped ? nil : Self.countingSort(keyOfRow, starts)
    }

    private static func countingSort(_ keyOfRow: [Int32], _ starts: NumberBuffer) -> NumberBuffer {
        var next = (0..<starts.count).map { starts[$0] }
        let order = NumberBuffer(repeating: 0, count: keyOfRow.count)
        for (row, key) in keyOfRow.enumerated() {
            order[Int(next[Int(key)])] = Int32(truncatingIfNeeded: row)
            next[Int(key)] &+= 1
        }
        return order
    }

    private static func keyNumbers(of rows: RowSet, _ grouping: Grouping, _ keys: KeyTable) -> [Int32]? {
        var numbers = [Int32](repeating: 0, count: rows.rowCount)
        switch grouping {
        case .ordinal(let column):
            for row in 0..<rows.rowCount {
                guard let ordinal = bigEndianInteger(rows[row, column]), ordinal >= 1, ordinal <= keys.count
                else { return nil }
                numbers[row] = Int32(truncatingIfNeeded: ordinal &- 1)
            }
        case .key(let column):
            var previous = Cell.null
            var number: Int32 = -1
            for row in 0..<rows.rowCount {
                let cell = rows[row, column]
                if number < 0 || !equal(cell, previous) {
                    number = keys.existingNumber(of: cell)
                    previous = cell
                }
                guard number >= 0 else { return nil }
                numbers[row] = number
            }
        }
        return numbers
    }
}

extension Block {
    /// All rows belong to the one parent row: what a mutation brings.
    static func ofOneParent(_ rows: RowSet) -> Block {
        let starts = NumberBuffer(repeating: 0, count: 2)
        starts[1] = Int32(truncatingIfNeeded: rows.rowCount)
        return Block(
            rows: rows, keyOfParent: NumberBuffer(repeating: 0, count: 1),
            groups: RowGroups(starts: starts, order: nil))
    }

    /// One row of several, as if it were the only one; its number stays the same.
    static func one(_ row: Int, of rows: RowSet) -> Block {
        let starts = NumberBuffer(repeating: 0, count: 2)
        starts[0] = Int32(truncatingIfNeeded: row)
        starts[1] = Int32(truncatingIfNeeded: row + 1)
        return Block(
            rows: rows, keyOfParent: NumberBuffer(repeating: 0, count: 1),
            groups: RowGroups(starts: starts, order: nil))
    }

    /// Which rows are among the first items of their key's list, or behind them. O(rows).
    ///
    /// Lists that marks spell out are not split: all their items are first ones.
    func rows(ofItems initialCount: Int, isTail: Bool) -> [Bool] {
        guard rows.marks == nil else { return Array(repeating: !isTail, count: rows.rowCount) }
        var included = [Bool](repeating: false, count: rows.rowCount)
        let view = view
        for key in 0..<groups.starts.count - 1 {
            let start = Int(groups.starts[key])
            for place in start..<Int(groups.starts[key + 1]) where (place - start >= initialCount) == isTail {
                included[view.row(at: place)] = true
            }
        }
        return included
    }

    /// No rows for any parent row: what a load without keys brings.
    static func empty(parentCount: Int) -> Block {
        Block(
            rows: RowSet(rowCount: 0, columnCount: 0, owner: nil) { _ in },
            keyOfParent: NumberBuffer(repeating: -1, count: parentCount),
            groups: RowGroups(starts: NumberBuffer(repeating: 0, count: 1), order: nil))
    }
}

/// A two's complement integer of 2, 4 or 8 bytes, most significant first; nil for any other cell.
@inline(__always)
func bigEndianInteger(_ cell: Cell) -> Int64? {
    guard let pointer = cell.pointer else { return nil }
    let raw = UnsafeRawPointer(pointer)
    switch cell.count {
    case 8: return Int64(bigEndian: raw.loadUnaligned(as: Int64.self))
    case 4: return Int64(Int32(bigEndian: raw.loadUnaligned(as: Int32.self)))
    case 2: return Int64(Int16(bigEndian: raw.loadUnaligned(as: Int16.self)))
    default: return nil
    }
}
