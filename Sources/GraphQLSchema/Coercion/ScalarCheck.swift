/// Checks or rewrites the values of custom scalars; built-in scalars never reach it.
///
/// - SeeAlso: GraphQL Sep 2025 §3.5.6
public struct ScalarCheck: Sendable {
    /// Returns the coerced value, or nil when the value does not fit the scalar.
    public let coerce: @Sendable (_ scalar: TypeDefinition, _ value: InputValue) -> InputValue?

    /// Lets every value of every custom scalar pass as it is.
    public static let passThrough = ScalarCheck { _, value in value }

    /// Makes a check from a function.
    public init(_ coerce: @escaping @Sendable (_ scalar: TypeDefinition, _ value: InputValue) -> InputValue?)
    {
        self.coerce = coerce
    }
}
