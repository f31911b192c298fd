internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// One choice of a line in a cart; one that hangs on another names it.
///
/// - SeeAlso: `schema.graphql`, type `CartLineModifier`; `Config/permissions.yaml`, key `CartLineModifier`.
enum CartLineModifier: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("cart_line_modifiers", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let parentID = Column<UUIDBytes?>("parent_id", at: 1)
        static let branchID = Column<UUIDBytes?>("branch", at: 2, "k.branch_id")
        static let groupID = Column<UUIDBytes>("group_id", at: 3)
        static let modifierID = Column<UUIDBytes>("modifier_id", at: 4)
        static let quantity = Column<Int32>("quantity", at: 5)
        static let all = columnList(id, parentID, branchID, groupID, modifierID, quantity)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .cartChoice),
        .column("parentId", Columns.parentID, as: EntityKind.cartChoice.wireForm),
        .one("group", ModifierGroup.byID, key: .column(Columns.branchID), .column(Columns.groupID)),
        .one("modifier", Modifier.byID, key: .column(Columns.branchID), .column(Columns.modifierID)),
        .column("quantity", Columns.quantity),
    ]

    /// `cart_line_modifiers_line_idx` serves it.
    static let byLine = BatchLoader.many(
        "CartLineModifier.byLine", rows,
        .keys(["branch_id": .uuid, "line_id": .uuid], match: "t.line_id = k.line_id"),
        orderBy: "t.position, t.id")
}
