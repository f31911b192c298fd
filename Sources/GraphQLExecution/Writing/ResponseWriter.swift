/// Writes `data`: one walk over the plan, from loaded cells straight to bytes.
///
/// A null in a non-null position truncates the buffer to the nearest nullable ancestor. Its error stays, as
/// do those that were there before: the specification adds errors and takes none away.
///
/// - SeeAlso: GraphQL Sep 2025 §6.4.3, §6.4.4
struct ResponseWriter {
    /// What became of a value.
    enum Completion {
        /// Its bytes are written.
        case written
        /// It is null; nothing was written and no error was recorded.
        case null
        /// It is null because of an error that has been recorded; what was written must be cut off.
        case failed
    }

    /// The page whose connection is being written.
    struct Page {
        let block: Int
        let range: Range<Int>
        let hasNext: Bool
        let hasPrevious: Bool
        let cursor: Int
    }

    /// A step of the current path: a field by its index in the plan, or a list index.
    enum Step {
        case field(Int)
        case index(Int)
    }

    let compiled: CompiledPlan
    let fields: UnsafeBufferPointer<PlanField>
    let text: UnsafeBufferPointer<UInt8>
    let blocks: UnsafeBufferPointer<BlockView>
    /// Coerced arguments by `PlanField.arguments`.
    let arguments: [Arguments]
    let values: RequestValues
    /// Root fields of a mutation that failed, by their index in the compiled.plan.
    let failures: [Int: FieldError]
    /// Loads that were not made, with the errors of their fields.
    let refusedLoads: [Int: FieldError]
    /// Root fields of a mutation that answer as they did before, by the same index.
    var replays: [Int: [UInt8]] = [:]
    /// Where writing stops; the response is then refused whole.
    let byteCountMax: Int
    var output: ResponseBuffer
    var errors: [ExecutionError] = []
    var path: [Step] = []
    var page: Page?
    /// The items of the list of objects that was written last.
    var listedCount = 0
    /// The marks of loads whose rows are not all objects, by load.
    var markedRows: [Int: RowMarks] = [:]
    /// Arguments that could not be coerced, by `PlanField.arguments`: their fields are errors.
    var argumentFailures: [Int: ArgumentError] = [:]
    /// For a plan that delivers later: notes what is left.
    var recorder: DeliveryRecorder?

    /// Writes the fields of a scope for one row. ExecuteCollectedFields, §6.3
    mutating func object(_ scope: Int, _ row: UnsafePointer<Cell>, _ number: Int) -> Completion {
        let selection = compiled.plan.scopes[scope]
        output.append(0x7B)
        for index in selection.start..<selection.start &+ selection.count {
            let field = fields[index]
            appendText(Int(field.key.start), Int(field.key.count))
            let start = output.count
            let completion =
                argumentFailures.isEmpty || !hasFailed(field, index)
                ? value(of: field, index, row, number) : .failed
            switch completion {
            case .written: break
            case .null where field.isNonNull:
                record(nullError(index), at: index)
                return .failed
            case .failed where field.isNonNull: return .failed
            case .failed:
                recorder?.discard(beyond: start)
                fallthrough
            case .null:
                output.truncate(to: start)
                output.append("null")
            }
        }
        output.append(0x7D)
        return .written
    }

    /// Writes one field, to learn whether it has no value.
    mutating func isNullOrFailed(_ index: Int, _ row: UnsafePointer<Cell>) -> Bool {
        let field = fields[index]
        guard argumentFailures.isEmpty || !hasFailed(field, index) else { return true }
        if case .written = value(of: field, index, row, 0) { return false }
        return true
    }

    /// Copies a piece of the plan's text.
    @inline(__always)
    private mutating func appendText(_ start: Int, _ count: Int) {
        assert(start + count <= text.count)
        output.append(UnsafeBufferPointer(rebasing: text[start..<start &+ count]))
    }

    /// CompleteValue, §6.4.3
    @inline(__always)
    mutating func value(
        of field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>, _ number: Int
    ) -> Completion {
        switch field.opcode {
        case .constant:
            appendText(Int(field.first), Int(field.second))
            return .written
        case .text:
            let cell = row[Int(field.first)]
            if cell.isNull { return .null }
            output.appendString(cell.bytes)
            return .written
        case .integer: return integer(row[Int(field.first)], index)
        case .int32: return int32(row[Int(field.first)], index)
        case .plainText, .json, .float, .boolean, .custom, .enumeration:
            return leaf(field, index, row[Int(field.first)])
        case .function: return function(field, index, row)
        case .embedded, .one, .many, .page, .node, .pageItems, .pageNode, .pageInfo, .streamed:
            path.append(.field(index))
            defer { path.removeLast() }
            return composite(field, index, row, number)
        case .cursor, .pageInfoField: return pageLeaf(field, row)
        case .introspection: return introspection(field, index)
        case .deferral: return deferral(field, row, number)
        case .undecided: return undecided(field, index)
        case .masked: return masked(field, index, row, number)
        case .guarded: return guarded(field, index, row, number)
        case .forbidden: return forbidden(index)
        }
    }

