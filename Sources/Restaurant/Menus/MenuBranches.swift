internal import DataLoader
internal import Domain
internal import Postgres

/// The branches that sell a menu: checked, and set as a whole.
enum MenuBranches {
    /// `branches_pkey` serves it; the lock keeps them from being archived meanwhile.
    fileprivate static let live = Statement(
        "MenuBranches.live",
        """
        SELECT id, currency FROM branches
        WHERE organization_id = $1 AND id = ANY($2) AND archived_at IS NULL
        ORDER BY id FOR KEY SHARE
        """, parameters: [.uuid, .uuidArray])

    /// The unique key of `menu_branches` serves both.
    fileprivate static let unlink = Statement(
        "MenuBranches.unlink",
        "DELETE FROM menu_branches WHERE organization_id = $1 AND menu_id = $2 AND branch_id <> ALL($3)",
        parameters: [.uuid, .uuid, .uuidArray])
    /// The composite keys refuse another currency than the branch's.
    fileprivate static let link = Statement(
        "MenuBranches.link",
        """
        INSERT INTO menu_branches (id, organization_id, menu_id, branch_id, currency, position)
        SELECT given.id, $1, m.id, given.branch_id, m.currency, m.position
        FROM menus AS m, unnest($3, $4) AS given (id, branch_id)
        WHERE m.organization_id = $1 AND m.id = $2
        ON CONFLICT (organization_id, menu_id, branch_id) DO NOTHING
        """, parameters: [.uuid, .uuid, .uuidArray, .uuidArray])
}

extension MutationSession<MenuErrorCode> {
    /// The currency that branches share; nil for none.
    ///
    /// - Throws: NOT_FOUND unless all are live and within reach, CURRENCY_MISMATCH when they differ.
    func currency(
        ofBranches branches: [UUIDBytes], _ input: MutationInput<MenuErrorCode>
    ) async throws(MenuMutationFailure) -> String? {
        guard branches.allSatisfy(caller.reaches) else { throw .notFound("branchIds") }
        guard caller.branches == nil || !branches.isEmpty else {
            throw input.refusal(.invalid, "branchIds", "Name at least one of your branches.")
        }
        guard !branches.isEmpty else { return nil }
        let found = try await run(MenuBranches.live.bind(tenant, branches.parameter))
        guard found.rowCount == branches.count else { throw .notFound("branchIds") }
        let currencies = Set((0..<found.rowCount).compactMap { found.string($0, 1) })
        guard currencies.count == 1 else {
            throw input.refusal(.currencyMismatch, "branchIds", "These branches have several currencies.")
        }
        return currencies.first
    }

    /// The statements after which exactly these branches sell the menu.
    func linking(
        _ menu: UUIDBytes, to branches: [UUIDBytes], _ input: MutationInput<MenuErrorCode>
    ) -> [BoundStatement] {
        [
            MenuBranches.unlink.bind(tenant, .uuid(menu), branches.parameter),
            MenuBranches.link.bind(
                tenant, .uuid(menu), branches.map { _ in input.newID() }.parameter, branches.parameter),
        ]
    }
}
