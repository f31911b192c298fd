internal import GraphQLExecution
internal import GraphQLSchema

/// The file with its names looked up in the schema: what decisions are made from.
struct PermissionRules: Sendable {
    var roles: RoleTable
    var claims: ClaimTable
    var scopes: [ScopeRule] = []
    var defaults = PermissionFile.Defaults()
    /// By object type.
    var rows: [TypeID: RowRules] = [:]
    /// By field of an object type.
    var fields: [FieldID: FieldRule] = [:]
    /// By field of an interface, where the file has an entry.
    var interfaceFields: [FieldID: FieldRule] = [:]
    /// Arguments and input fields by index into `Schema.inputValues`.
    var inputs: [Int: InputLimits] = [:]
    var enumValues: [EnumValueID: Visibility] = [:]

    /// A scope with its condition for each type.
    struct ScopeRule: Sendable {
        let name: Word
        var conditions: [TypeID: Condition] = [:]
    }

    /// A scope of one type.
    struct Condition: Sendable {
        let predicate: ScopePredicate
        /// As the engine is told.
        let rule: RowRule
        let word: Word
    }

    /// The rows of a type by role.
    struct RowRules: Sendable {
        var byRole: [Int: Choice] = [:]

        struct Choice: Sendable {
            let rows: [Rows]
            let role: Word
        }
    }

    /// Rows of a type: all of them, or those of a scope by its position.
    enum Rows: Hashable, Sendable {
        case all
        case scope(Int)
    }

    /// A role where the file names it.
    struct Mention: Sendable {
        let role: Int
        let place: PermissionPlace
    }

    /// Who may see something.
    struct Visibility: Sendable {
        let place: PermissionPlace
        /// Nil where the entry does not say who: everybody.
        var allow: [Mention]?
        var deny: [Mention] = []

        var allowed: RoleSet { RoleSet((allow ?? []).map(\.role)) }
        var denied: RoleSet { RoleSet(deny.map(\.role)) }

        /// Whether a request that holds these roles, what they inherit included, sees it.
        func isVisible(to closure: RoleSet) -> Bool {
            denied.isDisjoint(with: closure) && (allow == nil || !allowed.isDisjoint(with: closure))
        }
    }

    /// The entry of one field.
    struct FieldRule: Sendable {
        let field: FieldID
        var who: Visibility
        var masks: [(mention: Mention, mask: Mask)] = []
        var otherwise: DenialOutcome
        /// Where the entry says so; nil where the defaults do.
        var otherwisePlace: PermissionPlace?
    }

    /// What an argument or input field may hold.
    struct InputLimits: Sendable {
        var who: Visibility
        var max = RoleValues<Int64?>()
        var force = RoleValues<InputValue>()
        var values = RoleValues<Set<String>>()
        /// The rows that an ID must name.
        var target: (type: TypeID, rows: [Rows])?
        /// Of an argument that is an input object: limits of its fields, here only.
        var fields: [String: InputLimits] = [:]
    }

    /// One value for everybody, or values by role.
    struct RoleValues<Value: Sendable>: Sendable {
        var everyone: Value?
        var byRole: [Int: Value] = [:]

        var isEmpty: Bool { everyone == nil && byRole.isEmpty }
    }
}

extension PermissionRules {
    /// The values that hold for roles: of each its own, else those that it inherits. Roles of which nothing
    /// is said do not count.
    func values<Value>(_ values: RoleValues<Value>, held: [Int]) -> [Value] {
        let found = held.flatMap { roles.said(of: $0) { values.byRole[$0] } }
        return found.isEmpty ? [values.everyone].compactMap { $0 } : found
    }

    /// How much introspection tells a role.
    func introspection(_ role: Int) -> IntrospectionLevel? {
        roles.said(of: role) { roles.roles[$0].introspection }.max { $0.rank < $1.rank }
    }
}
