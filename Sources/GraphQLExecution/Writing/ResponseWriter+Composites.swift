import GraphQLSchema

extension ResponseWriter {
    /// Writes an object, a list of objects or a connection.
    mutating func composite(
        _ field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>, _ number: Int
    ) -> Completion {
        if !refusedLoads.isEmpty, field.opcode.isLoad, let error = refusedLoads[Int(field.first)] {
            return fail(error, at: index)
        }
        switch field.opcode {
        case .embedded:
            if field.first >= 0, row[Int(field.first)].isNull { return .null }
            return object(Int(field.second), row, number)
        case .one:
            guard isThere(field, number) else { return absent(field, index) }
            return one(field, index, number)
        case .many:
            guard isThere(field, number) else { return absent(field, index) }
            let block = blocks[Int(field.first)]
            if block.isMarked { return marked(field, index, block, block.range(ofParent: number)) }
            return list(field, block, block.range(ofParent: number))
        case .page:
            guard isThere(field, number) else { return absent(field, index) }
            return connection(field, number)
        case .node: return node(field, index, number)
        case .pageItems:
            guard let page else { return .null }
            return list(field, blocks[page.block], page.range)
        case .pageNode: return object(Int(field.second), row, number)
        case .pageInfo: return object(Int(field.second), row, number)
        case .streamed: return streamed(field, index, row, number)
        default: preconditionFailure("only composite opcodes come here")
        }
    }

    /// Whether what the field requires is there, if it requires something.
    @inline(__always)
    func isThere(_ field: PlanField, _ number: Int) -> Bool {
        field.required < 0 || !blocks[Int(field.required)].range(ofParent: number).isEmpty || isWaived(field)
    }

    /// Whether nothing is required, since the argument that would name it was not given.
    private func isWaived(_ field: PlanField) -> Bool {
        guard let name = compiled.plan.waivers[Int(field.required)], field.arguments >= 0
        else { return false }
        return arguments[Int(field.arguments)][name] ?? .null == .null
    }

    @inline(__always)
    private mutating func one(_ field: PlanField, _ index: Int, _ number: Int) -> Completion {
        let block = blocks[Int(field.first)]
        let range = block.range(ofParent: number)
        guard !range.isEmpty else { return absent(field, index) }
        if block.isMarked { return marked(field, index, block, range) }
        let completion = item(field, block, block.row(at: range.lowerBound))
        if case .null = completion { return absent(field, index) }
        return completion
    }

    mutating func absent(_ field: PlanField, _ index: Int) -> Completion {
        if !failures.isEmpty, path.count == 1, let failure = failures[index] {
            return fail(failure, at: index)
        }
        if !replays.isEmpty, path.count == 1, let replay = replays[index] {
            output.append(replay)
            return .written
        }
        guard field.absentIsError else { return .null }
        let message = "\(compiled.plan.coordinates[index]) found nothing with this ID that you may see."
        return fail(FieldError(message: message, code: "NOT_FOUND"), at: index)
    }

    /// Writes the object of one row of a block; null for one that is as good as absent, since its type is
    /// hidden.
    @inline(__always)
    mutating func item(_ field: PlanField, _ block: BlockView, _ number: Int) -> Completion {
        let row = block.cells + number &* block.columnCount
        if !field.isAbstract { return object(Int(field.second), row, number) }
        let choice = compiled.plan.choices[Int(field.second)]
        let name = row[choice.typeNamePosition]
        for option in choice.options {
            let slice = compiled.plan.scopes[option.scope].typeName
            let expected = text[Int(slice.start)..<Int(slice.start &+ slice.count)]
            if name.bytes.elementsEqual(expected) { return object(option.scope, row, number) }
        }
        if choice.hiddenTypeNames.contains(where: { name.bytes.elementsEqual($0) }) { return .null }
        return unresolved(name)
    }

