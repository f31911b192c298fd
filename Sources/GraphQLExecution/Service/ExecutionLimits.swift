public import GraphQLLanguage
public import GraphQLValidation

/// Limits of preparing and running operations, each a key of `graphql.*` in the settings.
public struct ExecutionLimits: Sendable {
    /// Limits of lexer and parser.
    public var parser = ParserLimits()
    /// Limits counted after expanding fragments.
    public var validation = ValidationLimits()
    /// Most errors that a response lists; the rest would only cost bytes.
    public var errorCountMax = 20
    /// Most bytes of a response: rows multiply where nothing else bounds them, and memory is shared.
    public var responseByteCountMax = 16 << 20
    /// Most deferred fragments and streamed lists of one response: each keeps its place until it is
    /// delivered.
    public var deliveryCountMax = 10_000
    /// The most that an operation may cost where the access policy says nothing; nil for no limit.
    public var costMax: Int?
    /// Whether an operation that costs too much is refused.
    public var refusesCosts = true
    /// Most fields that a plan may hold: selections on abstract types multiply by their object types.
    public var planFieldCountMax = 20_000
    /// Most selections that making a plan may look at: those on abstract types are looked at for each of
    /// their object types.
    public var planSelectionCountMax = 200_000
    /// Bytes that cached documents and plans may take together.
    public var planCacheByteCountMax = 64 << 20
    /// Most documents kept that requests have sent with their hash, of all callers together.
    public var automaticDocumentCountMax = 2_000
    /// Bytes that these may take together.
    public var automaticDocumentByteCountMax = 8 << 20
    /// Most plans kept for one document: one a combination of its `@skip`/`@include` variables.
    public var plansPerDocumentMax = 16

    /// Whether `__schema` and `__type` are answered; `__typename` always is.
    public var allowsIntrospection = true

    /// Whether a subscription is answered once, as a query would be, instead of being refused: for
    /// conformance tests only.
    public var answersSubscriptionsOnce = false

    /// The defaults.
    public init() {}
}
