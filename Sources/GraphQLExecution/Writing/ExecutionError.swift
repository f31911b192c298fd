/// A step of a response path: a response key or a list index.
public enum PathElement: Sendable, Equatable {
    case key(String)
    case index(Int)
}

/// A field that could not be produced.
///
/// - SeeAlso: GraphQL Sep 2025 §7.1.6
public struct ExecutionError: Error, Sendable, Equatable {
    /// For people.
    public let message: String
    /// Stable, for programs.
    public let code: String
    /// The response position.
    public let path: [PathElement]
    /// Byte offsets in the document: of all nodes that ask for the field, or of the faulty value.
    let offsets: [Int32]
}
