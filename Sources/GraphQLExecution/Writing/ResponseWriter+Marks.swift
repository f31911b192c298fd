import GraphQLLanguage

/// Values that a load spelled out with marks: null items, failed items, lists within lists.
extension ResponseWriter {
    /// Writes the value of one parent. CompleteValue, §6.4.3
    mutating func marked(
        _ field: PlanField, _ index: Int, _ block: BlockView, _ range: Range<Int>
    ) -> Completion {
        guard !range.isEmpty, let marks = markedRows[Int(field.first)] else { return .null }
        let wrapping = field.opcode == .many ? compiled.plan.wrappings[Int(field.third)] : .none
        var place = range.lowerBound
        let value = MarkedValue(field: field, index: index, block: block, marks: marks, end: range.upperBound)
        return complete(value, wrapping, &place)
    }

    /// What stays the same while one marked value is written.
    private struct MarkedValue {
        let field: PlanField
        let index: Int
        let block: BlockView
        let marks: RowMarks
        /// The place after the value.
        let end: Int

        func mark(at place: Int) -> RowMark { marks.marks[block.row(at: place)] }

        /// The place after the value that starts at a place.
        func next(after place: Int) -> Int {
            var depth = 0
            var place = place
            while place < end {
                switch mark(at: place) {
                case .listStart: depth += 1
                case .listEnd: depth -= 1
                case .object, .null, .error: break
                }
                place += 1
                if depth <= 0 { break }
            }
            return place
        }
    }

    private mutating func complete(
        _ value: MarkedValue, _ wrapping: TypeWrapping, _ place: inout Int
    ) -> Completion {
        let start = place
        place = value.next(after: start)
        let row = value.block.row(at: start)
        switch value.mark(at: start) {
        case .null, .listEnd: return .null
        case .error:
            let unknown = FieldError(message: "The object could not be produced.", code: "INTERNAL")
            return fail(value.marks.errors[row] ?? unknown, at: value.index, isItem: true)
        case .object where !wrapping.isList: return item(value.field, value.block, row)
        case .listStart where wrapping.isList: return items(value, wrapping, start + 1..<place)
        case .object, .listStart:
            let expected = wrapping.isList ? "a list" : "one object"
            let message = "\(compiled.plan.coordinates[value.index]) is not \(expected)."
            return fail(FieldError(message: message, code: "INTERNAL"), at: value.index, isItem: true)
        }
    }

    private mutating func items(
        _ value: MarkedValue, _ wrapping: TypeWrapping, _ range: Range<Int>
    ) -> Completion {
        let item = wrapping.item
        output.append(0x5B)
        let last = path.count
        path.append(.index(0))
        defer { path.removeLast() }
        var place = range.lowerBound
        var number = 0
        // The last row of the range closes the list.
        while place < range.upperBound, value.mark(at: place) != .listEnd, output.count <= byteCountMax {
            if number > 0 { output.append(0x2C) }
            path[last] = .index(number)
            number += 1
            let start = output.count
            switch complete(value, item, &place) {
            case .written: continue
            case .failed where item.isNonNull: return .failed
            case .null where item.isNonNull:
                _ = nullItem(value.index)
                return .failed
            case .failed:
                recorder?.discard(beyond: start)
                fallthrough
            case .null:
                output.truncate(to: start)
                output.append("null")
            }
        }
        output.append(0x5D)
        return .written
    }
}
