internal import DataLoader
internal import GraphQLExecution

/// What the API says of stations and what they make.
enum KitchenArea: Area {
    static let types: [any ObjectType.Type] = []
    static let paged: [String] = []
    static let queries: [Field] = []
    static let mutations: [String: MutationMaker] = [:]
    static let nodes: [EntityKind: NodeSource] = [:]
}