    /// A row of an abstract type names none of its object types. ResolveAbstractType, §6.4.3
    private mutating func unresolved(_ name: Cell) -> Completion {
        let resolved = name.isNull ? "nothing" : "'\(String(decoding: name.bytes, as: UTF8.self))'"
        let message =
            "\(compiled.plan.coordinates[currentField]) was resolved to \(resolved), "
            + "which is no object type of this position."
        return fail(FieldError(message: message, code: "INTERNAL"), at: currentField, isItem: true)
    }

    /// The field where the path ends, or whose items it counts.
    private var currentField: Int {
        path.lazy.reversed().compactMap { if case .field(let index) = $0 { index } else { nil } }.first ?? 0
    }

    @inline(__always)
    mutating func list(_ field: PlanField, _ block: BlockView, _ range: Range<Int>) -> Completion {
        output.append(0x5B)
        let last = path.count
        path.append(.index(0))
        defer { path.removeLast() }
        var count = 0
        for place in range {
            if output.count > byteCountMax { break }
            if count > 0 { output.append(0x2C) }
            path[last] = .index(count)
            let start = output.count
            switch item(field, block, block.row(at: place)) {
            case .written: break
            case .failed where field.isItemNonNull: return .failed
            case .failed:
                recorder?.discard(beyond: start)
                output.truncate(to: start)
                output.append("null")
            case .null:
                // A hidden object leaves no gap and no comma.
                output.truncate(to: count > 0 ? start &- 1 : start)
                continue
            }
            count &+= 1
        }
        listedCount = count
        output.append(0x5D)
        return .written
    }

    /// A Relay connection: the rows beyond `first` only tell that there is a next page.
    private mutating func connection(_ field: PlanField, _ number: Int) -> Completion {
        let block = blocks[Int(field.first)]
        let range = block.range(ofParent: number)
        let own = field.arguments >= 0 ? arguments[Int(field.arguments)] : Arguments(values: [])
        var first = range.count
        if case .int(let limit)? = own["first"] { first = Swift.min(first, Int(limit)) }
        let hasPrevious = own["after"].map { $0 != .null } ?? false
        let outer = page
        defer { page = outer }
        page = Page(
            block: Int(field.first), range: range.lowerBound..<range.lowerBound &+ Swift.max(first, 0),
            hasNext: range.count > first, hasPrevious: hasPrevious, cursor: Int(field.third))
        return object(Int(field.second), block.cells, 0)
    }

    private mutating func node(_ field: PlanField, _ index: Int, _ number: Int) -> Completion {
        for option in compiled.plan.choices[Int(field.second)].options {
            let block = blocks[option.load]
            let range = block.range(ofParent: number)
            guard !range.isEmpty else { continue }
            let row = block.row(at: range.lowerBound)
            return object(option.scope, block.cells + row &* block.columnCount, row)
        }
        return absent(field, index)
    }

    /// Cursors and the fields of `PageInfo`.
    mutating func pageLeaf(_ field: PlanField, _ row: UnsafePointer<Cell>) -> Completion {
        guard let page else { return .null }
        if field.opcode == .cursor { return cursor(row, page) }
        let block = blocks[page.block]
        switch PageInfoField(rawValue: field.first) {
        case .hasNextPage: output.append(page.hasNext ? "true" : "false")
        case .hasPreviousPage: output.append(page.hasPrevious ? "true" : "false")
        case .startCursor:
            guard !page.range.isEmpty else { return .null }
            return cursor(block.cells + block.row(at: page.range.lowerBound) &* block.columnCount, page)
        case .endCursor:
            guard !page.range.isEmpty else { return .null }
            return cursor(block.cells + block.row(at: page.range.upperBound &- 1) &* block.columnCount, page)
        case nil: return .null
        }
        return .written
    }

    private mutating func cursor(_ row: UnsafePointer<Cell>, _ page: Page) -> Completion {
        guard page.cursor >= 0 else { return .null }
        let cursor = compiled.plan.cursors[page.cursor]
        output.appendString(cursor.function(Row(cells: row, positions: cursor.positions)))
        return .written
    }
}
