import DataLoader
import GraphQLExecution
import GraphQLSchema

/// The four tables of the harness as GraphQL types.
enum PeerTypes {
    private static let reason = "the peers' tables know no tenant"

    enum Category {
        static let id = Column<Int32>("id", at: 0)
        static let organization = Column<Int32>("org", at: 1)
        static let name = Column<String>("name", at: 2)
        static let table = Table(
            "category", columns: columnList(id, organization, name), globalBecause: reason)
        static let byID = BatchLoader.one("Category.byID", table, .column(id))
        static let byOrganization = BatchLoader.many(
            "Category.byOrganization", table, .column(organization), orderBy: "t.id")
        static let fields: [Field] = [
            .column("id", id), .column("name", name), .many("items", Item.byCategory, key: .column(id)),
        ]
    }

    enum Item {
        static let id = Column<Int32>("id", at: 0)
        static let category = Column<Int32>("category_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let summary = Column<String?>("description", at: 3)
        static let price = Column<Int64>("price_minor", at: 4)
        static let table = Table(
            "item", columns: columnList(id, category, name, summary, price), globalBecause: reason)
        static let byID = BatchLoader.one("Item.byID", table, .column(id))
        static let byCategory = BatchLoader.many("Item.byCategory", table, .column(category), orderBy: "t.id")
        static let fields: [Field] = [
            .column("id", id), .column("name", name), .column("description", summary),
            .column("price", price),
            .many("groups", Group.byItem, key: .column(id)),
        ]
    }

    enum Group {
        static let id = Column<Int32>("id", at: 0)
        static let item = Column<Int32>("item_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let minSelect = Column<Int32>("min_select", at: 3)
        static let maxSelect = Column<Int32>("max_select", at: 4)
        static let table = Table(
            "grp", columns: columnList(id, item, name, minSelect, maxSelect), globalBecause: reason)
        static let byItem = BatchLoader.many("Group.byItem", table, .column(item), orderBy: "t.id")
        static let fields: [Field] = [
            .column("id", id), .column("name", name), .column("minSelect", minSelect),
            .column("maxSelect", maxSelect), .many("options", Option.byGroup, key: .column(id)),
        ]
    }

    enum Option {
        static let id = Column<Int32>("id", at: 0)
        static let group = Column<Int32>("group_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let delta = Column<Int64>("delta", at: 3)
        static let table = Table("opt", columns: columnList(id, group, name, delta), globalBecause: reason)
        static let byGroup = BatchLoader.many("Option.byGroup", table, .column(group), orderBy: "t.id")
        static let fields: [Field] = [.column("id", id), .column("name", name), .column("delta", delta)]
    }

    static let resolvers: [ObjectResolver] = [
        ObjectResolver(
            typeName: "Query",
            fields: [
                .many("categories", Category.byOrganization, key: .argument("org", integer)),
                .one("category", Category.byID, key: .argument("id", integer)),
                .one("item", Item.byID, key: .argument("id", integer)),
            ]),
        ObjectResolver(typeName: "Category", fields: Category.fields),
        ObjectResolver(typeName: "Item", fields: Item.fields),
        ObjectResolver(typeName: "Group", fields: Group.fields),
        ObjectResolver(typeName: "Option", fields: Option.fields),
    ]

    /// An integer argument as the bytes of a key.
    @Sendable private static func integer(_ value: InputValue) -> [UInt8]? {
        guard case .int(let number) = value, let number = Int32(exactly: number) else { return nil }
        return withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
