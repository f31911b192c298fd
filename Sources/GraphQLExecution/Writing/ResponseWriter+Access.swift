/// Fields that the caller sees in part, on some rows, or not at all.
extension ResponseWriter {
    /// Writes a field's value and lays its mask over it.
    mutating func masked(
        _ field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>, _ number: Int
    ) -> Completion {
        let planned = compiled.plan.masks[Int(field.third)]
        var inner = field
        inner.opcode = planned.opcode
        let start = output.count
        let errorCount = errors.count
        switch value(of: inner, index, row, number) {
        case .null: return .null
        case .failed:
            // What went wrong with a value may tell it.
            errors.removeSubrange(errorCount...)
            return forbidden(index)
        case .written: break
        }
        let masked = output.withUnsafeBytes { planned.mask.apply(to: $0[start...]) }
        output.truncate(to: start)
        switch masked {
        case nil: return forbidden(index)
        case .null?: return .null
        case .text(let text)?: output.appendString(text)
        case .json(let json)?: output.append(json)
        }
        return .written
    }

    /// Writes what a field shows on its row.
    mutating func guarded(
        _ field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>, _ number: Int
    ) -> Completion {
        var shown = Int(field.third)
        for place in Int(field.first)..<Int(field.first &+ field.second) {
            let entry = compiled.plan.guardedCases[place]
            if row[entry.flag].isTrue {
                shown = entry.field
                break
            }
        }
        return value(of: fields[shown], index, row, number)
    }

    /// Records that the caller may not see a field here.
    mutating func forbidden(_ index: Int, isItem: Bool = false) -> Completion {
        let message = "You may not see \(compiled.plan.coordinates[index]) here."
        return fail(FieldError(message: message, code: "FORBIDDEN"), at: index, isItem: isItem)
    }
}
