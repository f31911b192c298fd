internal import GraphQLExecution

/// The types around a paginated list: all alike, so made from the name of the listed type.
///
/// - SeeAlso: GraphQL Cursor Connections Specification
enum Connection {
    /// `<Node>Connection` and `<Node>Edge`.
    static func resolvers(_ node: String) -> [ObjectResolver] {
        [
            ObjectResolver(
                typeName: "\(node)Connection",
                fields: [
                    Field("edges", .pageItems),
                    Field("nodes", .pageItems),
                    Field("pageInfo", .pageInfo),
                ]),
            ObjectResolver(
                typeName: "\(node)Edge",
                fields: [
                    Field("cursor", .cursor),
                    Field("node", .pageNode),
                ]),
        ]
    }

    /// `PageInfo`
    static let pageInfo = ObjectResolver(
        typeName: "PageInfo",
        fields: [
            Field("hasNextPage", .pageInfoField(.hasNextPage)),
            Field("hasPreviousPage", .pageInfoField(.hasPreviousPage)),
            Field("startCursor", .pageInfoField(.startCursor)),
            Field("endCursor", .pageInfoField(.endCursor)),
        ])
}
