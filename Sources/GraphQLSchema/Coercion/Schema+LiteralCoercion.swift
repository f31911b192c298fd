public import GraphQLLanguage

extension Schema {
    /// Coerces a literal of a document to an input type, with the variables it mentions replaced.
    ///
    /// - Parameters:
    ///   - literal: An index into `document.values`.
    ///   - variables: The coerced variables by `NameID`; nil for one that has no value.
    /// - Returns: The value; nil when the literal is a variable without a value, so that the default applies.
    /// - Throws: `CoercionError` for the first part that does not fit.
    /// - SeeAlso: GraphQL Sep 2025 §6.4.1
    public func coerce(
        literal: Int32, of document: Document, to type: FieldType, variables: [NameID: InputValue] = [:],
        check: ScalarCheck = .passThrough
    ) throws(CoercionError) -> InputValue? {
        .null
    }
}
