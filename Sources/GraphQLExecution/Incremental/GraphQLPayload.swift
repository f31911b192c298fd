/// One payload of a response: the only one, or one of several that a client merges.
public struct GraphQLPayload: Sendable {
    /// The payload as JSON. The kind of the first one is the kind of the response.
    public let response: GraphQLResponse
    /// Whether another payload follows; false for the only one too.
    public let hasNext: Bool

    /// A payload made by the engine or, in tests, by hand.
    public init(_ response: GraphQLResponse, hasNext: Bool) {
        self.response = response
        self.hasNext = hasNext
    }
}
