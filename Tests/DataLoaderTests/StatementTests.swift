import GraphQLExecution
import Postgres
import Testing

@testable import DataLoader

/// The text of the statements that loaders send: only what the selection needs, always fenced.
struct StatementTests {
    private enum Dish {
        static let closed = CommonTable("closed (id)", "SELECT c.id FROM closings AS c WHERE \(tenant: "c")")
        static let override = Join.left(
            "overrides", as: "o", on: "o.branch_id = k.branch_id AND o.dish_id = t.id")
        static let picture = Join.left("pictures", as: "p", on: "p.id = t.picture_id")

        static let id = Column<UUIDBytes>("id", at: 0)
        static let courseID = Column<UUIDBytes>("course_id", at: 1)
        static let name = Column<String>("name", at: 2)
        static let price = Column<Int64>("price", at: 3, "coalesce(o.price, t.price)", joins: [override])
        static let isSold = Column<Bool>("is_sold", at: 4, "o.is_sold IS NOT FALSE", joins: [override])
        static let url = Column<String?>("url", at: 5, "p.url", joins: [picture])
        static let isOpen = Column<Bool>(
            "is_open", at: 6, "t.id NOT IN (SELECT c.id FROM closed AS c)", joins: [.using(closed)])
        static let table = Table(
            "dishes", columns: columnList(id, courseID, name, price, isSold, url, isOpen),
            isLive: "t.archived_at IS NULL")
    }

    private func text(_ statement: SelectStatement, _ columns: [Int]) -> [String] {
        statement.prepare(columns: columns).text.split(separator: "\n").map(String.init)
    }