    @inline(__always)
    private mutating func integer(_ cell: Cell, _ index: Int) -> Completion {
        if cell.isNull { return .null }
        guard let value = bigEndianInteger(cell) else { return unreadable(index) }
        output.appendInteger(value)
        return .written
    }

    @inline(__always)
    private mutating func int32(_ cell: Cell, _ index: Int) -> Completion {
        if cell.isNull { return .null }
        guard let value = bigEndianInteger(cell) else { return unreadable(index) }
        guard Int32(exactly: value) != nil else { return outOfRange(value, index) }
        output.appendInteger(value)
        return .written
    }

    private mutating func leaf(_ field: PlanField, _ index: Int, _ cell: Cell) -> Completion {
        guard let pointer = cell.pointer else { return .null }
        switch field.opcode {
        case .plainText:
            output.append(0x22)
            output.append(pointer, cell.count)
            output.append(0x22)
        case .enumeration:
            let number = Int(field.second)
            guard compiled.plan.enumerations[number].visible.contains(cell.bytes) else {
                return compiled.plan.enumerations[number].hidden.contains(cell.bytes)
                    ? forbidden(index) : unreadable(index)
            }
            output.append(0x22)
            output.append(pointer, cell.count)
            output.append(0x22)
        case .json: output.append(pointer, cell.count)
        case .boolean:
            guard cell.count == 1 else { return unreadable(index) }
            output.append(pointer[0] == 0 ? "false" : "true")
        case .float:
            guard let value = bigEndianFloat(cell), output.appendFloat(value) else {
                return unreadable(index)
            }
        case .custom:
            guard case .custom(let write) = compiled.plan.forms[Int(field.second)], write(cell, &output)
            else { return unreadable(index) }
        default: preconditionFailure("only column opcodes come here")
        }
        return .written
    }

    // MARK: Errors

    /// Records an error for a field whose arguments could not be coerced. §6.4.1
    private mutating func hasFailed(_ field: PlanField, _ index: Int) -> Bool {
        guard field.arguments >= 0, let failure = argumentFailures[Int(field.arguments)] else { return false }
        let steps = (path + [.field(index)]).map(compiled.plan.pathElement)
        errors.append(
            ExecutionError(
                message: failure.message, code: failure.code, path: steps, offsets: [failure.offset]))
        return true
    }

    /// A condition of the object's selections, or of the field itself, is null.
    private mutating func undecided(_ field: PlanField, _ index: Int) -> Completion {
        let steps = field.second < 0 ? path : path + [.field(index)]
        errors.append(
            ExecutionError(
                message: compiled.plan.coordinates[index], code: "BAD_USER_INPUT",
                path: steps.map(compiled.plan.pathElement), offsets: [field.offset]))
        return .failed
    }

    private mutating func unreadable(_ index: Int) -> Completion {
        let message = "\(compiled.plan.coordinates[index]) holds a value that its type cannot express."
        return fail(FieldError(message: message, code: "INTERNAL"), at: index)
    }

    mutating func outOfRange(_ value: Int64, _ index: Int, isItem: Bool = false) -> Completion {
        let message =
            "\(compiled.plan.coordinates[index]) holds \(value), which is beyond GraphQL's 32-bit Int."
        return fail(FieldError(message: message, code: "INT_OUT_OF_RANGE"), at: index, isItem: isItem)
    }

    /// Records an error at a field of the current object.
    mutating func fail(_ error: FieldError, at index: Int, isItem: Bool = false) -> Completion {
        record(error, at: index, isItem: isItem)
        return .failed
    }

    private func nullError(_ index: Int) -> FieldError {
        FieldError(
            message: "Cannot return null for non-nullable field \(compiled.plan.coordinates[index]).",
            code: "NULL_IN_NON_NULL")
    }

    /// Records an error at the field `index` of the current object, or at the list item where the path ends.
    mutating func record(_ error: FieldError, at index: Int, isItem: Bool = false) {
        var steps = path
        if case .field(index)? = steps.last {} else if !isItem { steps.append(.field(index)) }
        errors.append(
            ExecutionError(
                message: error.message, code: error.code, path: steps.map(compiled.plan.pathElement),
                offsets: compiled.plan.mergedOffsets[index] ?? [fields[index].offset]))
    }
}

extension Plan {
    /// A step of a path as the client sees it.
    func pathElement(_ step: ResponseWriter.Step) -> PathElement {
        switch step {
        case .index(let index): .index(index)
        case .field(let index): .key(responseName(ofField: index))
        }
    }
}

/// An IEEE 754 number of 4 or 8 bytes, most significant first.
func bigEndianFloat(_ cell: Cell) -> Double? {
    guard let pointer = cell.pointer else { return nil }
    let raw = UnsafeRawPointer(pointer)
    switch cell.count {
    case 8: return Double(bitPattern: UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)))
    case 4: return Double(Float(bitPattern: UInt32(bigEndian: raw.loadUnaligned(as: UInt32.self))))
    default: return nil
    }
}
