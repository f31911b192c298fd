internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// The payload of a mutation that answers with one object of the menu as it is kept, as no branch sells it.
protocol MenuNodePayload: ObjectType {
    /// The payload's field, and how its object is loaded by (branch, ID).
    static var node: (field: String, loader: Loader) { get }
}

extension MenuNodePayload {
    static var fields: [Field] {
        [
            .one(
                node.field, node.loader, key: .column(MenuNodeColumns.branchID),
                .column(MenuNodeColumns.nodeID)),
            Field("userErrors", .outcomeList(0)),
        ]
    }
}

/// The payload of a mutation that takes something off the menu: only its ID is left to tell.
protocol ArchivedMenuNode: ObjectType {
    static var kind: EntityKind { get }
}

extension ArchivedMenuNode {
    static var fields: [Field] {
        [
            .column("archivedId", MenuNodeColumns.nodeID, as: kind.wireForm),
            Field("userErrors", .outcomeList(0)),
        ]
    }
}

/// The row behind the payloads above.
enum MenuNodeColumns {
    /// Always null: the answer is the base menu's.
    static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
    static let nodeID = Column<UUIDBytes?>("node_id", at: 1)
}

extension MenuMutation {
    /// Wraps the body of a mutation with one of these payloads.
    ///
    /// - Parameter body: checks and writes, and returns the object's ID.
    static func node(
        _ body:
            @escaping @Sendable (
                MutationInput<MenuErrorCode>, MutationSession<MenuErrorCode>
            ) async throws(MenuMutationFailure) -> UUIDBytes
    ) -> MutationMaker {
        make(keyCount: 2, constraints: MenuConstraints.rejections) {
            (input, session) async throws(MenuMutationFailure) in
            [nil, try await body(input, session).bytes]
        }
    }
}
