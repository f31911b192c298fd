import GraphQLExecution
import GraphQLSchema

/// The harness's tree of organization 0 in memory, made by the same arithmetic as its tables.
enum MemoryTypes {
    static func resolvers(in schema: Schema) -> [ObjectResolver] {
        let categories = ArraySource(
            "Category", of: Array(0..<10),
            columns: [.integer("id") { $0 }, .text("name") { "Category \($0)" }])
        let items = ArraySource(
            "Item", of: Array(0..<200),
            columns: [
                .integer("id") { $0 }, .integer("category") { $0 / 20 }, .text("name") { "Item \($0)" },
                .text("description") { "A tasty description of dish \($0)" },
                .integer("price") { 1_000 + $0 },
            ])
        let groups = ArraySource(
            "Group", of: Array(0..<600),
            columns: [
                .integer("id") { $0 }, .integer("item") { $0 / 3 }, .text("name") { "Group \($0)" },
                .integer("minSelect") { _ in 0 }, .integer("maxSelect") { _ in 3 },
            ])
        let options = ArraySource(
            "Option", of: Array(0..<3_000),
            columns: [
                .integer("id") { $0 }, .integer("group") { $0 / 5 }, .text("name") { "Option \($0)" },
                .integer("delta") { $0 % 500 },
            ])
        let query = [
            categories.all("memCategories"), categories.all("categories"),
            categories.one("category", where: "id", equals: .argument("id")),
            items.one("item", where: "id", equals: .argument("id")),
        ]
        let itemsOfCategory = items.many("items", where: "category", equals: .parent(categories["id"]))
        let groupsOfItem = groups.many("groups", where: "item", equals: .parent(items["id"]))
        let optionsOfGroup = options.many("options", where: "group", equals: .parent(groups["id"]))
        return [
            ObjectResolver(typeName: "Query", fields: query),
            categories.resolver(in: schema, adding: [itemsOfCategory]),
            items.resolver(in: schema, adding: [groupsOfItem]),
            groups.resolver(in: schema, adding: [optionsOfGroup]),
            options.resolver(in: schema),
        ]
    }
}
