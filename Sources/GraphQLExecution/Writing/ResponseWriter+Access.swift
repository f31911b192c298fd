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
        let completion = value(of: inner, index, row, number)
        guard case .written = completion else { return completion }
        let json = output.withUnsafeBytes { Array($0[start...]) }
        output.truncate(to: start)
        guard json != Array("null".utf8) else { return .null }
        guard let masked = planned.mask.apply(to: json) else { return forbidden(index) }
        output.append(masked)
        return .written
    }

    /// Writes what a field shows on its row.
    mutating func guarded(
        _ field: PlanField, _ index: Int, _ row: UnsafePointer<Cell>, _ number: Int
    ) -> Completion {
        let planned = compiled.plan.guardedFields[Int(field.first)]
        let shown = planned.cases.first { row[$0.flag].isTrue }?.field ?? planned.otherwise
        return value(of: fields[shown], index, row, number)
    }

    /// Records that the caller may not see a field here.
    mutating func forbidden(_ index: Int, isItem: Bool = false) -> Completion {
        let message = "You may not see \(compiled.plan.coordinates[index]) here."
        return fail(FieldError(message: message, code: "FORBIDDEN"), at: index, isItem: isItem)
    }
}
