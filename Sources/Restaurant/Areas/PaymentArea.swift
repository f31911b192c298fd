internal import DataLoader
internal import GraphQLExecution

/// What the API says of the money that comes in.
enum PaymentArea: Area {
    static let types: [any ObjectType.Type] = []
    static let paged: [String] = []
    static let queries: [Field] = []
    static let mutations: [String: MutationMaker] = [:]
    static let nodes: [EntityKind: NodeSource] = [:]
}
