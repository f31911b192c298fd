internal import DataLoader
internal import Domain
internal import GraphQLExecution
internal import Postgres

/// Adds a category to a menu, at its top level or under another category.
///
/// - SeeAlso: `schema.graphql`, field `Mutation.categoryCreate`.
enum CategoryCreate: ObjectType {
    static let typeName = "CategoryCreatePayload"

    enum Columns {
        /// Always null: the answer is the base menu's.
        static let branchID = Column<UUIDBytes?>("branch_id", at: 0)
        static let categoryID = Column<UUIDBytes?>("category_id", at: 1)
    }

    static let fields: [Field] = [
        .one("category", MenuCategory.byID, key: .column(Columns.branchID), .column(Columns.categoryID)),
        Field("userErrors", .outcomeList(0)),
    ]

    /// What the table refuses, in the API's words.
    private static let constraints = [
        "menu_categories_live_name_key": MenuRejection(
            .nameTaken, at: ["input", "name"], "A category of this name is there already."),
        "menu_categories_depth": MenuRejection(
            .tooDeep, at: ["input", "parentId"], "Categories nest to eight levels at most."),
    ]

    static let mutation = MenuMutation.make(
        keyCount: 2, constraints: constraints
    ) { (input, session) throws(MenuMutationFailure) in
        let menu = try input.requiredUUID("menuId", .menu)
        let parent = try input.uuid("parentId", .category)
        let name = input.string("name") ?? ""
        guard (1...120).contains(name.unicodeScalars.count), name.contains(where: { !$0.isWhitespace }) else {
            throw .invalid("name", "A name has 1 to 120 characters.")
        }
        let description = input.string("description")
        if let description, !(1...2000).contains(description.unicodeScalars.count) {
            throw .invalid("description", "A description has 1 to 2000 characters.")
        }
        try await check(menu, parent, session)
        let id = input.newID()
        _ = try await session.run(
            insert.bind(
                .uuid(id), session.tenant, .uuid(menu), parent.map { .uuid($0) } ?? .null, .text(name),
                description.map { .text($0) } ?? .null,
                .int32(Int32(clamping: input.int("position") ?? 0))))
        return [nil, id.bytes]
    }

    /// The menu is there and sold by no branch out of reach, since the category shows in all of them; the
    /// parent is one of the menu's live categories.
    private static func check(
        _ menu: UUIDBytes, _ parent: UUIDBytes?, _ session: MutationSession<MenuErrorCode>
    ) async throws(MenuMutationFailure) {
        let found = try await session.run(
            find.bind(
                session.tenant, .uuid(menu), parent.map { .uuid($0) } ?? .null, session.caller.branchArray))
        guard found.rowCount == 1 else { throw .notFound("menuId") }
        guard parent != nil else { return }
        guard let menuOfParent = found.uuid(0, 0) else { throw .notFound("parentId") }
        guard menuOfParent == menu else {
            throw .rejected(
                MenuRejection(
                    .parentInOtherMenu, at: ["input", "parentId"], "The parent belongs to another menu."))
        }
    }

    /// `menus_pkey`, `menu_categories_pkey` and the unique key of `menu_branches` serve it. For a caller of
    /// some branches (`$4`) `bool_and` is null, thus no, where the menu is in none.
    private static let find = Statement(
        "CategoryCreate.find",
        """
        SELECT p.menu_id
        FROM menus AS t
        LEFT JOIN menu_categories AS p ON p.organization_id = $1 AND p.id = $3 AND p.archived_at IS NULL
        WHERE t.organization_id = $1 AND t.id = $2 AND t.archived_at IS NULL
          AND ($4 IS NULL OR (SELECT bool_and(mb.branch_id = ANY($4)) FROM menu_branches AS mb
            WHERE mb.organization_id = $1 AND mb.menu_id = t.id))
        FOR KEY SHARE OF t
        """, parameters: [.uuid, .uuid, .uuid, .uuidArray])

    private static let insert = Statement(
        "CategoryCreate.insert",
        """
        INSERT INTO menu_categories (id, organization_id, menu_id, parent_id, name, description, position, \
        currency)
        SELECT $1, $2, m.id, $4, $5, $6, $7, m.currency
        FROM menus AS m WHERE m.organization_id = $2 AND m.id = $3
        """, parameters: [.uuid, .uuid, .uuid, .uuid, .text, .text, .int4])
}
