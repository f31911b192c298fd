import Postgres
import Restaurant
import TestSupport
import Testing

/// Whatever a mutation of the tenancy is given by ID: another tenant's answers like nobody's, and changes
/// nothing.
@Suite(.database(World.template))
struct TenancyReachTests {
    /// A mutation with one ID that takes the place of a foreign or a made-up one.
    struct Door: Sendable, CustomTestStringConvertible {
        let mutation: String
        let kind: EntityKind
        let field: String
        /// The ID of the second tenant.
        let foreign: Int
        let input: @Sendable (String) -> String

        var testDescription: String { "\(mutation) \(field)" }

        func document(_ number: Int) -> String {
            """
            mutation { it: \(mutation)(input: { \(input(World.id(kind, number))) }) {
              userErrors { message field ... on TenancyUserError { code } } } }
            """
        }
    }

    private static let waiter = "memberId: \"\(World.id(.member, 404))\""

    static let doors = [
        Door(mutation: "branchUpdate", kind: .branch, field: "branchId", foreign: 21) {
            "branchId: \"\($0)\", name: \"x\""
        },
        Door(mutation: "branchArchive", kind: .branch, field: "branchId", foreign: 21) {
            "branchId: \"\($0)\""
        },
        Door(mutation: "memberUpdate", kind: .member, field: "memberId", foreign: 412) {
            "memberId: \"\($0)\", role: CASHIER"
        },
        Door(mutation: "memberDeactivate", kind: .member, field: "memberId", foreign: 412) {
            "memberId: \"\($0)\""
        },
        Door(mutation: "memberBranchesSet", kind: .member, field: "memberId", foreign: 412) {
            "memberId: \"\($0)\", branchIds: []"
        },
        Door(mutation: "memberBranchesSet", kind: .branch, field: "branchIds", foreign: 21) {
            "\(waiter), branchIds: [\"\($0)\"]"
        },
        Door(mutation: "shiftClockIn", kind: .branch, field: "branchId", foreign: 21) {
            "branchId: \"\($0)\""
        },
        Door(mutation: "shiftClockIn", kind: .member, field: "memberId", foreign: 412) {
            "branchId: \"\(World.id(.branch, 11))\", memberId: \"\($0)\""
        },
        Door(mutation: "shiftClockOut", kind: .member, field: "memberId", foreign: 412) {
            "memberId: \"\($0)\""
        },
        Door(mutation: "apiKeyCreate", kind: .branch, field: "branchId", foreign: 21) {
            "name: \"x\", scopes: [\"menu:read\"], branchId: \"\($0)\""
        },
        Door(mutation: "apiKeyRevoke", kind: .apiKey, field: "apiKeyId", foreign: 511) {
            "apiKeyId: \"\($0)\""
        },
    ]

    @Test(arguments: doors)
    func `another tenant's ID answers like one of nobody and changes nothing`(_ door: Door) async throws {
        let world = try World()
        let before = try await state()

        let foreign = await world.run(door.document(door.foreign), member: 402)
        let nobody = await world.run(door.document(9999), member: 402)
        // An ID of another kind names nothing either.
        let table = await world.run(
            door.document(1).replacing(World.id(door.kind, 1), with: World.id(.table, 1001)), member: 402)

        #expect(foreign.text == nobody.text)
        #expect(table.text == nobody.text)
        #expect(
            foreign.text.contains(#""field":["input","\#(door.field)"],"code":"NOT_FOUND""#),
            "\(foreign.text)")
        #expect(try await state() == before)
    }

    /// All that these mutations could change, as one text.
    private func state() async throws -> String? {
        let statement = Statement(
            "state",
            """
            SELECT md5(string_agg(found.line, ';' ORDER BY found.line)) FROM (
              SELECT b::text AS line FROM branches AS b UNION ALL SELECT m::text FROM members AS m
              UNION ALL SELECT mb::text FROM member_branches AS mb UNION ALL SELECT k::text FROM api_keys AS k
              UNION ALL SELECT s::text FROM staff_shifts AS s) AS found
            """)
        return try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await $0.run(statement.bind()).string(0, 0) }
    }
}
