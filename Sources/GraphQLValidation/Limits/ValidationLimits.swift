/// How much an operation may ask for, counted after its fragments are expanded.
public struct ValidationLimits: Sendable, Equatable {
    /// The nesting of fields.
    public var depthMax = 12
    /// Greater nesting for paths through fields of a type, by the type's name.
    public var depthMaxByType: [String: Int] = ["Menu": 40, "__Type": 24]
    /// The fields with an alias.
    public var aliasCountMax = 30
    /// The fields at the root of an operation.
    public var rootFieldCountMax = 20
    /// The fields at the root of a mutation.
    public var mutationCountMax = 5
    /// The directives in a document.
    public var directiveCountMax = 50
    /// The directives at one place.
    public var directivesPerLocationMax = 4
    /// The fields of an operation.
    public var expandedFieldCountMax = 2_000
    /// The fragments of a document.
    public var fragmentCountMax = 50
    /// The operations of a document.
    public var operationCountMax = 10
    /// The variables of one operation.
    public var variableCountMax = 50
    /// Comparisons that the check for overlapping fields may make.
    public var fieldComparisonCountMax = 10_000
    /// The errors that are listed; validation stops after them.
    public var errorCountMax = 20
    /// The places that one error names at most: a location costs time in the length of the document.
    public var locationCountMax = 20
    /// How often a path may pass each list of `__Type` that leads to further types; introspection grows by
    /// a power with every one.
    public var introspectionListsMax = 1
    /// How often an operation may ask for `__schema`.
    public var introspectionCountMax = 1
    /// Whether messages may guess what was meant; it tells names of the schema.
    public var suggestions = false

    /// Makes the default limits.
    public init() {}

    /// No limit but the overlap budget: for conformance tests and benchmarks.
    public static var unlimited: ValidationLimits {
        var limits = ValidationLimits()
        limits.depthMax = Int.max
        limits.depthMaxByType = [:]
        limits.aliasCountMax = Int.max
        limits.rootFieldCountMax = Int.max
        limits.mutationCountMax = Int.max
        limits.directiveCountMax = Int.max
        limits.directivesPerLocationMax = Int.max
        limits.expandedFieldCountMax = Int.max
        limits.fragmentCountMax = Int.max
        limits.operationCountMax = Int.max
        limits.variableCountMax = Int.max
        limits.fieldComparisonCountMax = 500_000
        limits.errorCountMax = 1_000
        limits.locationCountMax = 1_000
        limits.introspectionListsMax = Int.max
        limits.introspectionCountMax = Int.max
        return limits
    }
}
