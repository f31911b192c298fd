import Postgres
import Restaurant
import TestSupport
import Testing

/// The state table of sessions through the API, and ways that it does not have.
@Suite(.database(World.template))
struct TableSessionStateTests {
    /// One attempt: a session in a state, what is asked of it, and what becomes of it.
    struct Attempt: Sendable, CustomTestStringConvertible {
        let from: String
        let mutation: String
        var role = "WAITER"
        var input = ""
        /// The state afterwards; nil when refused.
        var to: String?
        var code = ""

        var testDescription: String { "\(from) \(mutation) as \(role)" }
    }

    private static let force = ", force: true, reason: \"x\""

    private static let allowed = [
        Attempt(from: "PENDING", mutation: "tableSessionApprove", to: "ACTIVE"),
        Attempt(from: "PENDING", mutation: "tableSessionApprove", role: "BRANCH_MANAGER", to: "ACTIVE"),
        Attempt(from: "PENDING", mutation: "tableSessionReject", to: "REJECTED"),
        Attempt(from: "PENDING", mutation: "tableSessionReject", role: "ORG_ADMIN", to: "REJECTED"),
        Attempt(from: "ACTIVE", mutation: "tableSessionClose", to: "CLOSED"),
        Attempt(from: "ACTIVE", mutation: "tableSessionClose", role: "BRANCH_MANAGER", to: "CLOSED"),
        Attempt(
            from: "ACTIVE", mutation: "tableSessionClose", role: "BRANCH_MANAGER", input: force,
            to: "CLOSED"),
    ]

    private static let forbidden =
        ["ACTIVE", "REJECTED", "CLOSED"].flatMap { state in
            ["tableSessionApprove", "tableSessionReject"].map {
                Attempt(from: state, mutation: $0, code: "CONFLICT")
            }
        }
        + ["PENDING", "REJECTED", "CLOSED"].map {
            Attempt(
                from: $0, mutation: "tableSessionClose", role: "ORG_ADMIN", input: force, code: "CONFLICT")
        }

    @Test(arguments: allowed + forbidden)
    func `a session goes the ways of its state table and no others`(_ attempt: Attempt) async throws {
        let world = try World()
        let id = World.id(.tableSession, 700)
        try await World.asSuperuser(
            """
            INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, expires_at)
            VALUES ('\(World.uuid(700))', '\(World.uuid(1))', '\(World.uuid(11))', '\(World.uuid(1001))',
              '\(attempt.from)', now() + interval '5 minutes');
            UPDATE tables SET status = 'OCCUPIED'
            WHERE id = '\(World.uuid(1001))' AND '\(attempt.from)' = 'ACTIVE'
            """)

        let answer = await world.floor(
            attempt.mutation, "sessionId: \"\(id)\"\(attempt.input)", as: attempt.role, member: 402)

        #expect(try await World.sessionStatus(id) == attempt.to ?? attempt.from, "\(answer)")
        #expect(answer.contains(attempt.to == nil ? attempt.code : #""userErrors":[]"#), "\(answer)")
        #expect(try await World.told().isEmpty == (attempt.to == nil))
    }

    @Test
    func `nobody is let in at a table that is taken or out of use, or after ten minutes`() async throws {
        let world = try World()
        let guest = try #require(try await world.scan(1).0)
        let other = try #require(try await world.scan(2).0)
        func approve(_ session: String) async -> String {
            await world.floor("tableSessionApprove", "sessionId: \"\(session)\"")
        }

        _ = await world.seat(1)
        let taken = await approve(guest.session)
        try await World.asSuperuser("UPDATE tables SET status = 'MAINTENANCE' WHERE label = 'T2'")
        let closed = await approve(other.session)
        try await World.asSuperuser(
            """
            UPDATE tables SET status = 'AVAILABLE' WHERE label = 'T2';
            UPDATE table_sessions SET expires_at = now() - interval '1 second' WHERE status = 'PENDING'
            """)
        let late = await approve(other.session)

        #expect(taken.contains("TABLE_NOT_AVAILABLE"), "\(taken)")
        #expect(closed.contains("TABLE_NOT_AVAILABLE"), "\(closed)")
        #expect(late.contains("SESSION_OVER"), "\(late)")
    }

    @Test
    func `foreign, unreached and made-up tables, codes and sessions answer alike`() async throws {
        let world = try World()
        func start(_ table: Int) async -> String {
            await world.floor("tableSessionStart", "tableId: \"\(World.id(.table, table))\"")
        }
        func close(_ session: Int) async -> String {
            await world.floor("tableSessionClose", "sessionId: \"\(World.id(.tableSession, session))\"")
        }
        try await World.asSuperuser(
            """
            INSERT INTO table_sessions (id, organization_id, branch_id, table_id, status, expires_at) VALUES
              ('\(World.uuid(701))', '\(World.uuid(1))', '\(World.uuid(12))', '\(World.uuid(1101))',
                'ACTIVE', now()),
              ('\(World.uuid(702))', '\(World.uuid(2))', '\(World.uuid(21))', '\(World.uuid(1201))',
                'ACTIVE', now())
            """)

        let nobody = await start(9999)
        #expect(nobody.contains(#"{"field":["input","tableId"],"code":"NOT_FOUND"}"#), "\(nobody)")
        #expect(await start(1101) == nobody)
        #expect(await start(1201) == nobody)
        let none = await close(9999)
        #expect(none.contains(#"{"field":["input","sessionId"],"code":"NOT_FOUND"}"#), "\(none)")
        #expect(await close(701) == none)
        #expect(await close(702) == none)
        let foreignCode = await world.floor("tableSessionStart", "qrToken: \"qr-token-of-dosa-1\"")
        let noCode = await world.floor("tableSessionStart", "qrToken: \"qr-token-of-nobody\"")
        #expect(foreignCode == noCode)
        let byID = await world.floor(
            "tableSessionStart", "tableId: \"\(World.id(.table, 1001))\"", as: "PUBLIC")
        #expect(byID == nobody)
    }
}
