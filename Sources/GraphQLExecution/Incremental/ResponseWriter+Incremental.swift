import GraphQLLanguage

extension ResponseWriter {
    /// Notes what the object that has just begun defers.
    mutating func deferral(
        _ field: PlanField, _ row: UnsafePointer<Cell>, _ number: Int
    ) -> Completion {
        recorder?.note(
            compiled.plan.delivery.deferrals[Int(field.first)], row: row, number: number, page: page,
            path: path, offset: output.count)
        return .written
    }

    /// Writes the first items of a streamed list and notes the others.
    mutating func streamed(
        _ field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>, _ number: Int
    ) -> Completion {
        let planned = Int(field.first)
        let head = compiled.plan.delivery.streams[planned].head
        guard let initialCount = compiled.plan.initialCount(planned, arguments) else {
            let message = "initialCount of @stream must be an integer that is not negative."
            return fail(FieldError(message: message, code: "BAD_USER_INPUT"), at: index)
        }
        let stream = PlannedStream(planned: planned, field: index, initialCount: initialCount)
        switch head.opcode {
        case .function: return leaves(stream, head, row)
        case .pageItems:
            guard let page else { return .null }
            return rows(stream, head, page.block, page.range)
        default:
            if let error = refusedLoads[Int(head.first)] { return fail(error, at: index) }
            guard isThere(field, number) else { return absent(field, index) }
            let block = blocks[Int(head.first)]
            if block.isMarked { return marked(head, index, block, block.range(ofParent: number)) }
            return rows(stream, head, Int(head.first), block.range(ofParent: number))
        }
    }

    /// Writes the later items of a list, brackets included.
    ///
    /// - Returns: whether an item made the list null; the items before it are written.
    mutating func tail(of stream: ItemStream) -> Bool {
        path = stream.path
        page = stream.page
        output.append(0x5B)
        defer { output.append(0x5D) }
        path.append(.index(0))
        switch stream.items {
        case .rows(let block, let range):
            let tail = compiled.plan.delivery.streams[stream.planned].tail
            var number = 0
            for place in range {
                let row = blocks[block].row(at: place)
                let start = output.count
                var isHidden = false
                let isFailed = streamedItem(stream, number, tail.isItemNonNull) { writer in
                    let completion = writer.item(tail, writer.blocks[block], row)
                    guard case .null = completion else { return completion }
                    isHidden = true
                    return .written
                }
                if isFailed { return true }
                if isHidden { output.truncate(to: start) } else { number += 1 }
                if output.count > byteCountMax { return false }
            }
        case .leaves(let values):
            let entry = leafFunction(stream.planned)
            for (number, value) in values.enumerated() {
                let isFailed = streamedItem(stream, number, entry.wrapping.item.isNonNull) {
                    $0.complete(value, entry.wrapping.item, entry.leaf, stream.field)
                }
                if isFailed { return true }
            }
        }
        return false
    }

    /// Writes one later item; true if it makes the list null.
    private mutating func streamedItem(
        _ stream: ItemStream, _ number: Int, _ isNonNull: Bool,
        _ write: (inout ResponseWriter) -> Completion
    ) -> Bool {
        let start = output.count
        if number > 0 { output.append(0x2C) }
        let itemStart = output.count
        path[path.count - 1] = .index(stream.initialCount + number)
        let completion = write(&self)
        if case .written = completion { return false }
        if case .failed = completion { recorder?.discard(beyond: itemStart) }
        guard isNonNull else {
            output.truncate(to: itemStart)
            output.append("null")
            return false
        }
        if case .null = completion { _ = nullItem(stream.field) }
        output.truncate(to: start)
        return true
    }

    // MARK: First items

    /// A streamed list that is being written.
    private struct PlannedStream {
        let planned: Int
        let field: Int
        let initialCount: Int
    }

    private mutating func rows(
        _ stream: PlannedStream, _ head: PlanField, _ block: Int, _ range: Range<Int>
    ) -> Completion {
        let first = range.prefix(stream.initialCount)
        let completion = list(head, blocks[block], first)
        guard case .written = completion, first.count < range.count else { return completion }
        let written = PlannedStream(
            planned: stream.planned, field: stream.field, initialCount: listedCount)
        note(written, .rows(block: block, first.endIndex..<range.upperBound))
        return .written
    }

    private mutating func leaves(
        _ stream: PlannedStream, _ head: PlanField, _ row: UnsafePointer<Cell>
    ) -> Completion {
        let entry = compiled.plan.functions[Int(head.first)]
        let own = head.arguments >= 0 ? arguments[Int(head.arguments)] : Arguments(values: [])
        let value: Output
        do {
            value = try entry.function(
                Row(cells: row, positions: entry.positions), FieldRequest(arguments: own, values: values))
        } catch {
            return fail(error, at: stream.field)
        }
        guard case .list(let items) = value, entry.wrapping.isList else {
            return complete(value, entry.wrapping, entry.leaf, stream.field)
        }
        let first = items.prefix(stream.initialCount)
        let completion = list(Array(first), entry.wrapping, entry.leaf, stream.field)
        guard case .written = completion, first.count < items.count else { return completion }
        note(stream, .leaves(Array(items.dropFirst(first.count))))
        return .written
    }

    private mutating func note(_ stream: PlannedStream, _ items: ItemStream.Items) {
        recorder?.note(
            ItemStream(
                planned: stream.planned, field: stream.field, items: items,
                initialCount: stream.initialCount, page: page, path: path, offset: output.count))
    }

    private func leafFunction(_ planned: Int) -> PlanFunction {
        compiled.plan.functions[Int(compiled.plan.delivery.streams[planned].head.first)]
    }
}
