internal import DataLoader
internal import GraphQLExecution

/// What the API says of carts and quotes.
enum CartArea: Area {
    static let types: [any ObjectType.Type] = []
    static let paged: [String] = []
    static let queries: [Field] = []
    static let mutations: [String: MutationMaker] = [:]
    static let nodes: [EntityKind: NodeSource] = [:]
}
