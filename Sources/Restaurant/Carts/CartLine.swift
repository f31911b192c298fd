internal import DataLoader
internal import GraphQLExecution
internal import Postgres

/// An item in a cart, with what was chosen.
///
/// - SeeAlso: `schema.graphql`, type `CartLine`; `Config/permissions.yaml`, key `CartLine`.
enum CartLine: ObjectType {
    static let table: DataLoader.Table? = rows
    static let rows = DataLoader.Table("cart_lines", columns: Columns.all)

    enum Columns {
        static let id = Column<UUIDBytes>("id", at: 0)
        static let cartID = Column<UUIDBytes>("cart_id", at: 1)
        static let branchID = Column<UUIDBytes?>("branch", at: 2, "k.branch_id")
        static let itemID = Column<UUIDBytes>("item_id", at: 3)
        static let quantity = Column<String>("quantity_text", at: 4, "trim_scale(t.quantity)::text")
        static let instructions = Column<String?>("instructions", at: 5)
        static let course = Column<Int32?>("course", at: 6)
        static let guestID = Column<UUIDBytes?>("guest_id", at: 7)
        static let all = columnList(id, cartID, branchID, itemID, quantity, instructions, course, guestID)
    }

    static let fields: [Field] = [
        .id("id", Columns.id, .cartLine),
        .one("item", MenuItem.byID, key: .column(Columns.branchID), .column(Columns.itemID)),
        .column("quantity", Columns.quantity, as: .plainText),
        .column("instructions", Columns.instructions),
        .column("course", Columns.course),
        .one("guest", SessionGuest.byID, key: .column(Columns.guestID)),
        .many("modifiers", CartLineModifier.byLine, key: .column(Columns.branchID), .column(Columns.id)),
        .one("unitPrice", CartPrices.unitOfLine, key: .column(Columns.cartID), .column(Columns.id)),
        .one("total", CartPrices.totalOfLine, key: .column(Columns.cartID), .column(Columns.id)),
        .one("problem", CartPrices.problemOfLine, key: .column(Columns.cartID), .column(Columns.id)),
    ]

    /// `cart_lines_cart_idx` serves it.
    static let byCart = BatchLoader.many(
        "CartLine.byCart", rows,
        .keys(["branch_id": .uuid, "cart_id": .uuid], match: "t.cart_id = k.cart_id"),
        orderBy: "t.position, t.id")
    /// `cart_lines_pkey` serves it.
    static let byID = BatchLoader.one(
        "CartLine.byID", rows, .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))
}
