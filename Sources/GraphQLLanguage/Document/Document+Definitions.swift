extension Document {
    /// What an operation does.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.4
    @frozen
    public enum OperationKind: UInt8, Sendable {
        /// Reads only.
        case query
        /// Writes, then reads; its root fields run one after the other.
        case mutation
        /// Reads again for each event of a source stream.
        case subscription

        /// The keyword of the operation.
        public var keyword: String {
            switch self {
            case .query: "query"
            case .mutation: "mutation"
            case .subscription: "subscription"
            }
        }
    }

    /// One operation of a document.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.4
    public struct OperationDefinition: Sendable {
        /// The description, if there is one.
        public let description: Value?
        /// Query, mutation or subscription.
        public let kind: OperationKind
        /// The name; nil for an anonymous operation.
        public let name: NameID?
        /// Where the name stands; the operation's own offset when it has none.
        public let nameOffset: Int32
        /// Indices into `Document.variableDefinitions`.
        public let variableDefinitions: IndexRange
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Indices into `Document.selections`.
        public let selectionSet: IndexRange
        /// Where the operation starts, its description included.
        public let offset: Int32
    }

    /// One named fragment of a document.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.9
    public struct FragmentDefinition: Sendable {
        /// The description, if there is one.
        public let description: Value?
        /// The name that spreads refer to.
        public let name: NameID
        /// Where the name stands.
        public let nameOffset: Int32
        /// The type named by the type condition.
        public let typeCondition: NameID
        /// Where the type condition's name stands.
        public let typeConditionOffset: Int32
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Indices into `Document.selections`.
        public let selectionSet: IndexRange
        /// Where the fragment starts, its description included.
        public let offset: Int32
    }

    /// A type system definition or extension that stands in an executable document.
    public struct TypeSystemDefinition: Sendable {
        /// The name of what it defines; nil for a schema definition.
        public let name: NameID?
        /// Where the definition starts, its description included.
        public let offset: Int32
    }

    /// One variable that an operation takes.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.11
    public struct VariableDefinition: Sendable {
        /// The description, if there is one.
        public let description: Value?
        /// The name, without the `$`.
        public let name: NameID
        /// Where the name stands, behind the `$`.
        public let nameOffset: Int32
        /// The named type and what wraps it.
        public let type: TypeReference
        /// An index into `Document.values`; nil without a default value.
        public let defaultValue: Int32?
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Where the definition starts, its description included.
        public let offset: Int32
    }

    /// A type as written, such as `[Int!]!`.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.12
    @frozen
    public struct TypeReference: Hashable, Sendable {
        /// The named type at the bottom.
        public let name: NameID
        /// The lists and non-nulls around it.
        public let wrapping: TypeWrapping
        /// Where the type starts.
        public let offset: Int32
        /// Where the named type stands.
        public let nameOffset: Int32
    }

    /// One directive as applied, such as `@skip(if: $no)`.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.13
    public struct Directive: Sendable {
        /// The name, without the `@`.
        public let name: NameID
        /// Indices into `Document.arguments`.
        public let arguments: IndexRange
        /// Where the `@` stands.
        public let offset: Int32
    }
}
