public import GraphQLSchema

/// What a caller gets of a field, in a word that may be told to the caller.
public enum ToldAccess: String, Sendable, CaseIterable {
    /// Its value, on every row that exists for the caller.
    case full = "FULL"
    /// Its value on some rows; on the others a masked one, null or an error.
    case someRows = "SOME_ROWS"
    /// A part of the value at most.
    case masked = "MASKED"
    /// Always null.
    case null = "NULL"
    /// Always null, and an error.
    case error = "ERROR"
}

extension AccessPolicy {
    /// What the caller gets of a field of an object type; nil where that does not exist.
    public func told(of field: FieldID) -> ToldAccess? {
        guard view.isVisible(field) else { return nil }
        guard let decision = decision(on: field) else { return .full }
        let outcomes = decision.cases.map(\.outcome) + [decision.otherwise]
        if outcomes.contains(.value) { return outcomes.count == 1 ? .full : .someRows }
        if outcomes.contains(where: { if case .masked = $0 { true } else { false } }) { return .masked }
        return outcomes.contains(.error) ? .error : .null
    }

    /// The fields of object types that exist for the caller, by coordinates.
    ///
    /// - Parameter coordinates: only these, such as `Order.total`; nil for all, in the schema's order, unless
    ///   introspection is off for the caller: then none.
    /// - Complexity: O(fields of the schema).
    public func told(
        of coordinates: Set<String>?
    ) -> [(coordinate: String, access: ToldAccess)] {
        guard let schema, coordinates != nil || introspection != .off else { return [] }
        var told: [(coordinate: String, access: ToldAccess)] = []
        for type in schema.types where type.kind == .object && !type.isIntrospection {
            for index in type.fields {
                let field = schema.fields[index]
                if let coordinates, !coordinates.contains(field.coordinate) { continue }
                if let access = self.told(of: field.id), !field.id.isIntrospection {
                    told.append((field.coordinate, access))
                }
            }
        }
        return told
    }
}
