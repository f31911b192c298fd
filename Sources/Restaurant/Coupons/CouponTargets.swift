internal import DataLoader
internal import Domain
internal import Postgres

/// What a coupon is taken off, and where it holds: links that are set as a whole.
enum CouponTargets {
    /// Targets of a coupon of one kind at most: whoever prices an order reads all of them.
    private static let countMax = 200

    /// Targets that are copied at once at most: each is a row of the audit log, too.
    private static let copyCountMax = 2_000

    /// Targets of one kind.
    private struct Kind {
        let field: String
        let kind: EntityKind
        /// `coupon_targets_coupon_idx` serves it.
        let clear: Statement
        let insert: Statement

        init(_ field: String, _ kind: EntityKind, column: String) {
            self.field = field
            self.kind = kind
            clear = Statement(
                "CouponTargets.clear.\(column)",
                """
                DELETE FROM coupon_targets
                WHERE organization_id = $1 AND coupon_id = $2 AND \(column) IS NOT NULL
                """, parameters: [.uuid, .uuid])
            insert = Statement(
                "CouponTargets.insert.\(column)",
                """
                INSERT INTO coupon_targets (id, organization_id, coupon_id, \(column), created_by, updated_by)
                SELECT n.id, $1, $2, n.target, $5, $5 FROM unnest($3, $4) AS n (id, target)
                """, parameters: [.uuid, .uuid, .uuidArray, .uuidArray, .uuid])
        }
    }

    private static let kinds = [
        Kind("itemIds", .item, column: "item_id"), Kind("categoryIds", .category, column: "category_id"),
        Kind("branchIds", .branch, column: "branch_id"),
    ]

    /// The statements after which a coupon has the targets that the input names; a list that is left out
    /// stays as it is.
    ///
    /// - Throws: NOT_FOUND for an ID of another kind, INVALID for too many.
    static func setting(
        _ coupon: UUIDBytes, _ input: CouponInput, _ session: CouponSession
    ) throws(CouponFailure) -> [BoundStatement] {
        var statements: [BoundStatement] = []
        for kind in kinds {
            guard let ids = try input.uuids(kind.field, kind.kind) else { continue }
            guard ids.count <= countMax else {
                throw input.refusal(.invalid, kind.field, "`\(kind.field)` has \(countMax) IDs at most.")
            }
            statements.append(kind.clear.bind(session.tenant, .uuid(coupon)))
            guard !ids.isEmpty else { continue }
            statements.append(
                kind.insert.bind(
                    session.tenant, .uuid(coupon), ids.map { _ in input.newID() }.parameter, ids.parameter,
                    session.writer))
        }
        return statements
    }

    /// Copies the targets of a coupon to others.
    static func copying(
        _ coupon: UUIDBytes, to others: [UUIDBytes], _ session: CouponSession
    ) async throws(CouponFailure) {
        let found = try await session.run(find.bind(session.tenant, .uuid(coupon)))
        let origins = (0..<found.rowCount).compactMap { found.uuid($0, 0) }
        let pairs = others.flatMap { other in origins.map { (coupon: other, origin: $0) } }
        guard !pairs.isEmpty else { return }
        guard pairs.count <= copyCountMax else {
            throw .invalid(
                "count", "So many coupons have \(copyCountMax / max(1, others.count)) IDs at most.")
        }
        _ = try await session.run(
            copy.bind(
                session.tenant, pairs.map { _ in session.newID() }.parameter,
                pairs.map(\.coupon).parameter, pairs.map(\.origin).parameter, session.writer))
    }

    /// Who does not reach all branches makes coupons for branches that they reach, and changes no others.
    ///
    /// - Parameter coupon: one that is there already.
    /// - Throws: INVALID without branches, NOT_FOUND for one out of reach.
    static func requireReach(
        _ input: CouponInput, of coupon: UUIDBytes? = nil, _ session: CouponSession
    ) async throws(CouponFailure) {
        guard session.caller.branches != nil else { return }
        if let coupon {
            let found = try await session.run(branches.bind(session.tenant, .uuid(coupon)))
            let held = (0..<found.rowCount).compactMap { found.uuid($0, 0) }
            guard !held.isEmpty, held.allSatisfy(session.caller.reaches) else { throw .notFound("couponId") }
            guard input.has("branchIds") else { return }
        }
        let named = try input.uuids("branchIds", .branch) ?? []
        guard !named.isEmpty else {
            throw .invalid("branchIds", "Name at least one of your branches.")
        }
        guard named.allSatisfy(session.caller.reaches) else { throw .notFound("branchIds") }
    }

    /// `coupon_targets_coupon_idx` serves both.
    private static let find = Statement(
        "CouponTargets.find", "SELECT id FROM coupon_targets WHERE organization_id = $1 AND coupon_id = $2",
        parameters: [.uuid, .uuid])

    private static let branches = Statement(
        "CouponTargets.branches",
        """
        SELECT branch_id FROM coupon_targets
        WHERE organization_id = $1 AND coupon_id = $2 AND branch_id IS NOT NULL
        """, parameters: [.uuid, .uuid])

    /// `coupon_targets_pkey` serves it.
    private static let copy = Statement(
        "CouponTargets.copy",
        """
        INSERT INTO coupon_targets (id, organization_id, coupon_id, item_id, category_id, branch_id,
          created_by, updated_by)
        SELECT n.id, $1, n.coupon_id, x.item_id, x.category_id, x.branch_id, $5, $5
        FROM unnest($2, $3, $4) AS n (id, coupon_id, origin)
        JOIN coupon_targets AS x ON x.organization_id = $1 AND x.id = n.origin
        """, parameters: [.uuid, .uuidArray, .uuidArray, .uuidArray, .uuid])
}
