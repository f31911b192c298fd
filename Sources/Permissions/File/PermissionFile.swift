internal import GraphQLExecution
internal import GraphQLSchema

/// A word of the permission file and where it stands.
struct Word: Hashable, Sendable {
    let text: String
    let place: PermissionPlace
}

/// A value and where it stands.
struct Placed<Value: Sendable>: Sendable {
    let value: Value
    let place: PermissionPlace
}

/// A value for everybody, or one for each of some roles.
struct ByRole<Value: Sendable>: Sendable {
    /// The value without a role.
    var everyone: Placed<Value>?
    /// The values by role, in the order of the file.
    var roles: [(role: Word, value: Value)] = []

    var isEmpty: Bool { everyone == nil && roles.isEmpty }
}

/// `Config/permissions.yaml` as written, with the place of each word: names are not looked up yet.
struct PermissionFile: Sendable {
    var defaults = Defaults()
    var claims: [Claim] = []
    var roles: [Role] = []
    var scopes: [Scope] = []
    var masks: [NamedMask] = []
    var types: [TypeEntry] = []
    var tests: [Trial] = []

    /// What holds where an entry says nothing.
    struct Defaults: Sendable {
        var outcome = DenialOutcome.hide
        var introspection = IntrospectionLevel.visible
        var pageMax: Int64?
    }

    /// A value of the caller that scopes compare with.
    struct Claim: Sendable {
        let name: Word
        let source: Word
        let type: Word
        /// Whether a caller without it passes every comparison with it.
        let standsForAll: Bool
    }

    /// One role.
    struct Role: Sendable {
        let name: Word
        var inherits: [Word] = []
        /// Nobody holds an abstract role; it is only inherited.
        var isAbstract = false
        /// A scope of API keys: held besides a role, never alone.
        var isKeyScope = false
        /// Held besides a person's role by who signed in with a PIN, never alone: what is denied to it is
        /// denied to both.
        var isHeldByPIN = false
        var introspection: IntrospectionLevel?
        var reachesAllTenants = false
        var writesOnlyActingAs = false
        var limits = RoleLimits()
    }

    /// A named set of rows, by type.
    struct Scope: Sendable {
        let name: Word
        var predicates: [(type: Word, text: Word)] = []
    }

    /// A mask under a name.
    struct NamedMask: Sendable {
        let name: Word
        let mask: Mask
    }

    /// All that is said of one type.
    struct TypeEntry: Sendable {
        let name: Word
        var rows: [(role: Word, scopes: [Word])] = []
        var fields: [FieldEntry] = []
        /// Of an enum.
        var values: [FieldEntry] = []
    }

    /// One entry: the fields, input fields or enum values that it names, and what holds for them.
    struct FieldEntry: Sendable {
        let names: [Word]
        let place: PermissionPlace
        /// Nil where the entry does not say who.
        var allow: [Word]?
        var deny: [Word] = []
        var masks: [(role: Word, mask: Word)] = []
        var otherwise: Placed<DenialOutcome>?
        var arguments: [FieldEntry] = []
        /// Input fields of the type of the argument `input`.
        var input: [FieldEntry] = []
        /// Input fields that hold an ID, and the rows that it must name.
        var targets: [(input: Word, scopes: [Word])] = []
        var limit = InputEntry()
    }

    /// What an argument or input field may hold.
    struct InputEntry: Sendable {
        /// The largest number; nil for none.
        var max = ByRole<Int64?>()
        /// The value that it always has.
        var force = ByRole<InputValue>()
        /// The enum values that may be given.
        var values = ByRole<[Word]>()

        var isEmpty: Bool { max.isEmpty && force.isEmpty && values.isEmpty }
    }

    /// One of the file's own tests.
    struct Trial: Sendable {
        var place: PermissionPlace
        var roles: [Word] = []
        var claims: [(name: Word, value: InputValue)] = []
        /// The row at hand, by type and column.
        var rows: [(type: Word, columns: [String: InputValue])] = []
        var expectations: [(expectation: Expectation, coordinate: Word)] = []
    }

    /// What a test expects of a coordinate.
    enum Expectation: String, Sendable, CaseIterable {
        case can, cannot, masked, null, error
    }
}
