internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Moves the lines of a cart to another one of the same branch and type; the first is then over.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.cartMerge`.
enum CartMerge: ObjectType {
    static let typeName = "CartMergePayload"

    enum Columns {
        static let cartID = Column<UUIDBytes?>("cart_id", at: 0)
    }

    static let fields: [Field] = [
        .one("cart", Cart.byID, key: .column(Columns.cartID)),
        Field("userErrors", .outcomeList(0)),
    ]

    static let mutation = CartMutation.makeRepeatable(keyCount: 1) { (input, session) throws(CartFailure) in
        let ids = [try input.requiredUUID("cartId", .cart), try input.requiredUUID("intoId", .cart)]
        guard ids[0] != ids[1] else {
            throw .invalid("intoId", "A cart cannot become part of itself.")
        }
        // Sessions before carts, each by ID: what follows locks the same rows again.
        _ = try await session.run([
            lockSessions.bind(session.tenant, ids.parameter), lockCarts.bind(session.tenant, ids.parameter),
        ])
        let source = try await session.openCart(input)
        let target = try await session.openCart(input, at: "intoId")
        guard source.branch == target.branch, source.type == target.type else {
            throw .invalid("intoId", "Carts of one branch and type can be merged.")
        }
        var contents = CartContents(target)
        for line in source.lines {
            var request = line.request
            if source.session != target.session { request.guest = nil }
            guard contents.add(request, id: input.newID(), quotedMinor: line.quotedMinor) else {
                throw .refused(.tooManyLines, "intoId", "The cart has no room for all lines.")
            }
        }
        _ = try await session.run(
            merge.bind(session.tenant, .uuid(source.id), .uuid(target.id)))
        session.transaction.tell(CartEvent.changed(source.id, in: source.branch, .merged))
        try await session.store(contents, in: target, moment: input.nowSeconds, isStrict: false)
        return [target.id.bytes]
    }

    /// `table_sessions_pkey` serves it.
    private static let lockSessions = Statement(
        "CartMerge.lockSessions",
        """
        SELECT s.id FROM table_sessions AS s
        WHERE s.organization_id = $1 AND s.id IN (
          SELECT c.session_id FROM carts AS c WHERE c.organization_id = $1 AND c.id = ANY($2))
        ORDER BY s.id FOR SHARE
        """, parameters: [.uuid, .uuidArray])

    /// `carts_pkey` serves it.
    private static let lockCarts = Statement(
        "CartMerge.lockCarts",
        "SELECT id FROM carts WHERE organization_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE",
        parameters: [.uuid, .uuidArray])

    /// `carts_pkey` serves it.
    private static let merge = Statement(
        "CartMerge.merge",
        """
        UPDATE carts SET status = 'MERGED', merged_into_id = $3, updated_at = now(), version = version + 1
        WHERE organization_id = $1 AND id = $2 AND status = 'OPEN'
        """, parameters: [.uuid, .uuid, .uuid])
}
