import DataLoader
import Postgres
import Restaurant
import TestSupport
import Testing

/// Sessions at tables: begun by staff or by a scanned code, let in, turned away, closed.
@Suite(.database(World.template))
struct TableSessionTests {
    private static func session(_ id: String) -> String { "sessionId: \"\(id)\"" }
    private static let done = #""userErrors":[]"#

    @Test
    func `staff seats guests at once, once a table`() async throws {
        let world = try World()

        let first = await world.seat(1)
        let again = await world.seat(1)

        #expect(first.hasPrefix("session_"), "\(first)")
        #expect(again.contains(#"{"field":["input","tableId"],"code":"TABLE_NOT_AVAILABLE"}"#), "\(again)")
        #expect(try await World.sessionStatus(first) == "ACTIVE")
        #expect(try await World.tableStatus(1) == "OCCUPIED")
        #expect(try await World.told() == ["session.changed ACTIVE", "table.changed OCCUPIED"])
    }

    @Test
    func `case 24: two guests on one code share one session`() async throws {
        let world = try World()

        let (first, begun) = try await world.scan(1)
        let (second, joined) = try await world.scan(1)
        let session = try #require(first?.session, "\(begun)")
        let told = await world.floor(
            "tableSessionApprove", Self.session(session), "session { status guests { name } }")
        let (third, _) = try await world.scan(1, by: "tableSessionJoin")

        #expect(begun.contains(#""status":"PENDING""#), "\(begun)")
        #expect(second?.session == session, "\(joined)")
        #expect(second?.claims["guest"] != first?.claims["guest"])
        #expect(
            told.contains(#""session":{"status":"ACTIVE","guests":[{"name":"Luz"},{"name":"Luz"}]}"#),
            "\(told)")
        #expect(third?.session == session)
        #expect(try await World.texts("SELECT count(*)::text FROM table_sessions") == ["1"])
    }

