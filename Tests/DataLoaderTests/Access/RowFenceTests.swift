import GraphQLExecution
import Postgres
import Testing

@testable import DataLoader

/// Conditions on rows as SQL: in every statement, parameters bound, columns only where fields depend on them.
@Suite struct RowFenceTests {
    private static let id = Column<UUIDBytes>("id", at: 0)
    private static let kind = Column<String>("kind", at: 1)
    private static let table = Table("dishes", columns: columnList(id, kind))
    private static let ownBranches = RowRule(
        name: "ownBranches", condition: "t.branch_id = ANY(:branches)",
        claims: [RowRule.Claim(name: "branches", type: "[ID!]")])
    private static let mine = RowRule(
        name: "mine", condition: "t.cook_id = :user", claims: [RowRule.Claim(name: "user", type: "ID")])

    private func fence(_ condition: RowCondition?, flags: [[RowRule]] = []) -> RowFence {
        var fence = RowFence(condition, Self.table)
        fence.flags = RowFence.flags(flags)
        return fence
    }

    @Test func `a condition stands beside the tenant's, its claims are parameters`() throws {
        let statement = SelectStatement(
            name: "Dish.byID", cardinality: .one, table: Self.table, source: .column(Self.id))

        let prepared = statement.prepare(
            columns: [0], fence: fence(.any([Self.ownBranches, Self.mine])))

        #expect(
            prepared.text.split(separator: "\n") == [
                "SELECT t.id, t.id", "FROM dishes AS t",
                "WHERE t.organization_id = $1 AND t.id = ANY($2)"
                    + " AND ((t.branch_id = ANY($3)) OR (t.cook_id = $4))",
            ])
        let context = try #require(prepared.context as? LoadContext)
        #expect(context.parameters.suffix(2) == [.claim("branches", .ids), .claim("user", .id)])
        #expect(context.statement.parameterTypes.suffix(2) == [.uuidArray, .uuid])
    }

    @Test func `statements that read other claims are told apart, though their texts are equal`() throws {
        let statement = SelectStatement(
            name: "Dish.byID", cardinality: .one, table: Self.table, source: .column(Self.id))
        let member = RowRule(
            name: "mine", condition: "t.cook_id = :member",
            claims: [RowRule.Claim(name: "member", type: "ID")])

        let byUser = statement.prepare(columns: [0], fence: fence(.any([Self.mine])))
        let byMember = statement.prepare(columns: [0], fence: fence(.any([member])))
        let again = statement.prepare(columns: [0], fence: fence(.any([Self.mine])))

        #expect(byUser.text == byMember.text)
        #expect(byUser.variant != byMember.variant)
        #expect(byUser.variant == again.variant)
    }

    @Test func `a claim of another type is no claim that is not there`() {
        let id = UUIDBytes(high: 1, low: 2)

        #expect(ClaimType.ids.parameter(nil).map(Self.isNull) == true)
        #expect(ClaimType.ids.parameter(.id(id)) == nil)
        #expect(ClaimType.id.parameter(.text("x")) == nil)
        #expect(ClaimType.id.parameter(.id(id)).map(Self.isNull) == false)
    }

    private static func isNull(_ value: ParameterValue) -> Bool {
        if case .null = value { true } else { false }
    }

    @Test func `what is known of every caller is not replaced by another claim`() {
        let id = UUIDBytes(high: 1, low: 2)
        var caller = TenantCaller(organization: id, branches: [id], role: "WAITER", user: id)
        for name in ["organization", "branches", "user", "member", "role", "session"] {
            caller.claims[name] = .text("made up")
        }

        #expect(caller.claim("organization") == .id(id))
        #expect(caller.claim("branches") == .ids([id]))
        #expect(caller.claim("user") == .id(id))
        #expect(caller.claim("member") == nil)
        #expect(caller.claim("role") == .text("WAITER"))
        #expect(caller.claim("session") == .text("made up"))
    }

    @Test func `what single fields depend on is a boolean column behind the others`() {
        let statement = SelectStatement(
            name: "Dish.all", cardinality: .many, table: Self.table, source: .tenant(), orderBy: "t.id")

        let prepared = statement.prepare(columns: [0, 1], fence: fence(nil, flags: [[Self.mine]]))

        #expect(
            prepared.text.hasPrefix("SELECT 1::bigint, t.id, t.kind, ((t.cook_id = $1)) IS TRUE\n"))
        #expect(prepared.flagPositions == [3])
    }

    @Test func `pages of several keys count only rows that exist`() {
        let statement = SelectStatement(
            name: "Dish.pageByKind", cardinality: .page, table: Self.table,
            source: .keys(["kind": .text], match: "t.kind = k.kind"), page: PageOrder(Self.id))

        let prepared = statement.prepare(
            columns: [0], fence: fence(.any([Self.mine]), flags: [[Self.ownBranches]]))

        #expect(prepared.text.contains("SELECT k.ord, p.c0, p.f0\n"))
        #expect(prepared.text.contains("((t.branch_id = ANY($2))) IS TRUE AS f0\n"))
        #expect(prepared.text.contains("AND ((t.cook_id = $4))"))
        #expect(prepared.flagPositions == [2])
    }

    @Test func `rows of an abstract type are asked by the type that they name`() {
        let statement = SelectStatement(
            name: "Dish.all", cardinality: .many, table: Self.table, source: .tenant(), orderBy: "t.id")

        let prepared = statement.prepare(
            columns: [0], fence: fence(.byType(column: 1, ["Soup": [Self.mine], "Cake": []])))

        #expect(
            prepared.text.contains(
                "AND CASE t.kind WHEN 'Cake' THEN (false) WHEN 'Soup' THEN ((t.cook_id = $2)) ELSE true END"))
    }

    @Test(arguments: [
        "t.a = :nobody", "t.a = 1)", "(t.a = 1", "t.a = 1; DROP TABLE x", "t.a = 'open", "t.a -- all",
        "t.a /* all */", "t.a = $1", "t.a = :odd", "t.a = '\\'",
    ])
    func `a rule that can't be read has a problem and holds for no row`(_ condition: String) {
        let rule = RowRule(
            name: "r", condition: condition, claims: [RowRule.Claim(name: "odd", type: "Float")])

        #expect(RowRuleSQL.problem(with: rule) != nil)
        let statement = SelectStatement(
            name: "Dish.all", cardinality: .many, table: Self.table, source: .tenant(), orderBy: "t.id")
        #expect(statement.prepare(columns: [0], fence: fence(.any([rule]))).text.contains("AND ((false))"))
    }

    @Test func `casts and quoted colons are no claims`() throws {
        let rule = RowRule(
            name: "r", condition: "t.day::text <> ':user' AND t.cook_id = :user",
            claims: [RowRule.Claim(name: "user", type: "ID!")])

        #expect(RowRuleSQL.problem(with: rule) == nil)
        var writer = StatementWriter()
        writer.write(try #require(RowRuleSQL.template(rule)))
        #expect(writer.sql == "t.day::text <> ':user' AND t.cook_id = $1")
    }

    @Test func `a claim that the caller lacks is null`() {
        #expect(ClaimType.id.parameter(nil) == .null)
        #expect(ClaimType.text.parameter(.text("x")) == .text("x"))
        #expect(ClaimType("[ID!]!") == .ids)
        #expect(ClaimType("Float") == nil)
    }
}
