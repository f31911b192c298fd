internal import GraphQLExecution
internal import GraphQLSchema

/// Masks and forced values of which only one can hold, so that the order of the file would decide.
extension PermissionChecks {
    mutating func checkContradictions() {
        for rule in rules.fields.values.sorted(by: { $0.field.index < $1.field.index }) { checkMasks(rule) }
        for (index, limits) in rules.inputs.sorted(by: { $0.key < $1.key }) {
            checkForced(limits, schema.inputValues[index].coordinate)
        }
    }

    private mutating func checkMasks(_ rule: PermissionRules.FieldRule) {
        guard Set(rule.masks.map(\.mask)).count > 1 else { return }
        for seen in allSeen {
            let masks = seen.held.map { role in
                Set(rules.nearestMasks(rule, role, among: rules.roles.closures[role]))
            }
            guard !(seen[rule.field]?.masked ?? []).isEmpty,
                masks.reduce(into: Set<Mask>(), { $0.formUnion($1) }).count > 1
            else { continue }
            report(
                rule.masks.first?.mention.place,
                "\(schema[rule.field].coordinate) has several masks for \(name(seen.held)): say which one it "
                    + "gets")
            return
        }
    }

    private mutating func checkForced(_ limits: PermissionRules.InputLimits, _ coordinate: String) {
        for seen in allSeen where Set(rules.values(limits.force, held: seen.held)).count > 1 {
            report(
                limits.who.place,
                "\(coordinate) is forced to several values for \(name(seen.held)): say which one it gets")
            return
        }
        for (name, inner) in limits.fields.sorted(by: { $0.key < $1.key }) {
            checkForced(inner, "\(coordinate) \(name)")
        }
    }
}