    @Test
    func `one row by a column takes the keys as an array of values`() throws {
        let statement = SelectStatement(
            name: "Dish.byID", cardinality: .one, table: Dish.table, source: .column(Dish.id))

        let prepared = statement.prepare(columns: [0, 2])

        #expect(
            prepared.text.split(separator: "\n") == [
                "SELECT t.id, t.id, t.name", "FROM dishes AS t",
                "WHERE t.organization_id = $1 AND t.id = ANY($2) AND t.archived_at IS NULL",
            ])
        #expect(prepared.positions == [1, 2])
        guard case .key(column: 0) = prepared.grouping else {
            Issue.record("rows find their key by the column itself")
            return
        }
        let context = try #require(prepared.context as? LoadContext)
        #expect(context.statement.parameterTypes == [.uuid, .uuidArray])
        #expect(context.parameters == [.organization, .key(0, .uuid)])
    }

    @Test
    func `many rows come in the order of their keys, then in their own`() {
        let statement = SelectStatement(
            name: "Dish.byCourse", cardinality: .many, table: Dish.table, source: .column(Dish.courseID),
            conditions: ["t.is_listed"], orderBy: "t.position, t.id")

        #expect(
            text(statement, [2]) == [
                "SELECT t.course_id, t.name", "FROM dishes AS t",
                "WHERE t.organization_id = $1 AND t.course_id = ANY($2)"
                    + " AND t.archived_at IS NULL AND t.is_listed",
                "ORDER BY t.course_id, t.position, t.id",
            ])
    }

    @Test(arguments: [
        ([2], [], false), ([3], ["overrides"], false), ([3, 4], ["overrides"], false),
        ([5], ["pictures"], false),
        ([2, 4, 5], ["overrides", "pictures"], false), ([6], [], true), ([], [], false),
    ])
    func `a statement joins what its columns read, once`(
        _ columns: [Int], _ joined: [String], _ hasTable: Bool
    ) {
        let statement = SelectStatement(
            name: "Dish.byKey", cardinality: .one, table: Dish.table,
            source: .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))

        let lines = text(statement, columns)

        let joins = lines.filter { $0.hasPrefix("LEFT JOIN") }
        #expect(joins.map { String($0.split(separator: " ")[2]) } == joined)
        #expect(joins.allSatisfy { $0.contains(".organization_id = $") })
        #expect(lines[0].hasPrefix("WITH closed") == hasTable)
    }

    @Test
    func `a condition brings its joins, and a replaced column leaves its own out`() {
        var statement = SelectStatement(
            name: "Dish.byKey", cardinality: .one, table: Dish.table,
            source: .keys(["branch_id": .uuid, "id": .uuid], match: "t.id = k.id"))
        statement.needs = [Dish.override]
        #expect(text(statement, [2]).contains { $0.hasPrefix("LEFT JOIN overrides AS o") })

        statement.needs = []
        statement.replacing = ["price": "0::bigint"]
        #expect(text(statement, [3])[0] == "SELECT k.ord, 0::bigint")
        #expect(!text(statement, [3]).contains { $0.hasPrefix("LEFT JOIN") })
    }

    @Test
    func `keys of several parts are numbered, also through a link table`() throws {
        let statement = SelectStatement(
            name: "Dish.byMenu", cardinality: .many, table: Dish.table,
            source: .keys(
                ["branch_id": .uuid, "menu_id": .uuid], through: "menu_dishes", on: "l.menu_id = k.menu_id",
                match: "t.id = l.dish_id"),
            orderBy: "l.position")

        let prepared = statement.prepare(columns: [0])

        #expect(
            prepared.text.split(separator: "\n") == [
                "SELECT k.ord, t.id",
                "FROM unnest($1, $2) WITH ORDINALITY AS k(branch_id, menu_id, ord)",
                "JOIN menu_dishes AS l ON l.organization_id = $3 AND l.menu_id = k.menu_id",
                "JOIN dishes AS t ON t.organization_id = $3 AND t.id = l.dish_id",
                "WHERE t.archived_at IS NULL", "ORDER BY k.ord, l.position",
            ])
        guard case .ordinal(column: 0) = prepared.grouping else {
            Issue.record("rows find their key by its number")
            return
        }
    }

    @Test
    func `a page continues behind its cursor and reads one row more`() throws {
        let order = PageOrder(Dish.name, Dish.id)
        let all = SelectStatement(
            name: "Dish.all", cardinality: .page, table: Dish.table, source: .tenant(), page: order)

        let prepared = all.prepare(columns: [2])

        #expect(
            prepared.text.split(separator: "\n") == [
                "SELECT 1::bigint, t.name", "FROM dishes AS t",
                "WHERE t.organization_id = $1 AND t.archived_at IS NULL AND (t.name, t.id) > ($2, $3)",
                "ORDER BY t.name, t.id", "LIMIT $4",
            ])
        let context = try #require(prepared.context as? LoadContext)
        #expect(context.parameters == [.organization, .after(0, .text), .after(1, .uuid), .limit])
        #expect(all.loader.parameters.suffix(2) == [.argument("first"), .argument("after")])
    }

    @Test
    func `pages of several keys read no more than a page of each`() {
        let statement = SelectStatement(
            name: "Dish.pageByCourse", cardinality: .page, table: Dish.table,
            source: .keys(["course_id": .uuid], match: "t.course_id = k.course_id"),
            page: PageOrder(Dish.name, Dish.id))

        #expect(
            text(statement, [0, 5]) == [
                "SELECT k.ord, p.c0, p.c1", "FROM unnest($1) WITH ORDINALITY AS k(course_id, ord)",
                "CROSS JOIN LATERAL (", "SELECT * FROM (",
                "SELECT t.id AS c0, p.url AS c1, t.name AS o0, t.id AS o1",
                "FROM dishes AS t",
                "LEFT JOIN pictures AS p ON p.organization_id = $2 AND p.id = t.picture_id",
                "WHERE t.organization_id = $2 AND t.course_id = k.course_id AND t.archived_at IS NULL"
                    + " AND (t.name, t.id) > ($3, $4)",
                "ORDER BY t.name, t.id", "LIMIT 101) AS few", "LIMIT $5) AS p",
                "ORDER BY k.ord, p.o0, p.o1",
            ])
    }

    @Test
    func `what keys find is planned once, what only conditions find for its values`() throws {
        func plans(_ source: LoaderSource, page: PageOrder? = nil) throws -> PlanCacheMode {
            let statement = SelectStatement(
                name: "Dish", cardinality: page == nil ? .many : .page, table: Dish.table, source: source,
                orderBy: "t.id", page: page)
            let context = statement.prepare(columns: [0]).context
            return try #require(context as? LoadContext).statement.plans
        }
        let keys = LoaderSource.keys(["course_id": .uuid], match: "t.course_id = k.course_id")
        let page = PageOrder(Dish.name, Dish.id)

        #expect(try plans(.column(Dish.id)) == .generic)
        #expect(try plans(keys) == .generic)
        #expect(try plans(keys, page: page) == .generic)
        #expect(try plans(.column(Dish.id), page: page) == .byServer)
        #expect(try plans(.tenant()) == .byServer)
        #expect(try plans(.tenant(), page: page) == .byServer)
    }

    @Test
    func `rows of a branch are fenced, rows outside of all tenants say so`() {
        let tables = Table("tables", columns: columnList(Dish.id), branch: "branch_id")
        let plans = Table("plans", columns: columnList(Dish.id), globalBecause: "plans are the platform's")

        let fenced = SelectStatement(
            name: "Table.byID", cardinality: .one, table: tables, source: .column(Dish.id))
        let global = SelectStatement(
            name: "Plan.all", cardinality: .many, table: plans, source: .tenant(), orderBy: "t.id")

        #expect(text(fenced, [0])[2].hasSuffix("AND ($3 IS NULL OR t.branch_id = ANY($3))"))
        #expect(!text(global, [0]).joined().contains("organization_id"))
    }

    @Test
    func `equal parameters share a number`() {
        var writer = StatementWriter()

        writer.write(
            "\(.languages) \(.binding("at", .timestamptz)) \(tenant: "t") \(.languages) \(tenant: "u")")

        #expect(writer.sql == "$1 $2 t.organization_id = $3 $1 u.organization_id = $3")
        #expect(writer.parameters.map(\.type) == [.textArray, .timestamptz, .uuid])
    }
}
