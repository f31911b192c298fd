public import GraphQLSchema
import Synchronization

/// What one caller may see and do: everything that doesn't depend on a row is decided here, before requests.
///
/// Made once for a set of roles and shared by all their requests, since plans are kept by a policy's
/// identity: two policies with equal rules share no plan. The engine knows no roles.
///
/// - SeeAlso: ``AccessRules`` for what goes in.
public final class AccessPolicy: Sendable {
    /// What exists for the caller.
    public let view: SchemaView
    /// How much of the schema can be asked for.
    public let introspection: IntrospectionLevel
    /// The deepest selection; nil for the service's own limit.
    public let depthMax: Int?
    /// The most that an operation may cost; nil for the service's own limit.
    public let costMax: Int?
    /// How many requests in how much time, for whoever lets requests in; nil where that decides itself.
    public let requestRate: RequestRate?
    /// Whether only imported documents are run.
    public let trustedDocumentsOnly: Bool
    /// The roles that the rules are the sum of.
    public let roles: [String]
    /// Which rules these are.
    public let version: String
    /// Whether introspection is answered whatever the service's limits say: for who publishes the schema.
    let publishesSchema: Bool
    /// What it was made for; nil for a policy of a view alone.
    let schema: Schema?
    /// Tells policies apart, also those that are gone.
    let identity: UInt64
    /// Limits by index into `Schema.inputValues`.
    let inputs: [Int: InputRule]
    /// Input objects with a rule somewhere in them.
    let limitedTypes: Set<TypeID>
    /// All rows that IDs must name somewhere.
    let targets: Set<InputRule.Target>
    /// Object types of which not all rows exist.
    let rowFilters: [TypeID: RowFilter]
    /// Fields that are not simply shown.
    let fields: [FieldID: FieldAccess]

    private static let identities = Atomic<UInt64>(0)

    /// The policy that allows everything, for tests and for services that decide elsewhere.
    public static let all = AccessPolicy(view: .all)

    /// A policy that decides only on what exists.
    ///
    /// - Parameter publishesSchema: whether introspection is answered whatever the service's limits say.
    public init(view: SchemaView, publishesSchema: Bool = false) {
        self.view = view
        self.publishesSchema = publishesSchema
        introspection = .visible
        depthMax = nil
        costMax = nil
        requestRate = nil
        trustedDocumentsOnly = false
        roles = []
        version = ""
        schema = nil
        identity = Self.identities.add(1, ordering: .relaxed).newValue
        inputs = [:]
        limitedTypes = []
        targets = []
        rowFilters = [:]
        fields = [:]
    }

    /// Decides.
    ///
    /// An argument, input field or enum value with `@reads(field:)` exists only if the caller sees that field
    /// on all rows and unmasked: ordering and filtering by a field tells what is in it.
    ///
    /// - Complexity: O(grants × fields of their types + types + fields + arguments of the schema).
    public init(_ rules: AccessRules, schema: Schema) {
        var decisions = AccessDecisions(rules, schema)
        decisions.decide()
        view = SchemaView(
            of: schema, decisions.visibleFields.union(rules.interfaceFields),
            hiddenInputs: decisions.hiddenInputs, hiddenEnumValues: decisions.hiddenEnumValues)
        rowFilters = decisions.rows
        fields = decisions.fields
        inputs = rules.inputs
        limitedTypes = decisions.limitedTypes
        targets = Self.targets(rules.inputs.values)
        introspection = rules.introspection
        depthMax = rules.depthMax
        costMax = rules.costMax
        requestRate = rules.requestRate
        trustedDocumentsOnly = rules.trustedDocumentsOnly
        roles = rules.roles
        version = rules.version
        self.schema = schema
        publishesSchema = false
        identity = Self.identities.add(1, ordering: .relaxed).newValue
    }

    /// What a visible field of an object type shows; nil where that is simply its value.
    func decision(on field: FieldID) -> FieldAccess? { fields[field] }

    /// Whether some rows do not exist.
    var limitsRows: Bool { !rowFilters.isEmpty }

    /// Whether a rule decides which rows exist.
    var hasRowRules: Bool {
        rowFilters.values.contains { filter in
            if case .matching(let rules) = filter { !rules.isEmpty } else { false }
        }
    }

    /// The rows of an object type that exist.
    func rows(of type: TypeID) -> RowFilter { rowFilters[type] ?? .all }
}
