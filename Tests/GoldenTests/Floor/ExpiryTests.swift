import DataLoader
import Postgres
import Restaurant
import TestSupport
import Testing

/// What ends by itself once its time is over: sessions at tables, and carts.
@Suite(.database(World.template))
struct ExpiryTests {
    /// Ends what is over in the first organization: what became of sessions, then of carts.
    private func sweep(_ world: World) async throws -> [ExpiryCount] {
        var counts: [ExpiryCount] = []
        for expiry in Expiry.all {
            counts.append(
                try await expiry.sweep(
                    World.uuid(1), nowSeconds: 1_772_380_800, services: World.services(),
                    sessions: TenantSessions(readPool: world.readPool, writePool: world.writePool)))
        }
        return counts
    }

    /// Carts of a member, the first of which is the 710th row; the last one is used until tomorrow.
    private func carts(_ count: Int) async throws {
        try await World.asSuperuser(
            """
            INSERT INTO carts (id, organization_id, branch_id, member_id, type, currency, quoted_minor,
              expires_at)
            SELECT ('01900000-0000-7000-8000-' || lpad((709 + n)::text, 12, '0'))::uuid, '\(World.uuid(1))',
              '\(World.uuid(11))', '\(World.uuid(404))', 'DINE_IN', 'PEN', 0,
              now() + CASE n WHEN \(count) THEN interval '1 day' ELSE interval '-1 minute' END
            FROM generate_series(1, \(count)) AS n
            """)
    }

    private static let cartStates = "SELECT status || ' ' || count(*) FROM carts GROUP BY status ORDER BY 1"

    @Test
    func `a session ends by itself, unless an order of it is open`() async throws {
        let world = try World()
        let waiting = try #require(try await world.scan(1).0)
        let idle = await world.seat(2)
        let eating = await world.seat(3)
        let young = await world.seat(4)
        try await World.placeOrder(1, session: eating, table: 3)
        try await World.placeOrder(2, session: idle, table: 2, status: "COMPLETED", paid: 1000)
        try await World.asSuperuser("UPDATE orders SET refunded_minor = 300 WHERE status = 'COMPLETED'")
        let late = "UPDATE table_sessions SET expires_at = now() - interval '1 second'"
        let stays = EntityKind.tableSession.uuid(young) ?? World.uuid(0)
        try await World.asSuperuser("\(late) WHERE id <> '\(stays)'")

        let counts = try await sweep(world)
        let again = try await sweep(world)

        #expect(counts.first?.ended == 2 && counts.first?.failed == 0, "\(counts)")
        #expect(again.first == ExpiryCount())
        #expect(try await World.sessionStatus(waiting.session) == "REJECTED")
        #expect(try await World.sessionStatus(idle) == "CLOSED")
        #expect(try await World.sessionStatus(eating) == "ACTIVE")
        #expect(try await World.sessionStatus(young) == "ACTIVE")
        #expect(try await World.tableStatus(2) == "AVAILABLE")
        #expect(
            try await World.texts(
                "SELECT DISTINCT action || ' ' || note FROM audit_log WHERE note IS NOT NULL")
                == ["tableSessionExpire EXPIRED"])
    }

    @Test
    func `who was never let in leaves the table to those who sit there`() async throws {
        let world = try World()
        let waiting = try #require(try await world.scan(1).0)
        let seated = await world.seat(1)
        try await World.asSuperuser(
            "UPDATE table_sessions SET expires_at = now() - interval '1 second' WHERE status = 'PENDING'")

        _ = try await sweep(world)

        #expect(try await World.sessionStatus(waiting.session) == "REJECTED")
        #expect(try await World.sessionStatus(seated) == "ACTIVE")
        #expect(try await World.tableStatus(1) == "OCCUPIED")
    }

    @Test
    func `a cart that nobody touches any more is abandoned and told of`() async throws {
        let world = try World()
        try await carts(3)

        let counts = try await sweep(world)
        let again = try await sweep(world)

        #expect(counts.last?.ended == 2 && counts.last?.failed == 0, "\(counts)")
        #expect(again.last == ExpiryCount())
        #expect(try await World.texts(Self.cartStates) == ["ABANDONED 2", "OPEN 1"])
        #expect(
            try await World.told() == ["cart.changed ABANDONED", "cart.changed ABANDONED"])
        #expect(
            try await World.texts("SELECT DISTINCT action || ' ' || note FROM audit_log")
                == ["cartExpire EXPIRED"])
    }

    @Test
    func `a party that still fills its cart stays, though its time is over`() async throws {
        let world = try World()
        let choosing = await world.seat(2)
        let gone = await world.seat(3)
        for (number, (session, idle)) in [(choosing, 29), (gone, 31)].enumerated() {
            let id = EntityKind.tableSession.uuid(session) ?? World.uuid(0)
            try await World.asSuperuser(
                """
                INSERT INTO carts (id, organization_id, branch_id, session_id, type, currency, quoted_minor,
                  expires_at, updated_at)
                VALUES ('\(World.uuid(720 + number))', '\(World.uuid(1))', '\(World.uuid(11))', '\(id)',
                  'DINE_IN', 'PEN', 0, now() + interval '1 day', now() - interval '\(idle) minutes')
                """)
        }
        try await World.asSuperuser("UPDATE table_sessions SET expires_at = now() - interval '1 second'")

        let counts = try await sweep(world)

        #expect(counts.first?.ended == 1 && counts.first?.failed == 0, "\(counts)")
        #expect(try await World.sessionStatus(choosing) == "ACTIVE")
        #expect(try await World.sessionStatus(gone) == "CLOSED")
        try await World.asSuperuser("UPDATE carts SET updated_at = now() - interval '1 hour'")
        #expect(try await sweep(world).first?.ended == 1)
        #expect(try await World.sessionStatus(choosing) == "CLOSED")
    }

    @Test(arguments: ["raise_exception", "deadlock_detected"])
    func `one that cannot be ended is counted and leaves the others, however many they are`(
        _ error: String
    ) async throws {
        let world = try World()
        try await carts(120)
        try await World.asSuperuser(
            """
            CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION USING MESSAGE = 'no', ERRCODE = '\(error)'; END $$;
            CREATE TRIGGER refuse_one BEFORE UPDATE ON carts FOR EACH ROW
              WHEN (old.id = '\(World.uuid(711))') EXECUTE FUNCTION refuse_one()
            """)

        let counts = try await sweep(world)

        #expect(counts.last?.ended == 118 && counts.last?.failed == 1, "\(counts)")
        #expect(try await World.texts(Self.cartStates) == ["ABANDONED 118", "OPEN 2"])
    }
}
