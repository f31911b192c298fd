public import GraphQLSchema

/// What a caller may pass in an argument or an input field.
///
/// A value beyond the rule is an error with code `FORBIDDEN` at the field; nothing is loaded or run for it.
public struct InputRule: Sendable, Hashable {
    /// Rows that an ID must name.
    public struct Target: Sendable, Hashable {
        /// The object type.
        public let type: TypeID
        /// The rows, of which at least one rule must hold.
        public let rows: [RowRule]

        /// Rows of an object type.
        public init(type: TypeID, rows: [RowRule]) {
            self.type = type
            self.rows = rows
        }
    }

    /// The greatest number; for a list that of each item.
    public var maximum: Int64?
    /// The only value: stands in where the caller gives none, and any other is refused.
    public var forced: InputValue?
    /// The names of the enum values that may be passed, alone or in a list.
    public var allowed: Set<String>?
    /// For an ID, or a list of them, of a mutation: an ID of another row answers as one of no row,
    /// `NOT_FOUND`.
    public var target: Target?
    /// For an input object: rules of its fields here, besides the fields' own.
    public var fields: [String: InputRule] = [:]

    /// A rule that lets everything pass.
    public init() {}
}
