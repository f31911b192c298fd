public import GraphQLSchema

extension GraphQLService where Sessions == MemorySessions {
    /// A service whose objects all live in memory.
    ///
    /// - Throws: `SchemaGaps` with every disagreement of schema and resolvers at once.
    public convenience init(
        schema: Schema, resolvers: [ObjectResolver], mutations: [String: Mutation<MemorySessions>] = [:],
        limits: ExecutionLimits = ExecutionLimits(), deferral: DeferralPolicy = .furtherRounds
    ) throws(SchemaGaps) {
        try self.init(
            schema: schema, resolvers: resolvers, mutations: mutations, sessions: MemorySessions(),
            limits: limits, deferral: deferral)
    }
}

extension GraphQLService where Sessions.Caller == Void {
    /// Runs a document for a caller who may see everything; never throws, every failure is a response.
    public func execute(
        _ document: String, variables: InputValue? = nil, operationName: String? = nil,
        values: RequestValues = RequestValues(nowSeconds: 0)
    ) async -> GraphQLResponse {
        let request = GraphQLRequest(
            document: Array(document.utf8), operationName: operationName, variables: variables)
        return await execute(request, for: (), access: .all, values: values, requestID: "")
    }
}
