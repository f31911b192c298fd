internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Puts categories and items of a menu into an order: each gets its place in the list as its position.
///
/// Costs the same number of statements for any number of them.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.menuReorder`.
enum MenuReorder: MenuNodePayload {
    static let typeName = "MenuReorderPayload"
    static let node = (field: "menu", loader: Menu.byID)

    /// Things in one list at most.
    private static let countMax = 1000

    static let mutation = MenuMutation.node { (input, session) throws(MenuMutationFailure) in
        let categories = try list("categoryIds", .category, input)
        let items = try list("itemIds", .item, input)
        let menu = try await session.lock(.menu, "menuId", input)
        let results = try await session.run([
            categoryPlaces.bind(session.tenant, .uuid(menu.id), categories.parameter),
            itemPlaces.bind(session.tenant, .uuid(menu.id), items.parameter),
            touch.bind(session.tenant, .uuid(menu.id)),
        ])
        guard results.count == 3, results[0].affectedRows == categories.count else {
            throw .notFound("categoryIds")
        }
        guard results[1].affectedRows == items.count else { throw .notFound("itemIds") }
        session.tellChanged(menu)
        return menu.id
    }

    private static func list(
        _ field: String, _ kind: EntityKind, _ input: MutationInput<MenuErrorCode>
    ) throws(MenuMutationFailure) -> [UUIDBytes] {
        let ids = try input.uuids(field, kind) ?? []
        guard ids.count <= countMax, ids.count == input.strings(field)?.count ?? 0 else {
            throw input.refusal(.invalid, field, "`\(field)` has up to \(countMax) IDs, each once.")
        }
        return ids
    }

    private static let categoryPlaces = places("menu_categories", isLive: "t.archived_at IS NULL")
    private static let itemPlaces = places("menu_items", isLive: "t.deleted_at IS NULL")

    /// The primary keys serve it.
    private static func places(_ table: String, isLive: String) -> Statement {
        Statement(
            "MenuReorder.\(table)",
            """
            UPDATE \(table) AS t SET position = given.place::integer - 1, updated_at = now(),
              version = t.version + 1
            FROM unnest($3) WITH ORDINALITY AS given (id, place)
            WHERE t.organization_id = $1 AND t.menu_id = $2 AND t.id = given.id AND \(isLive)
            """, parameters: [.uuid, .uuid, .uuidArray])
    }

    /// `menus_pkey` serves it.
    private static let touch = Statement(
        "MenuReorder.touch",
        """
        UPDATE menus SET updated_at = now(), version = version + 1 WHERE organization_id = $1 AND id = $2
        """, parameters: [.uuid, .uuid])
}