    @Test
    func `a branch that lets in whoever scans asks nobody, a short code always waits`() async throws {
        let world = try World()
        try await World.asSuperuser(#"UPDATE branches SET policies = '{"autoApproveSessions": true}'"#)
        func byCode(_ table: Int) async -> String {
            await world.floor(
                "tableSessionStart", "branchCode: \"MAR-Miraflores\", shortCode: \"t00\(table)\"",
                "pass { status }", as: "PUBLIC")
        }

        let (_, scanned) = try await world.scan(1)
        let typed = await byCode(2)
        let joining = await byCode(1)

        #expect(scanned.contains(#""status":"ACTIVE""#), "\(scanned)")
        #expect(typed.contains(#""status":"PENDING""#), "\(typed)")
        #expect(joining.contains(#"{"field":["input","shortCode"],"code":"SCAN_NEEDED"}"#), "\(joining)")
        #expect(try await World.tableStatus(1) == "OCCUPIED")
        #expect(try await World.tableStatus(2) == "AVAILABLE")
    }

    @Test
    func `a guest of the next session sees nothing of the former one`() async throws {
        let world = try World()
        let former = try #require(try await world.scan(1).0)
        _ = await world.floor("tableSessionApprove", Self.session(former.session))
        _ = await world.floor("tableSessionClose", Self.session(former.session))
        let next = try #require(try await world.scan(1).0)
        func see(_ session: String, _ claims: [String: ClaimValue]) async -> String {
            await world.run(
                "{ tableSession(id: \"\(session)\") { tableLabel guests { name } } }", role: "CUSTOMER",
                branches: [11], claims: claims
            ).text
        }

        #expect(next.session != former.session)
        let own = await see(next.session, next.claims)
        #expect(own.contains(#"{"tableLabel":"T1","guests":[{"name":"Luz"}]}"#), "\(own)")
        for (session, claims) in [
            (former.session, next.claims), (next.session, former.claims), (next.session, [:]),
        ] {
            let other = await see(session, claims)
            #expect(other.contains("NOT_FOUND") && !other.contains("Luz"), "\(other)")
        }
    }

    @Test
    func `a guest renews the token of the own place`() async throws {
        let world = try World()
        let guest = try #require(try await world.scan(1).0)
        func join(_ input: String, _ claims: [String: ClaimValue]) async -> String {
            await world.floor(
                "tableSessionJoin", input, "pass { sessionId guestId } session { status }", as: "CUSTOMER",
                claims: claims)
        }

        let renewed = await join("", guest.claims)
        let scanned = await join("qrToken: \"qr-token-of-table-1\"", guest.claims)
        let nobody = await join("", [:])
        _ = await world.floor("tableSessionReject", Self.session(guest.session))
        let late = await join("", guest.claims)

        #expect(renewed == scanned)
        #expect(renewed.contains(guest.session) && renewed.contains(#"{"status":"PENDING"}"#), "\(renewed)")
        #expect(nobody.contains("INVALID"), "\(nobody)")
        #expect(late.contains("SESSION_OVER"), "\(late)")
        #expect(try await World.texts("SELECT count(*)::text FROM session_guests") == ["1"])
    }

    @Test
    func `a session closes with nothing open and nothing owed, else by a manager's force`() async throws {
        let world = try World()
        let session = await world.seat(1)
        try await World.placeOrder(1, session: session, table: 1)
        func close(_ more: String = "", as role: String = "WAITER") async -> String {
            await world.floor(
                "tableSessionClose", Self.session(session) + more, "session { status closedReason }",
                as: role,
                member: role == "WAITER" ? 404 : 403)
        }
        let reason = ", force: true, reason: \"They left\""

        let open = await close()
        try await World.asSuperuser("UPDATE orders SET paid_minor = 1000")
        let paidButOpen = await close()
        try await World.asSuperuser("UPDATE orders SET paid_minor = 400")
        let byWaiter = await close(reason)
        let unexplained = await close(", force: true", as: "BRANCH_MANAGER")
        let forced = await close(reason, as: "BRANCH_MANAGER")

        #expect(open.contains("ORDERS_OPEN") && paidButOpen.contains("ORDERS_OPEN"), "\(open)")
        #expect(byWaiter.contains("ORDERS_OPEN"), "\(byWaiter)")
        #expect(
            unexplained.contains(#"{"field":["input","reason"],"code":"REASON_NEEDED"}"#), "\(unexplained)")
        #expect(
            forced.contains(#""session":{"status":"CLOSED","closedReason":"They left"}"#), "\(forced)")
        #expect(try await World.tableStatus(1) == "AVAILABLE")
        #expect(
            try await World.texts(
                "SELECT DISTINCT note || ': ' || reason FROM audit_log WHERE note IS NOT NULL")
                == ["FORCED: They left"])
    }

    @Test
    func `case 28: a table is never freed with money owed`() async throws {
        let world = try World()
        let session = await world.seat(1)
        try await World.placeOrder(1, session: session, table: 1, paid: 700)

        let owed = await world.floor("tableSessionClose", Self.session(session))
        #expect(owed.contains("ORDERS_OPEN"), "\(owed)")
        #expect(try await World.tableStatus(1) == "OCCUPIED")

        // What was given back of an order that is over is owed by nobody.
        try await World.asSuperuser(
            """
            UPDATE orders SET status = 'COMPLETED', completed_at = now(), paid_minor = 1000,
              refunded_minor = 300
            """)
        let settled = await world.floor("tableSessionClose", Self.session(session))
        #expect(settled.contains(Self.done), "\(settled)")
        #expect(try await World.tableStatus(1) == "AVAILABLE")
    }

    @Test
    func `an order that is not of the session keeps the table occupied`() async throws {
        let world = try World()
        let session = await world.seat(1)
        try await World.placeOrder(1, session: nil, table: 1)

        let closed = await world.floor("tableSessionClose", Self.session(session))

        #expect(closed.contains(Self.done), "\(closed)")
        #expect(try await World.tableStatus(1) == "OCCUPIED")
    }

    @Test
    func `two who begin at one table at once have one session`() async throws {
        let world = try World()
        // Each with a connection of its own.
        let others = try (0..<3).map { _ in try World() } + [world]

        let staff = try await World.together(others.map { other in { await other.seat(1) } })
        _ = await world.floor(
            "tableSessionClose", Self.session(staff.first { $0.hasPrefix("session_") } ?? ""))
        let guests = try await World.together(
            others.map { other in { (try? await other.scan(1).1) ?? "" } })

        #expect(staff.filter { $0.hasPrefix("session_") }.count == 1, "\(staff)")
        #expect(staff.filter { $0.contains("TABLE_NOT_AVAILABLE") }.count == 3, "\(staff)")
        #expect(Set(guests.map { World.value("sessionId", in: $0) }).count == 1, "\(guests)")
    }

    @Test
    func `a changed session is refused to who read it before`() async throws {
        let world = try World()
        let guest = try #require(try await world.scan(1).0)

        let stale = await world.floor(
            "tableSessionApprove", Self.session(guest.session) + ", expectedVersion: 7")
        let fresh = await world.floor(
            "tableSessionApprove", Self.session(guest.session) + ", expectedVersion: 1")

        #expect(stale.contains(#"{"field":["input","expectedVersion"],"code":"CONFLICT"}"#), "\(stale)")
        #expect(fresh.contains(Self.done), "\(fresh)")
    }
}
