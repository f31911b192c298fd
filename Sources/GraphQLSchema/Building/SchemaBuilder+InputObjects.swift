import GraphQLLanguage

extension SchemaBuilder {
    /// Checks `@oneOf` input objects and refuses input objects that no finite value fits.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §3.10
    mutating func checkInputObjects() {
        let oneOf = "oneOf"
        for type in schema.types where type.kind == .inputObject {
            let directives = parts[type.id.index][0].directives
            guard directives.contains(where: { name(source.document.directives[$0].name) == oneOf }) else {
                continue
            }
            schema.types[type.id.index].isOneOf = true
            for index in type.inputFields
            where schema.inputValues[index].type.isNonNull || inputNodes[index]?.defaultValue != nil {
                report(
                    "\(schema.inputValues[index].coordinate) must be nullable and have no default: "
                        + "\(type.name) is a OneOf input object.", at: offset(ofInputValue: index))
            }
        }
        checkInputCycles()
    }

    /// Finds input objects that require themselves, by taking away those that do not until nothing changes.
    private mutating func checkInputCycles() {
        var open = Set(schema.types.filter { $0.kind == .inputObject }.map(\.id))
        while let closed = open.first(where: { requiredInputs(of: $0, among: open).isEmpty }) {
            open.remove(closed)
        }
        for id in open.sorted(by: { $0.rawValue < $1.rawValue }) {
            for index in requiredInputs(of: id, among: open)
            where reaches(id, from: schema.inputValues[index].type.named, among: open) {
                report(
                    "\(schema.inputValues[index].coordinate) requires \(schema[id].name) itself: "
                        + "no value is finite.",
                    at: offset(ofInputValue: index))
            }
        }
    }

    /// The fields that need a value of one of the given input objects.
    private func requiredInputs(of id: TypeID, among open: Set<TypeID>) -> [Int] {
        schema[id].inputFields.filter { index in
            let type = schema.inputValues[index].type
            return type.isNonNull && !type.isList && open.contains(type.named)
        }
    }

    private func reaches(_ target: TypeID, from start: TypeID, among open: Set<TypeID>) -> Bool {
        var seen: Set<TypeID> = [start]
        var pending = [start]
        while let id = pending.popLast() {
            if id == target { return true }
            for index in requiredInputs(of: id, among: open) {
                let next = schema.inputValues[index].type.named
                if seen.insert(next).inserted { pending.append(next) }
            }
        }
        return false
    }
}
