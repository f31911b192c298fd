import GraphQLExecution
import GraphQLSchema
import Synchronization

/// A value of a row in memory.
enum MemoryValue: Sendable, Hashable {
    case null
    case int(Int64)
    case text(String)
    case bool(Bool)

    /// The bytes as PostgreSQL would send them.
    var bytes: [UInt8]? {
        switch self {
        case .null: nil
        case .int(let value): withUnsafeBytes(of: value.bigEndian) { Array($0) }
        case .text(let value): Array(value.utf8)
        case .bool(let value): [value ? 1 : 0]
        }
    }
}

extension MemoryValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral,
    ExpressibleByBooleanLiteral
{
    init(integerLiteral value: Int64) { self = .int(value) }
    init(stringLiteral value: String) { self = .text(value) }
    init(nilLiteral: ()) { self = .null }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}

/// A table in memory whose loaders behave as SQL ones do: columns chosen at plan time, rows in their order.
struct MemoryTable: Sendable {
    let name: String
    let rows: [[MemoryValue]]

    /// Rows whose column `key` is one of the keys, found again by ordinal or by the key itself.
    func loader(
        _ suffix: String, _ cardinality: LoaderCardinality, by key: Int, parameters: [LoadParameter] = [],
        groupedByKey: Bool = false, shuffled: Bool = false
    ) -> Loader {
        let rows = rows
        return Loader(
            name: "\(name).\(suffix)", cardinality: cardinality, keyCount: 1, parameters: parameters,
            takesConditions: true, check: cardinality == .page ? Self.pageError : nil
        ) { shape in
            let rows = rows.filter { MemoryRule.exists($0, shape.condition) }
            let find = MemoryFind { keys, parameters in
                var found: [[MemoryValue]] = []
                for (ordinal, wanted) in keys.enumerated() {
                    var matches = rows.filter { $0[key].bytes == wanted }
                    if cardinality == .page, case .int(let first)? = parameters.first {
                        matches = Array(matches.prefix(Int(first) + 1))
                    }
                    found += matches.map { row in
                        [groupedByKey ? row[key] : .int(Int64(ordinal + 1))] + shape.columns.map { row[$0] }
                            + shape.flags.map { .bool(MemoryRule.holds($0, row)) }
                    }
                }
                return shuffled ? found.reversed() : found
            }
            return LoadStatement(
                text: "\(suffix) \(shape)", positions: shape.columns.indices.map { $0 + 1 },
                flagPositions: shape.flags.indices.map { shape.columns.count + 1 + $0 },
                grouping: groupedByKey ? .key(column: 0) : .ordinal(column: 0), context: find)
        }
    }
}

extension MemoryTable {
    /// Pages have up to fifty entries.
    @Sendable private static func pageError(_ arguments: Arguments) -> FieldError? {
        if case .int(let first)? = arguments["first"], (0...50).contains(first) { return nil }
        return FieldError(message: "A page has 0 to 50 entries.", code: "BAD_USER_INPUT")
    }
}

/// Conditions on rows in memory: `3=1` asks whether the column at 3 is 1, `1=Ana` whether that at 1 is Ana.
enum MemoryRule {
    static func exists(_ row: [MemoryValue], _ condition: RowCondition?) -> Bool {
        switch condition {
        case nil: return true
        case .any(let rules)?: return holds(rules, row)
        case .both(let one, let other)?: return exists(row, one) && exists(row, other)
        case .byType(let column, let rules)?:
            guard case .text(let type) = row[column], let own = rules[type] else { return true }
            return holds(own, row)
        }
    }

    static func holds(_ rules: [RowRule], _ row: [MemoryValue]) -> Bool {
        rules.contains { rule in
            let parts = rule.condition.split(separator: "=")
            guard parts.count == 2, let column = Int(parts[0]) else { return false }
            return row[column] == (Int64(parts[1]).map(MemoryValue.int) ?? .text(String(parts[1])))
        }
    }
}

/// What a memory statement does with its keys.
struct MemoryFind: Sendable {
    let find: @Sendable (_ keys: [[UInt8]], _ parameters: [InputValue]) -> [[MemoryValue]]
}

/// Cells over rows in memory.
func rowSet(_ rows: [[MemoryValue]]) -> RowSet {
    let width = rows.first?.count ?? 0
    let memory = MemoryBytes(rows.flatMap { $0.map(\.bytes) })
    return RowSet(rowCount: rows.count, columnCount: width, owner: memory) { cells in
        for index in cells.indices { cells[index] = memory.cells[index] }
    }
}

/// Bytes of many cells with stable addresses.
final class MemoryBytes: @unchecked Sendable {
    // Sendable: written by `init` only.
    let cells: [Cell]

    init(_ values: [[UInt8]?]) {
        cells = values.map { bytes in
            guard let bytes else { return .null }
            let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
            memory.update(from: bytes, count: bytes.count)
            return Cell(pointer: memory, count: bytes.count)
        }
    }

    deinit { for cell in cells { cell.pointer?.deallocate() } }
}

/// Records what each round asked for and answers from memory.
final class MemorySessions: SessionSource, LoadSession {
    typealias Session = MemorySessions
    typealias Caller = Void

    /// The rounds: for each call the loader and its number of keys.
    let rounds = Mutex<[[String]]>([])
    /// Transactions: "read", "commit" and "rollback" in order.
    let transactions = Mutex<[String]>([])

    func load(_ calls: [LoadCall], isLast: Bool) async throws(LoadError) -> [RowSet] {
        rounds.withLock {
            $0.append(calls.map { "\($0.loader.name) × \($0.keys.count)" } + (isLast ? ["last"] : []))
        }
        return calls.map { call in
            guard let find = call.statement.context as? MemoryFind else { return rowSet([]) }
            let keys = call.keys.columns[0].cells.map { Array($0.bytes) }
            return rowSet(find.find(keys, call.parameters))
        }
    }

    func read<Result: Sendable>(
        for caller: Void, _ body: @Sendable (MemorySessions) async throws(LoadError) -> Result
    ) async throws(LoadError) -> Result {
        transactions.withLock { $0.append("read") }
        return try await body(self)
    }

    func write<Result: Sendable>(
        for caller: Void,
        _ body: @Sendable (MemorySessions) async throws(LoadError) -> (value: Result, commit: Bool)
    ) async throws(LoadError) -> Result {
        do {
            let result = try await body(self)
            transactions.withLock { $0.append(result.commit ? "commit" : "rollback") }
            return result.value
        } catch {
            transactions.withLock { $0.append("rollback") }
            throw error
        }
    }
}
