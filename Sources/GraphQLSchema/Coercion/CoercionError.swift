/// A value that does not fit its type.
///
/// - SeeAlso: GraphQL Sep 2025 §3.5, §6.1.2
public struct CoercionError: Error, Sendable, Equatable {
    /// One step from the outermost value to the faulty one.
    public enum PathComponent: Sendable, Hashable {
        case field(String)
        case index(Int)
    }

    /// What is wrong, naming types and schema coordinates, never quoting more than the value itself.
    public let message: String
    /// The way to the faulty value; empty when it is the outermost one.
    public internal(set) var path: [PathComponent] = []
    /// The byte offset of a faulty literal; nil when the value came as a variable.
    public let offset: Int32?

    /// The value of `extensions.code`.
    public var code: String { "BAD_USER_INPUT" }
}
