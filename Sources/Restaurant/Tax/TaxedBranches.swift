internal import DataLoader
internal import Domain
internal import Postgres

/// The branches where what guests pay depends on a tax class.
enum TaxedBranches {
    /// In the order of their IDs. `menu_items_tax_class_idx` and the unique key of `menu_branches` serve it.
    fileprivate static let selling = Statement(
        "TaxedBranches.selling",
        """
        SELECT DISTINCT mb.branch_id FROM menu_items AS i
        JOIN menus AS m ON m.organization_id = $1 AND m.id = i.menu_id AND m.archived_at IS NULL
        JOIN menu_branches AS mb ON mb.organization_id = $1 AND mb.menu_id = m.id
        WHERE i.organization_id = $1 AND i.tax_class_id = $2 AND i.deleted_at IS NULL
        ORDER BY mb.branch_id
        """, parameters: [.uuid, .uuid])
}

extension MutationSession<MenuErrorCode> {
    /// Tells each branch that sells goods of a tax class that they cost another price there, or may.
    func tellTaxChanged(_ taxClass: UUIDBytes) async throws(MenuMutationFailure) {
        let found = try await run(TaxedBranches.selling.bind(tenant, .uuid(taxClass)))
        tellMenuChanged(
            .taxClass, taxClass, in: (0..<found.rowCount).compactMap { found.uuid($0, 0) })
    }
}
