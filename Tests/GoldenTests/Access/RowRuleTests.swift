import DataLoader
import Foundation
import GraphQLExecution
import Postgres
import Restaurant
import TestSupport
import Testing

/// Rows out of scope against the database: the tenant's fence stays, the file's comes besides.
@Suite(.database(World.template))
struct RowRuleTests {
    private static func trial(_ scopes: String, claims: String = "{}") throws -> AccessTrial {
        var open = OpenPermissions()
        open.scopes = "{ near: \(scopes) }"
        open.claims = claims
        for type in ["Table", "Space", "TaxClass", "Member"] where scopes.contains("\(type):") {
            open.rows[type] = "{ CREW: near }"
        }
        return try AccessTrial(open)
    }

    private static func tables(_ branch: Int, _ first: Int = 50) -> String {
        """
        { tables(branchId: "\(World.id(.branch, branch))", first: \(first)) {
            nodes { label } pageInfo { hasNextPage } } }
        """
    }

    private static let all = #"{"nodes":[{"label":"T1"},{"label":"T2"},{"label":"T3"},{"label":"T4"}"#
    private static let none = #"{"nodes":[],"pageInfo":{"hasNextPage":false}}"#

    @Test func `rows out of scope are absent from lists, and pages count those that are there`() async throws
    {
        let trial = try Self.trial(
            #"{ Table: "NOT sort_key IN ('T00002', 'B00001')", Space: "name = 'Terraza'" }"#)

        let first = await trial.ask(Self.tables(11, 2))
        let other = await trial.ask(Self.tables(12))
        let spaces = await trial.ask(
            """
            { spaces(branchId: "\(World.id(.branch, 11))") { name }
              none: spaces(branchId: "\(World.id(.branch, 12))") { name } }
            """
        )

        #expect(
            first.contains(#"{"nodes":[{"label":"T1"},{"label":"T3"}],"pageInfo":{"hasNextPage":true}}"#),
            "\(first)")
        #expect(other.contains(Self.none), "\(other)")
        #expect(spaces == #"{"data":{"spaces":[{"name":"Terraza"}],"none":[]}}"#)
    }

    @Test func `a look-up of a row out of scope answers as one of no row, by every door`() async throws {
        let trial = try Self.trial(#"{ Table: "capacity >= 4" }"#)

        for door in ["table", "node"] {
            let own = await trial.ask("{ \(door)(id: \"\(AccessTrial.table(1001))\") { id } }")
            let missing = await trial.ask("{ \(door)(id: \"\(AccessTrial.table(9999))\") { id } }")
            #expect(own.contains(AccessTrial.table(1001)))
            #expect(missing.contains(#""code":"NOT_FOUND""#))
            // Out of scope, and another tenant's, which the scope would let pass.
            for hidden in [1101, 1201] {
                let answer = await trial.ask("{ \(door)(id: \"\(AccessTrial.table(hidden))\") { id } }")
                #expect(answer == missing, "\(answer)")
            }
        }
    }

    @Test func `the database is asked the same for a row out of scope, another tenant's and none at all`()
        async throws
    {
        let trial = try Self.trial(#"{ Table: "capacity >= 4" }"#)
        var asked: [[String]] = []

        for number in [9999, 1101, 1201] {
            let before = trial.events.statements.count
            _ = await trial.ask("{ node(id: \"\(AccessTrial.table(number))\") { ... on Table { label } } }")
            asked.append(
                trial.events.statements.dropFirst(before).map { "\($0.rows ?? -1) \($0.statement.sql)" })
        }

        #expect(asked[0].count == 1)
        #expect(asked[0].first?.hasPrefix("0 ") == true)
        #expect(asked.allSatisfy { $0 == asked[0] }, "work tells no row from none")
    }

    @Test func `a to-one that is out of scope is null and no error, its parent stays`() async throws {
        let trial = try Self.trial(#"{ TaxClass: "code = 'FOOD'" }"#)
        let item = "menuItem(branchId: \"\(World.id(.branch, 11))\", id: \"\(World.id(.item, 120))\")"

        let answer = await trial.ask("{ \(item) { sku taxClass { code } } taxClasses { code } }")

        #expect(answer == #"{"data":{"menuItem":{"sku":"CEV-1","taxClass":null},"taxClasses":[]}}"#)
    }

    @Test func `a condition of alternatives opens no other tenant`() async throws {
        let trial = try Self.trial(#"{ Table: "capacity >= 0 OR label = 'D1'" }"#)

        let foreign = await trial.ask("{ table(id: \"\(AccessTrial.table(1201))\") { label } }")
        let list = await trial.ask(Self.tables(21))

        #expect(foreign.contains(#""code":"NOT_FOUND""#))
        #expect(!foreign.contains("D1"))
        #expect(list.contains(#""code":"NOT_FOUND""#), "\(list)")
    }

    @Test(arguments: [
        "x' OR '1'='1", "'; DELETE FROM tables; --", "\\'; --", "$1", ":role", "T1\u{0}", "\u{202e}T1",
        "T1'/*", "{T1}", "null", "",
    ])
    func `whatever a claim holds is a value`(_ hostile: String) async throws {
        let trial = try Self.trial(
            #"{ Table: "label = :me" }"#, claims: "{ me: { from: caller.role, type: String } }")

        let own = await trial.ask(Self.tables(11), claims: ["role": .text("T1")])
        let none = await trial.ask(Self.tables(11), claims: ["role": .text(hostile)])

        #expect(own.contains(#"{"nodes":[{"label":"T1"}],"pageInfo""#), "\(own)")
        // A zero byte is no text to PostgreSQL: the round fails, and tells nothing.
        #expect(hostile.contains("\u{0}") ? !none.contains("label") : none.contains(Self.none), "\(none)")
        #expect(try await World.texts("SELECT count(*) FROM tables") == ["7"])
    }

    @Test func `a value that looks like SQL is found by a claim that looks alike`() async throws {
        let label = "x' OR '1'='1; --"
        let trial = try Self.trial(
            #"{ Table: "label = :me" }"#, claims: "{ me: { from: caller.role, type: String } }")
        try await World.asSuperuser(
            "UPDATE tables SET label = 'x'' OR ''1''=''1; --' WHERE label = 'T3'")

        let answer = await trial.ask(Self.tables(11), claims: ["role": .text(label)])

        #expect(answer.contains(#"{"nodes":[{"label":"\#(label)"}],"pageInfo""#), "\(answer)")
    }

    @Test func `a claim that the caller lacks, or that is of another type, holds for no row, negated either`()
        async throws
    {
        let claims = "{ place: { from: caller.session, type: ID } }"
        let plain = try Self.trial(#"{ Table: "id = :place" }"#, claims: claims)
        let negated = try Self.trial(#"{ Table: "NOT id = :place" }"#, claims: claims)

        let one = ["session": ClaimValue.id(World.uuid(1001))]
        #expect(await plain.ask(Self.tables(11), claims: one).contains(#"[{"label":"T1"}]"#))
        #expect(await negated.ask(Self.tables(11), claims: one).contains(#"[{"label":"T2"}"#))
        #expect(await plain.ask(Self.tables(11)).contains(Self.none))
        #expect(await negated.ask(Self.tables(11)).contains(Self.none))
        for value: ClaimValue in [.text("T1"), .ids([World.uuid(1001)]), .boolean(true)] {
            for trial in [plain, negated] {
                let answer = await trial.ask(Self.tables(11), claims: ["session": value])
                #expect(answer.contains(#""code":"INTERNAL""#) && !answer.contains("label"), "\(answer)")
            }
        }
    }

    @Test func `an empty list holds for no row, a missing one as the file says`() async throws {
        let condition =
            #"{ Member: "id IN (SELECT member_id FROM member_branches WHERE branch_id = ANY(:places))" }"#
        let closed = try Self.trial(
            condition, claims: #"{ places: { from: caller.branches, type: "[ID!]" } }"#)
        let open = try Self.trial(
            condition, claims: #"{ places: { from: caller.branches, type: "[ID!]", default: all } }"#)
        let members = "{ members { nodes { displayName } } }"
        let some = ["branches": ClaimValue.ids([World.uuid(12), World.uuid(21)])]

        for trial in [closed, open] {
            let two = await trial.ask(members, claims: some)
            #expect(
                two == #"{"data":{"members":{"nodes":[{"displayName":"Elena"},{"displayName":"Felipe"}]}}}"#)
            let none = await trial.ask(members, claims: ["branches": .ids([])])
            #expect(none == #"{"data":{"members":{"nodes":[]}}}"#)
        }
        #expect(await closed.ask(members) == #"{"data":{"members":{"nodes":[]}}}"#)
        #expect(await open.ask(members).components(separatedBy: "displayName").count == 5)
    }

    @Test func `an ID of a mutation names a row in scope, or nothing is done`() async throws {
        var open = OpenPermissions()
        open.scopes = #"{ spicy: { MenuItem: "spice_level >= 2" } }"#
        open.fields["Mutation.itemAvailabilitySet"] = "{ allow: [CREW], on: { itemId: spicy } }"
        let trial = try AccessTrial(open)
        func set(_ item: Int) async -> String {
            await trial.ask(
                """
                mutation { itemAvailabilitySet(input: {
                  branchId: "\(World.id(.branch, 11))", itemId: "\(World.id(.item, item))", isAvailable: false
                }) { item { id } userErrors { message } } }
                """)
        }
        let acts = "SELECT count(*) FROM audit_log"
        let before = try await World.texts(acts)

        let missing = await set(9999)
        #expect(missing.contains(#""code":"NOT_FOUND""#))
        #expect(await set(123) == missing)
        #expect(await set(220) == missing)
        #expect(try await World.texts(acts) == before)
        #expect(await set(120).contains(World.id(.item, 120)))
        #expect(try await World.texts(acts) != before)
    }
}
