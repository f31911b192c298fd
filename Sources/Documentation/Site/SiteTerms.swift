/// What the documentation tells besides the schema: facts of the server that shows it.
public struct SiteTerms: Sendable {
    /// A limit in force.
    public struct Limit: Sendable {
        /// The setting's name, which refusals tell as `extensions.limit`.
        public let name: String
        /// Its value, as settings write it.
        public let value: String

        /// A limit.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// For whom the pages are, such as `PUBLIC` or the roles of a token.
    public var audience: String
    /// The most that one operation of theirs may cost.
    public var costMax: Int
    /// Limits of documents and operations.
    public var limits: [Limit]
    /// Earlier versions of the schema, the latest first; asked when their page is made, since it takes as
    /// long as reading them.
    public var releases: @Sendable () -> [SchemaRelease]
    /// Where the explorer is; nil where there is none.
    public var explorer: String?
    /// Whether they may know the whole schema: then they are told of what is gone, too, which belongs to no
    /// view any more.
    public var seesEverything: Bool

    /// Facts.
    public init(
        audience: String, costMax: Int, limits: [Limit] = [],
        releases: @escaping @Sendable () -> [SchemaRelease] = { [] },
        explorer: String? = nil, seesEverything: Bool = false
    ) {
        self.audience = audience
        self.costMax = costMax
        self.limits = limits
        self.releases = releases
        self.explorer = explorer
        self.seesEverything = seesEverything
    }
}
