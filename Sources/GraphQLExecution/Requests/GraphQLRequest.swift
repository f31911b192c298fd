public import GraphQLSchema

/// A request as GraphQL over HTTP describes it, already read from its transport.
public struct GraphQLRequest: Sendable {
    /// The document's UTF-8 bytes.
    public let document: [UInt8]
    /// Which operation of the document to run.
    public let operationName: String?
    /// Raw variable values: an `InputValue.object`, or nil.
    public let variables: InputValue?

    /// A request to prepare and run.
    public init(document: [UInt8], operationName: String? = nil, variables: InputValue? = nil) {
        self.document = document
        self.operationName = operationName
        self.variables = variables
    }
}
