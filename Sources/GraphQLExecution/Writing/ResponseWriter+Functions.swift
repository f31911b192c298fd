import GraphQLLanguage

extension ResponseWriter {
    /// Calls a field function and completes what it returns.
    mutating func function(_ field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>) -> Completion {
        let entry = compiled.plan.functions[Int(field.first)]
        let own = field.arguments >= 0 ? arguments[Int(field.arguments)] : Arguments(values: [])
        do {
            let output = try entry.function(
                Row(cells: row, positions: entry.positions), FieldRequest(arguments: own, values: values))
            return complete(output, entry.wrapping, index)
        } catch {
            return fail(error, at: index)
        }
    }

    /// CompleteValue for leaves and lists of leaves, §6.4.3
    private mutating func complete(_ value: Output, _ wrapping: TypeWrapping, _ index: Int) -> Completion {
        switch value {
        case .null: return .null
        case .boolean(let value): output.append(value ? "true" : "false")
        case .integer(let value): output.appendInteger(value)
        case .float(let value):
            guard output.appendFloat(value) else {
                let message = "\(compiled.plan.coordinates[index]) is not a finite number."
                return fail(FieldError(message: message, code: "INTERNAL"), at: index)
            }
        case .string(let value): output.appendString(value)
        case .json(let bytes): output.append(bytes)
        case .list(let items): return list(items, wrapping, index)
        }
        return .written
    }

    private mutating func list(_ items: [Output], _ wrapping: TypeWrapping, _ index: Int) -> Completion {
        guard wrapping.isList else {
            let message = "\(compiled.plan.coordinates[index]) is not a list."
            return fail(FieldError(message: message, code: "INTERNAL"), at: index)
        }
        let item = wrapping.item
        path.append(.field(index))
        defer { path.removeLast() }
        let last = path.count
        path.append(.index(0))
        defer { path.removeLast() }
        output.append(0x5B)
        for (number, value) in items.enumerated() {
            if number > 0 { output.append(0x2C) }
            path[last] = .index(number)
            let start = output.count
            switch complete(value, item, index) {
            case .written: continue
            case .null where item.isNonNull: return nullItem(index)
            case .failed where item.isNonNull: return .failed
            case .null, .failed:
                output.truncate(to: start)
                output.append("null")
            }
        }
        output.append(0x5D)
        return .written
    }

    private mutating func nullItem(_ index: Int) -> Completion {
        let message = "Cannot return null for a non-nullable item of \(compiled.plan.coordinates[index])."
        return fail(FieldError(message: message, code: "NULL_IN_NON_NULL"), at: index, isItem: true)
    }
}
