extension PlanCompiler {
    /// Writes a flag's position to where it belongs.
    mutating func set(_ patch: FlagPatch, to position: Int) {
        switch patch {
        case .guardedCase(let index): plan.guardedCases[index].flag = position
        case .load(let load): plan.loads[load].flag = position
        }
    }

    /// Writes a column index to where its position will stand.
    mutating func set(_ patch: Patch, to column: Int) {
        switch patch {
        case .field(let index): plan.fields[index].first = Int32(truncatingIfNeeded: column)
        case .function(let index, let slot): plan.functions[index].positions[slot] = column
        case .cursor(let index, let slot): plan.cursors[index].positions[slot] = column
        case .choice(let index): plan.choices[index].typeNamePosition = column
        case .key(let load, let part): plan.loads[load].key[part] = .position(column)
        case .loadGuard(let load): plan.loads[load].guardOption?.typeNamePosition = column
        }
    }

    /// Turns the column index that stands there into the position in the statement's rows.
    mutating func move(_ patch: Patch, _ positions: [Int: Int]) {
        switch patch {
        case .field(let index):
            plan.fields[index].first = Int32(
                truncatingIfNeeded: positions[Int(plan.fields[index].first)] ?? -1)
        case .function(let index, let slot):
            plan.functions[index].positions[slot] = positions[plan.functions[index].positions[slot]] ?? -1
        case .cursor(let index, let slot):
            plan.cursors[index].positions[slot] = positions[plan.cursors[index].positions[slot]] ?? -1
        case .choice(let index):
            plan.choices[index].typeNamePosition = positions[plan.choices[index].typeNamePosition] ?? -1
        case .key(let load, let part):
            if case .position(let column) = plan.loads[load].key[part] {
                plan.loads[load].key[part] = .position(positions[column] ?? -1)
            }
        case .loadGuard(let load):
            let column = plan.loads[load].guardOption?.typeNamePosition ?? -1
            plan.loads[load].guardOption?.typeNamePosition = positions[column] ?? -1
        }
    }
}
