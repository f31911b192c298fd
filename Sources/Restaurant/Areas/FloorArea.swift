internal import DataLoader
internal import GraphQLExecution

/// What the API says of spaces, tables and who sits at them.
enum FloorArea: Area {
    static let types: [any ObjectType.Type] = [Space.self, DiningTable.self]
    static let paged: [String] = [DiningTable.typeName]

    static let queries: [Field] = [
        .many("spaces", Space.byBranch, key: .id("branchId", .branch), requires: Branch.ofList),
        .page(
            "tables", DiningTable.byBranchAndSpace, order: DiningTable.order, key: .id("spaceId", .space),
            .id("branchId", .branch), requires: Branch.ofList),
        .one("table", DiningTable.byID, key: .id("id", .table), absence: .notFound),
    ]

    static let mutations: [String: MutationMaker] = [:]

    static let nodes: [EntityKind: NodeSource] = [
        .space: NodeSource(Space.self, Space.byID),
        .table: NodeSource(DiningTable.self, DiningTable.byID),
    ]
}
