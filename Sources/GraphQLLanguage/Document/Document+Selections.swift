extension Document {
    /// One entry of a selection set.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.5
    @frozen
    public struct Selection: Hashable, Sendable {
        /// What a selection is.
        @frozen
        public enum Kind: UInt8, Sendable {
            /// `index` points into `Document.fields`.
            case field
            /// `index` points into `Document.fragmentSpreads`.
            case fragmentSpread
            /// `index` points into `Document.inlineFragments`.
            case inlineFragment
        }

        /// Which array the index points into.
        public let kind: Kind
        /// The index of the node.
        public let node: Int32

        /// The index of the node, as an array index.
        @inlinable
        public var index: Int { Int(node) }

        @inlinable
        init(kind: Kind, index: Int) {
            self.kind = kind
            node = Int32(truncatingIfNeeded: index)
        }
    }

    /// A field of a selection set.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.6
    @frozen
    public struct Field: Sendable {
        /// The alias; nil without one.
        public let alias: NameID?
        /// The name of the field.
        public let name: NameID
        /// Indices into `Document.arguments`.
        public let arguments: IndexRange
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Indices into `Document.selections`; empty for a leaf.
        public let selectionSet: IndexRange
        /// Where the field starts: its alias, or else its name.
        public let offset: Int32
        /// Where the field's name stands.
        public let nameOffset: Int32

        /// The key of the field in the response: its alias, or else its name.
        @inlinable
        public var responseName: NameID { alias ?? name }
    }

    /// A spread of a named fragment, `...Name`.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.9
    @frozen
    public struct FragmentSpread: Sendable {
        /// The name of the fragment.
        public let name: NameID
        /// Where the name stands.
        public let nameOffset: Int32
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Where the `...` stands.
        public let offset: Int32
    }

    /// A fragment written in place, `... on Type { … }`.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.9.2
    @frozen
    public struct InlineFragment: Sendable {
        /// The type named by the type condition; nil without one.
        public let typeCondition: NameID?
        /// Where the type condition's name stands; the fragment's own offset without one.
        public let typeConditionOffset: Int32
        /// Indices into `Document.directives`.
        public let directives: IndexRange
        /// Indices into `Document.selections`.
        public let selectionSet: IndexRange
        /// Where the `...` stands.
        public let offset: Int32
    }
}
