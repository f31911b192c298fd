import GraphQLLanguage

extension ResponseWriter {
    /// Calls a field function and completes what it returns.
    mutating func function(_ field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>) -> Completion {
        let entry = compiled.plan.functions[Int(field.first)]
        let own = field.arguments >= 0 ? arguments[Int(field.arguments)] : Arguments(values: [])
        if entry.wrapping.isList { path.append(.field(index)) }
        defer { if entry.wrapping.isList { path.removeLast() } }
        do {
            let output = try entry.function(
                Row(cells: row, positions: entry.positions), FieldRequest(arguments: own, values: values))
            return complete(output, entry.wrapping, entry.leaf, index)
        } catch {
            return fail(error, at: index, isItem: isInList(of: index))
        }
    }

    /// CompleteValue for leaves and lists of leaves, §6.4.3
    mutating func complete(
        _ value: Output, _ wrapping: TypeWrapping, _ leaf: LeafForm, _ index: Int
    ) -> Completion {
        switch value {
        case .null: return .null
        case .list(let items) where wrapping.isList: return list(items, wrapping, leaf, index)
        case .json(let bytes):
            // Nobody has looked at the names in there.
            if case .enumeration = leaf { return mismatch("has a value that its type cannot express", index) }
            output.append(bytes)
            return .written
        case _ where wrapping.isList: return mismatch("is not a list", index)
        default: return self.leaf(value, leaf, index)
        }
    }

    /// Result coercion, §3.5 and §3.9: what cannot be expressed without loss is an error.
    private mutating func leaf(_ value: Output, _ leaf: LeafForm, _ index: Int) -> Completion {
        switch (leaf, value) {
        case (.int, .integer(let number)):
            guard Int32(exactly: number) != nil else {
                return outOfRange(number, index, isItem: isInList(of: index))
            }
            output.appendInteger(number)
        case (.int, .float(let number)):
            guard let whole = Int32(exactly: number) else { return mismatch("is not a 32-bit Int", index) }
            output.appendInteger(Int64(whole))
        case (.float, .float(let number)), (.custom, .float(let number)):
            guard output.appendFloat(number) else { return mismatch("is not a finite number", index) }
        case (.float, .integer(let number)), (.custom, .integer(let number)): output.appendInteger(number)
        case (.string, .string(let text)), (.id, .string(let text)), (.custom, .string(let text)):
            output.appendString(text)
        case (.id, .integer(let number)): output.appendString(String(number))
        case (.boolean, .boolean(let flag)), (.custom, .boolean(let flag)):
            output.append(flag ? "true" : "false")
        case (.enumeration(let names), .string(let name)):
            guard names.visible.contains(name) else {
                return names.hidden.contains(name)
                    ? forbidden(index, isItem: isInList(of: index))
                    : mismatch("is not a value of its enum", index)
            }
            output.appendString(name)
        case (.custom, .list(let items)): return customList(items, index)
        default: return mismatch("has a value that its type cannot express", index)
        }
        return .written
    }

    /// A list that is the value of a custom scalar.
    private mutating func customList(_ items: [Output], _ index: Int) -> Completion {
        output.append(0x5B)
        for (number, item) in items.enumerated() {
            if number > 0 { output.append(0x2C) }
            switch complete(item, .none, .custom, index) {
            case .written: continue
            case .null: output.append("null")
            case .failed: return .failed
            }
        }
        output.append(0x5D)
        return .written
    }

    /// An error at the field, or at the item of its list where the path ends.
    private mutating func mismatch(_ text: String, _ index: Int) -> Completion {
        let message = "\(compiled.plan.coordinates[index]) \(text)."
        return fail(
            FieldError(message: message, code: "INTERNAL"), at: index, isItem: isInList(of: index))
    }

    /// Whether the path ends at the field's own list or in it.
    private func isInList(of index: Int) -> Bool {
        for step in path.reversed() {
            if case .field(let field) = step { return field == index }
        }
        return false
    }

    mutating func list(
        _ items: [Output], _ wrapping: TypeWrapping, _ leaf: LeafForm, _ index: Int
    ) -> Completion {
        let item = wrapping.item
        let last = path.count
        path.append(.index(0))
        defer { path.removeLast() }
        output.append(0x5B)
        for (number, value) in items.enumerated() {
            if number > 0 { output.append(0x2C) }
            path[last] = .index(number)
            let start = output.count
            switch complete(value, item, leaf, index) {
            case .written: continue
            case .null where item.isNonNull:
                _ = nullItem(index)
                return .failed
            case .failed where item.isNonNull: return .failed
            case .null, .failed:
                output.truncate(to: start)
                output.append("null")
            }
        }
        output.append(0x5D)
        return .written
    }

    mutating func nullItem(_ index: Int) -> Completion {
        let message = "Cannot return null for a non-nullable item of \(compiled.plan.coordinates[index])."
        return fail(FieldError(message: message, code: "NULL_IN_NON_NULL"), at: index, isItem: true)
    }
}
