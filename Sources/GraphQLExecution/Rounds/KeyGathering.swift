import GraphQLLanguage
import GraphQLSchema

/// The distinct keys that the loads of one call ask for.
final class KeyGathering {
    let loader: Loader
    let statement: LoadStatement
    let parameters: [InputValue]
    var keys: KeyTable
    /// Loads that the call answers, each with its parent rows' key numbers.
    var members: [(load: Int, keyOfParent: NumberBuffer)] = []
    private var owners: [any Sendable] = []

    init(loader: Loader, statement: LoadStatement, parameters: [InputValue], expected: Int) {
        self.loader = loader
        self.statement = statement
        self.parameters = parameters
        keys = KeyTable(width: loader.keyCount, expected: expected)
    }

    /// What the session receives.
    var call: LoadCall {
        let columns = keys.columns.map { KeyColumn(cells: $0, owners: owners) }
        return LoadCall(
            loader: loader, statement: statement, keys: LoadKeys(count: keys.count, columns: columns),
            parameters: parameters)
    }

    /// Numbers the keys of all parent rows.
    ///
    /// A row of another type has none, nor has one whose last key part is null: that part names the row,
    /// the parts before it only say in which context.
    func add(
        load: PlanLoad, parent: RowSet?, parentCount: Int, _ arguments: Arguments, included: [Bool]? = nil
    ) -> NumberBuffer {
        let numbers = NumberBuffer(repeating: -1, count: parentCount)
        if let parent { owners.append(parent) }
        guard let constants = constantParts(of: load, arguments) else { return numbers }
        let selection = RowSelection(load, parent, included)
        // What a row has itself, as part and position; the other parts are the same for all rows.
        var own: [(part: Int, position: Int)] = []
        for (part, source) in load.key.enumerated() where parent != nil {
            if case .position(let position) = source { own.append((part, position)) }
        }
        withUnsafeTemporaryAllocation(of: Cell.self, capacity: constants.count) { key in
            _ = key.initialize(from: constants)
            for row in 0..<parentCount where selection.contains(row) {
                if let parent { for entry in own { key[entry.part] = parent[row, entry.position] } }
                // Without key parts there is one key; otherwise the last part decides: it names the row.
                if let last = key.last, last.isNull { continue }
                numbers[row] = keys.number(of: UnsafeBufferPointer(key))
            }
        }
        return numbers
    }

    /// Key parts that do not depend on the row; nil if one of them can name no row.
    private func constantParts(of load: PlanLoad, _ arguments: Arguments) -> [Cell]? {
        var parts: [Cell] = []
        for source in load.key {
            switch source {
            case .position, .null: parts.append(.null)
            case .constant(let bytes): parts.append(own(bytes))
            case .argument(let name, let encode):
                guard let value = arguments[name], value != .null else {
                    parts.append(.null)
                    continue
                }
                guard let bytes = encode(value) else { return nil }
                parts.append(own(bytes))
            case .node(let argument, let typeName, let part, let decode):
                guard case .string(let id)? = arguments[argument], let reference = decode(id),
                    reference.typeName.hasSameBytes(as: typeName), part < reference.key.count
                else { return nil }
                parts.append(reference.key[part].map { own($0) } ?? Cell.null)
            }
        }
        return parts
    }

    /// Copies bytes to memory that lives as long as the call.
    private func own(_ bytes: [UInt8]) -> Cell {
        let copy = ByteCopy(bytes)
        owners.append(copy)
        return Cell(pointer: copy.base, count: bytes.count)
    }
}

extension LoadCall {
    /// A call for keys that no plan has gathered: distinct ones, each with its parts. The loader's parameters
    /// are null.
    public init(_ loader: Loader, _ statement: LoadStatement, keys: [[[UInt8]?]]) {
        let columns = (0..<loader.keyCount).map { part in
            let copies = keys.map { key in key[part].map { (ByteCopy($0), $0.count) } }
            return KeyColumn(
                cells: copies.map { Cell(pointer: $0?.0.base, count: $0?.1 ?? 0) },
                owners: copies.compactMap { $0?.0 })
        }
        self.init(
            loader: loader, statement: statement, keys: LoadKeys(count: keys.count, columns: columns),
            parameters: loader.parameters.map { _ in .null })
    }
}

/// The parent rows that have a key at all.
private struct RowSelection {
    let parent: RowSet?
    let marks: [RowMark]?
    let included: [Bool]?
    let guardOption: PlanGuard?
    let flag: Int
    /// Whether nothing is asked of a row.
    let isAll: Bool

    init(_ load: PlanLoad, _ parent: RowSet?, _ included: [Bool]?) {
        self.parent = parent
        self.included = included
        marks = parent?.marks?.marks
        guardOption = load.guardOption
        flag = load.flag
        isAll = marks == nil && included == nil && guardOption == nil && flag < 0
    }

    @inline(__always)
    func contains(_ row: Int) -> Bool { isAll || matches(row) }

    private func matches(_ row: Int) -> Bool {
        if let marks, marks[row] != .object { return false }
        if let included, !included[row] { return false }
        if let guardOption {
            guard let parent,
                parent[row, guardOption.typeNamePosition].bytes.elementsEqual(guardOption.typeName)
            else { return false }
        }
        return flag < 0 || parent?[row, flag].isTrue == true
    }
}

/// Bytes with a stable address.
private final class ByteCopy: @unchecked Sendable {
    // Sendable: written by `init` only.

    let base: UnsafePointer<UInt8>

    init(_ bytes: [UInt8]) {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        memory.update(from: bytes, count: bytes.count)
        base = UnsafePointer(memory)
    }

    deinit { base.deallocate() }
}
