public import GraphQLSchema

/// Everything that decides on a caller's access, for ``AccessPolicy/init(_:schema:)``: deny by default.
public struct AccessRules: Sendable {
    /// Fields of object types by the rows on which they are granted; of the root types too.
    public var grants: [ObjectGrant] = []
    /// Fields of interfaces that exist for the caller; what their objects show is the object types' matter.
    public var interfaceFields: Set<FieldID> = []
    /// What becomes of fields where no grant holds; ``DenialOutcome/hide`` for those not listed.
    public var denials: [FieldID: DenialOutcome] = [:]
    /// Arguments and input fields that do not exist, as indices into `Schema.inputValues`.
    public var hiddenInputs: Set<Int> = []
    /// Values of enums that do not exist.
    public var hiddenEnumValues: Set<EnumValueID> = []
    /// Limits of arguments and input fields, by index into `Schema.inputValues`.
    public var inputs: [Int: InputRule] = [:]
    /// How much of the schema can be asked for.
    public var introspection = IntrospectionLevel.visible
    /// The deepest selection; nil for the service's own limit, which is never exceeded.
    public var depthMax: Int?
    /// The most that an operation may cost; nil for the service's own limit.
    public var costMax: Int?
    /// How many requests in how much time, for whoever lets requests in; nil where that decides itself.
    public var requestRate: RequestRate?
    /// Whether only imported documents are run.
    public var trustedDocumentsOnly = false
    /// The roles that these rules are the sum of, for messages and for the caller: the engine knows none.
    public var roles: [String] = []
    /// Says in messages and logs which rules these are.
    public var version = ""

    /// Rules that grant nothing.
    public init() {}
}

/// So many requests at once, and as many again in each time.
public struct RequestRate: Sendable, Hashable {
    /// How many.
    public let count: Int
    /// In how many seconds.
    public let seconds: Int

    /// A rate.
    public init(count: Int, seconds: Int) {
        self.count = count
        self.seconds = seconds
    }
}

/// How much introspection tells a caller. `__typename` is always told.
public enum IntrospectionLevel: Sendable, Hashable {
    /// Nothing.
    case off
    /// What the caller's view shows.
    case visible
    /// The whole schema.
    case full
}
