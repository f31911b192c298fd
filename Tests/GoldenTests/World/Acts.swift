import Audit
import DataLoader
import GraphQLExecution
import Postgres
import Restaurant
import TestSupport

/// Mutations that leave something in the audit log.
enum Acts {
    /// A category of the first organization's menu, which concerns no branch.
    static func category(_ name: String) -> String {
        """
        mutation { \(name.lowercased()): categoryCreate(
          input: { menuId: "\(World.id(.menu, 100))", name: "\(name)" }
        ) { userErrors { message ... on MenuUserError { code } } } }
        """
    }

    /// An item of a branch on or off sale.
    static func availability(item: Int, branch: Int = 11, isAvailable: Bool) -> String {
        """
        mutation { itemAvailabilitySet(input: {
          branchId: "\(World.id(.branch, branch))", itemId: "\(World.id(.item, item))",
          isAvailable: \(isAvailable)
        }) { userErrors { message ... on MenuUserError { code } } } }
        """
    }

    /// One act in each branch of the first organization by one login, one of the organization by another.
    static func everywhere(_ world: World) async throws {
        for branch in [11, 12] {
            _ = await world.run(availability(item: 120, branch: branch, isAvailable: false), user: 98)
        }
        _ = await world.run(category("Everywhere"), user: 99)
    }

    // MARK: A table with personal values

    private static let guest = World.uuid(500)

    /// Makes or changes the guest, as a mutation over a table of persons would.
    static func changeGuest(_ world: World, phone: String) async throws {
        try await World.asSuperuser(
            """
            CREATE TABLE IF NOT EXISTS guests (
                id uuid NOT NULL, organization_id uuid NOT NULL, phone text, points integer,
                created_at timestamptz NOT NULL DEFAULT now(), created_by uuid,
                updated_at timestamptz NOT NULL DEFAULT now(), updated_by uuid,
                PRIMARY KEY (organization_id, id));
            DO $once$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'guests'::regclass) THEN
                    CALL protect_tenant_table('guests');
                    CALL audit_tenant_table('guests', ARRAY['id', 'phone']);
                END IF;
            END $once$
            """)
        let statement = Statement(
            "guest",
            """
            INSERT INTO guests (organization_id, id, phone, points) VALUES ($1, $2, $3, 5)
            ON CONFLICT (organization_id, id) DO UPDATE SET phone = excluded.phone
            """, parameters: [.uuid, .uuid, .text])
        try await write(world, [statement.bind(.uuid(World.uuid(1)), .uuid(guest), .text(phone))])
    }

    /// Erases the guest's key.
    static func eraseGuest(_ world: World) async throws {
        let caller = TenantCaller(organization: World.uuid(1), role: "ORG_ADMIN")
        let erasure = try PersonalKeyRow.erase([guest], in: World.uuid(1), nextAnswers: World.uuid(900))
        try await world.writePool.withTransaction(tenant: caller.organization) {
            (session) async throws(PostgresError) in _ = try await session.run(erasure)
        }
    }

    /// Runs statements in a recorded transaction of the first organization.
    static func write(
        _ world: World, _ statements: [BoundStatement], action: String = "guestUpdate"
    ) async throws {
        let caller = TenantCaller(organization: World.uuid(1), role: "ORG_ADMIN")
        let sessions = TenantSessions(readPool: world.readPool, writePool: world.writePool)
        try await sessions.write(for: caller) {
            (session: TenantSession) async throws(LoadError) -> (value: Void, commit: Bool) in
            session.record { (session) async throws(LoadError) in
                let act = AuditAct(
                    action: action, actor: AuditActor(kind: .system, role: "SYSTEM"),
                    organization: World.uuid(1))
                do throws(AuditFailure) {
                    try await AuditTrail(Recorded(session: session)).record(act)
                } catch {
                    throw LoadError(message: "\(error)", code: "INTERNAL")
                }
            }
            do throws(PostgresError) {
                _ = try await session.run(statements)
            } catch {
                throw LoadError(error)
            }
            return ((), true)
        }
    }

    private struct Recorded: AuditTransaction {
        let session: TenantSession

        func run(_ statements: [BoundStatement]) async throws(PostgresError) -> [PostgresResult] {
            try await session.run(statements)
        }
    }

    /// What a verification of the test's database finds; nil when all chains are whole.
    static func firstBreak(
        against saved: SavedHeads = SavedHeads(), of organizations: [UUIDBytes]? = nil
    ) async throws -> BrokenLink? {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            do throws(AuditVerification.Failure) {
                _ = try await AuditVerification(connection, against: saved).run(of: organizations)
                return nil
            } catch {
                guard case .broken(let link) = error else { throw error }
                return link
            }
        }
    }

    /// Where the chains of the test's database end.
    static func report() async throws -> AuditVerification.Report {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await AuditVerification($0).run() }
    }
}

extension World {
    /// The first column of a query's rows as a superuser sees them.
    static func texts(_ sql: String) async throws -> [String] {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            let rows = try await connection.execute(script: sql).last
            return (0..<(rows?.rowCount ?? 0)).map { rows?.string($0, 0) ?? "" }
        }
    }
}
