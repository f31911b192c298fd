public import GraphQLExecution
import GraphQLLanguage
public import GraphQLSchema
import GraphQLValidation

/// Runs queries on any schema, with fixed answers or with plain data, so that engines can be compared.
///
/// Every limit but nesting is lifted.
public struct ConformanceService: Sendable {
    private let service: GraphQLService<MemorySessions>

    /// A service whose every field has a fixed answer: `Int` 2, `Float` 3.14, `String` and custom scalars
    /// "str", `Boolean` true, `ID` "id", the first value of an enum, lists of two; a union is its
    /// alphabetically first member, an interface its alphabetically last implementor.
    ///
    /// - Throws: `SchemaGaps` never for a schema that could be built.
    public init(fixed schema: Schema) throws(SchemaGaps) {
        service = try GraphQLService(
            schema: schema, resolvers: FixedWiring(schema).resolvers, limits: Self.limits)
    }

    /// A service that answers from the properties of a JSON value.
    ///
    /// - Throws: `SchemaGaps` never for a schema that could be built.
    public init(_ schema: Schema, data root: InputValue) throws(SchemaGaps) {
        service = try GraphQLService(
            schema: schema, resolvers: DataWiring(schema, root: root).resolvers, limits: Self.limits)
    }

    /// Runs a query; the response tells failures.
    public func execute(
        _ query: String, variables: InputValue? = nil, operationName: String? = nil
    ) async -> GraphQLResponse {
        await service.execute(query, variables: variables, operationName: operationName)
    }

    private static var limits: ExecutionLimits {
        var limits = ExecutionLimits()
        limits.parser = .trusted
        limits.validation = .unlimited
        // Fragments nest too, one in the other.
        limits.validation.fragmentCountMax = 500
        limits.errorCountMax = 1_000
        limits.responseByteCountMax = 256 << 20
        limits.planFieldCountMax = 1_000_000
        limits.planSelectionCountMax = 10_000_000
        limits.answersSubscriptionsOnce = true
        return limits
    }
}
