public import GraphQLSchema

/// Which rows of an object type a grant is about.
public enum RowScope: Sendable, Hashable {
    /// All rows of the tenant; objects that no load brings, such as the roots, have no other scope.
    case all
    /// Those that a rule holds for.
    case matching(RowRule)
}

/// A condition on the rows of one object type.
///
/// Opaque to the engine, which only tells equal rules from different ones: the loaders read it. For loaders
/// over SQL, `condition` is an expression in which `t` is the row and `:name` a claim of the caller, such as
/// `t.branch_id = ANY(:branches)`.
public struct RowRule: Sendable, Hashable {
    /// A value of the caller that the condition reads.
    public struct Claim: Sendable, Hashable {
        /// Its name in the condition, without the colon.
        public let name: String
        /// Its type as GraphQL writes it, such as `[ID!]`.
        public let type: String

        /// A claim that a condition may read.
        public init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    /// What the rule is called, such as `ownBranches`; for messages.
    public let name: String
    /// What must hold of a row; where it is neither true nor false it doesn't hold.
    public let condition: String
    /// The claims that the condition reads. One that the caller does not have is null.
    public let claims: [Claim]

    /// A condition in the language of the loaders.
    public init(name: String, condition: String, claims: [Claim] = []) {
        self.name = name
        self.condition = condition
        self.claims = claims
    }
}

/// Rows and the fields that are granted on them: one pair, never multiplied with another.
public struct ObjectGrant: Sendable, Hashable {
    /// The object type.
    public let type: TypeID
    /// The rows.
    public let rows: RowScope
    /// Fields of the type that are shown as they are.
    public let fields: Set<FieldID>
    /// Fields of the type that are shown masked.
    public let masks: [FieldID: Mask]

    /// Grants fields on rows.
    public init(type: TypeID, rows: RowScope = .all, fields: Set<FieldID>, masks: [FieldID: Mask] = [:]) {
        self.type = type
        self.rows = rows
        self.fields = fields
        self.masks = masks
    }
}
