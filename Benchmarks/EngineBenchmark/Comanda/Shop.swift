import GraphQLExecution
import GraphQLSchema

/// The data of the benchmark, by the same formulas as in the peers' programs.
enum Shop {
    struct Row: Sendable { let number: Int }

    /// A category, item, group or option and the number of what holds it.
    struct Node: Sendable {
        let number: Int
        let parent: Int
    }

    /// 10 categories of 10 items of 3 groups of 10 options: 3,000 options.
    private static func nodes(_ count: Int, in parents: Int) -> [Node] {
        (0..<count).map { Node(number: $0, parent: $0 / (count / parents)) }
    }

    static func service(_ schema: Schema, limits: ExecutionLimits) throws -> GraphQLService<MemorySessions> {
        let rows = ArraySource("Row", of: (0..<1_000).map(Row.init), columns: rowColumns)
        let menus = ArraySource(
            "Menu", of: [0], columns: [.text("name") { _ in "Menu" }, .integer("key") { $0 }])
        let key = ArrayColumn<Node>.integer("key") { $0.number }
        let parent = ArrayColumn<Node>.integer("parent") { $0.parent }
        let categories = ArraySource(
            "Category", of: nodes(10, in: 1),
            columns: [
                .text("id") { "c\($0.number)" }, .text("name") { "Category \($0.number)" }, key, parent,
            ])
        let items = ArraySource(
            "Item", of: nodes(100, in: 10),
            columns: [
                .text("id") { "i\($0.number)" }, .text("name") { "Item \($0.number)" },
                .text("description") { "A \"fine\" dish, number \($0.number)" },
                .integer("price") { $0.number * 50 }, key, parent,
            ])
        let groups = ArraySource(
            "Group", of: nodes(300, in: 100),
            columns: [.text("id") { "g\($0.number)" }, .text("name") { "Group \($0.number)" }, key, parent])
        let options = ArraySource(
            "Option", of: nodes(3_000, in: 300),
            columns: [
                .text("id") { "o\($0.number)" }, .text("name") { "Option \($0.number)" },
                .integer("price") { $0.number * 5 }, .boolean("isDefault") { $0.number % 10 == 0 }, parent,
            ])
        return try GraphQLService(
            schema: schema,
            resolvers: [
                ObjectResolver(
                    typeName: "Query",
                    fields: [rows.all("rows"), menus.one("menu", where: "key", equals: .parent(zero))]),
                rows.resolver(in: schema),
                menus.resolver(
                    in: schema,
                    adding: [categories.many("categories", where: "parent", equals: .parent(menus["key"]))]),
                categories.resolver(
                    in: schema,
                    adding: [items.many("items", where: "parent", equals: .parent(categories["key"]))]),
                items.resolver(
                    in: schema,
                    adding: [groups.many("groups", where: "parent", equals: .parent(items["key"]))]),
                groups.resolver(
                    in: schema,
                    adding: [options.many("options", where: "parent", equals: .parent(groups["key"]))]),
                options.resolver(in: schema),
            ], limits: limits)
    }

    private static let zero = KeyPart.constant(WireForm.bytes(ofInteger: 0))

    private static let rowColumns: [ArrayColumn<Row>] = [
        .text("id") { "r\($0.number)" }, .text("name") { "Row \($0.number)" },
        .text("note") { "Some \"quoted\" text \($0.number)" }, .integer("count") { $0.number },
        .float("price") { Double($0.number) * 0.25 }, .boolean("active") { $0.number % 2 == 0 },
        .text("kind") { ["A", "B", "C"][$0.number % 3] }, .integer("rank") { $0.number * 7 },
    ]
}
