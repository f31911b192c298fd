import GraphQLSchema

extension Schema {
    /// What can be read of a type without arguments, down to a depth: what comes back could leak.
    func selection(
        of id: TypeID, depth: Int, sees: (FieldDefinition) -> Bool
    ) -> String {
        let type = self[id]
        var parts = ["__typename"]
        for field in type.fields.map({ fields[$0] }) where sees(field) {
            guard !field.arguments.contains(where: { inputValues[$0].isRequired }) else { continue }
            let inner = self[field.type.named]
            if inner.kind.isLeaf {
                parts.append("\(type.name)_\(field.name): \(field.name)")
            } else if depth > 0 {
                let below = selection(of: inner.id, depth: depth - 1, sees: sees)
                parts.append("\(type.name)_\(field.name): \(field.name) { \(below) }")
            }
        }
        if type.kind.isAbstract {
            for object in type.possibleTypes.types
            where self[object].fields.contains(where: { sees(fields[$0]) }) {
                let inner = selection(of: object, depth: depth, sees: sees)
                parts.append("... on \(self[object].name) { \(inner) }")
            }
        }
        return parts.joined(separator: " ")
    }
}
