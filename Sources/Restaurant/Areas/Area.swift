internal import DataLoader
internal import GraphQLExecution

/// What one part of the business adds to the API: its types, doors and mutations, listed once.
///
/// All of it is read when the server starts.
protocol Area: SendableMetatype {
    /// The object types, in the order of `schema.graphql`.
    static var types: [any ObjectType.Type] { get }
    /// The names of types that are listed in pages: each has a `Connection` and an `Edge`.
    static var paged: [String] { get }
    /// The fields of `Query`.
    static var queries: [Field] { get }
    /// What makes the functions of the fields of `Mutation` that run in the caller's transaction.
    static var mutations: [String: MutationMaker] { get }
    /// Where the events of the fields of `Subscription` come from.
    static var subscriptions: [LiveSource] { get }
    /// What IDs of each kind name.
    static var nodes: [EntityKind: NodeSource] { get }
}

extension Area {
    static var paged: [String] { [] }
    static var queries: [Field] { [] }
    static var mutations: [String: MutationMaker] { [:] }
    static var subscriptions: [LiveSource] { [] }
    static var nodes: [EntityKind: NodeSource] { [:] }
}

/// Where `node(id:)` finds the objects of one kind: by the loader that its look-up uses, so that no fence is
/// missing.
struct NodeSource: Sendable {
    let typeName: String
    let loader: Loader
    /// Whether the loader's keys are (branch, id); an ID alone means no branch.
    let isOfBranch: Bool

    init(_ type: any ObjectType.Type, _ loader: Loader, isOfBranch: Bool = false) {
        typeName = type.typeName
        self.loader = loader
        self.isOfBranch = isOfBranch
    }
}
