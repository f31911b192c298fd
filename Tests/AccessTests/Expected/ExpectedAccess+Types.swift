import GraphQLSchema

extension ExpectedAccess {
    /// The types to which something that a role sees leads.
    func types(for role: String, _ schema: Schema) -> Set<TypeID> {
        var seen: Set<TypeID> = []
        var open = [schema.queryType] + [schema.mutationType, schema.subscriptionType].compactMap { $0 }
        while let id = open.popLast() {
            guard seen.insert(id).inserted else { continue }
            let type = schema[id]
            for field in type.fields.map({ schema.fields[$0] }) where outcome(role, field, schema).exists {
                open.append(field.type.named)
                let arguments = field.arguments.map { schema.inputValues[$0] }
                open += arguments.filter { sees($0.coordinate, role) }.map(\.type.named)
            }
            open += type.interfaces
            let inputs = type.inputFields.map { schema.inputValues[$0] }
            open += inputs.filter { sees($0.coordinate, role) }.map(\.type.named)
            guard type.kind.isAbstract else { continue }
            open += type.possibleTypes.types.filter { object in
                schema[object].fields.contains { outcome(role, schema.fields[$0], schema).exists }
            }
        }
        return seen
    }
}
