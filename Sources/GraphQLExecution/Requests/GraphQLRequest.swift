public import GraphQLSchema

/// A request as GraphQL over HTTP describes it, already read from its transport.
public struct GraphQLRequest: Sendable {
    /// The document's UTF-8 bytes; nil if the request only names it.
    public let document: [UInt8]?
    /// The document's name; nil if it is only sent.
    public let reference: DocumentReference?
    /// Which operation of the document to run.
    public let operationName: String?
    /// Raw variable values: an `InputValue.object`, or nil.
    public let variables: InputValue?

    /// A request to prepare and run.
    public init(
        document: [UInt8]?, reference: DocumentReference? = nil, operationName: String? = nil,
        variables: InputValue? = nil
    ) {
        self.document = document
        self.reference = reference
        self.operationName = operationName
        self.variables = variables
    }
}
