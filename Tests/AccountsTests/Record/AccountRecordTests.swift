import Audit
import Domain
import Postgres
import TestSupport
import Testing

@testable import Accounts

/// What operations of accounts leave in the audit log.
@Suite(.database(AccountWorld.template)) struct AccountRecordTests {
    private let here = AccountClient(address: "192.0.2.1", requestID: "r-1")

    /// Entries in the order in which they were written: action, note, chain's owner, kind of actor, role.
    private func entries(_ world: AccountWorld, where condition: String = "true") async throws -> [String] {
        try await world.sql(
            """
            SELECT concat_ws(' ', action, note,
              CASE WHEN organization_id = '\(AuditChain.none)' THEN 'platform'
                WHEN branch_id IS NULL THEN 'organization' ELSE 'branch' END, actor_kind, role)
            FROM audit_log WHERE \(condition) ORDER BY occurred_at, branch_id NULLS FIRST, sequence
            """)
    }

    private func isWhole() async throws -> Bool {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            do throws(AuditVerification.Failure) {
                return try await AuditVerification(connection).run().entryCount > 0
            } catch {
                return false
            }
        }
    }

    @Test func `each operation is an entry, in the organization where there is one`() async throws {
        let world = try await AccountWorld()
        let service = world.service
        try await world.register()
        let first = try await world.login(from: here)
        let second = try await service.refresh(first.refreshText, from: here)
        let organization = try #require(second.membership?.organization)
        let third = try await service.select(
            organization: organization, with: second.refreshText, from: here)
        let fourth = try await service.changePassword(
            of: third.user, from: AccountWorld.password, to: "nine rivers to cross tonight",
            in: organization, from: here)
        try await service.logout(fourth.refreshText, from: here)
        try await service.logout(fourth.refreshText, from: here)
        try await service.requestPasswordReset(email: "ana@example.com", from: here)
        try await service.requestPasswordReset(email: "nobody@example.com", from: here)

        #expect(
            try await entries(world) == [
                "ownerRegister organization USER PUBLIC", "ownerRegister branch USER PUBLIC",
                "login organization USER ORG_ADMIN", "tokenRefresh organization USER ORG_ADMIN",
                "organizationSelect organization USER ORG_ADMIN",
                "passwordChange organization USER ORG_ADMIN", "logout organization USER PUBLIC",
                "passwordResetRequest platform NOBODY PUBLIC", "passwordResetRequest platform NOBODY PUBLIC",
            ])
        let origins = try await world.sql(
            """
            SELECT DISTINCT concat_ws(' ', address, request_id) FROM audit_log
            WHERE action <> 'ownerRegister'
            """)
        #expect(origins == ["192.0.2.1 r-1"])
        let about = try await world.sql(
            """
            SELECT entity_ids::text FROM audit_log WHERE organization_id = '\(AuditChain.none)'
            ORDER BY sequence
            """)
        #expect(about == ["{\(third.user)}", "{}"])
        #expect(try await isWhole())
        _ = await world.close()
    }

    @Test func `a registration's entries hold what was made, a known address leaves the platform one`()
        async throws
    {
        let world = try await AccountWorld()
        try await world.register()
        try await world.register()

        let made = try await world.sql(
            """
            SELECT after_image FROM audit_log WHERE action = 'ownerRegister' AND note IS NULL
            ORDER BY branch_id NULLS FIRST
            """)
        #expect(made.count == 2)
        #expect(
            made[0].contains(#""name":"Mar Adentro""#) && made[0].contains(#""is_owner":true"#), "\(made)")
        #expect(made[1].contains(#""name":"Miraflores""#), "\(made)")
        #expect(
            try await entries(world, where: "note IS NOT NULL")
                == ["ownerRegister ALREADY_REGISTERED platform NOBODY PUBLIC"])
        #expect(
            try await world.sql("SELECT DISTINCT created_by IS NOT NULL FROM organizations") == ["t"])
        _ = await world.close()
    }

    @Test func `a rotated token that comes back is noted once, a retry never`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        let first = try await world.login()
        _ = try await world.service.refresh(first.refreshText, from: AccountWorld.here)
        _ = try await world.service.refresh(first.refreshText, from: AccountWorld.here)
        for _ in 0..<3 {
            _ = await refusal { () async throws(AccountFailure) in
                try await world.service.refresh(
                    first.refreshText, from: AccountClient(address: "203.0.113.9"))
            }
        }

        #expect(
            try await entries(world, where: "action = 'tokenRefresh'") == [
                "tokenRefresh organization USER ORG_ADMIN",
                "tokenRefresh REFRESH_REUSE organization NOBODY PUBLIC",
            ])
        #expect(
            try await world.sql("SELECT entity_ids::text FROM audit_log WHERE note = 'REFRESH_REUSE'")
                == ["{\(first.user)}"])
        _ = await world.close()
    }

    @Test func `guesses are an entry when they reach their limit, not each`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        for email in ["ana@example.com", "nobody@example.com"] {
            for number in 0..<12 {
                _ = await refusal { () async throws(AccountFailure) in
                    try await world.login(
                        email, "a wrong guess", from: AccountClient(address: "203.0.113.\(number)"))
                }
            }
        }

        #expect(
            try await entries(world, where: "action = 'login'") == [
                "login GUESSES_LIMITED platform NOBODY PUBLIC",
                "login GUESSES_LIMITED platform NOBODY PUBLIC",
            ])
        _ = await world.close()
    }

    @Test func `a login without an organization is the platform's, a password of many is each one's`()
        async throws
    {
        let world = try await AccountWorld()
        try await world.register("ana@example.com", name: "Mar Adentro")
        try await world.register("ben@example.com", name: "Sal y Sol")
        try await world.sql(
            """
            INSERT INTO members (id, organization_id, user_id, role)
            SELECT gen_random_uuid(), o.organization_id, u.id, 'WAITER'
            FROM organizations AS o, users AS u WHERE o.name = 'Sal y Sol' AND u.email = 'ana@example.com'
            """)
        let signedIn = try await world.login()
        #expect(signedIn.membership == nil)
        _ = try await world.service.changePassword(
            of: signedIn.user, from: AccountWorld.password, to: "nine rivers to cross tonight", in: nil,
            from: here)

        #expect(
            try await entries(world, where: "actor_id = '\(signedIn.user)' AND action <> 'ownerRegister'")
                == [
                    "login platform USER PUBLIC", "passwordChange organization USER PUBLIC",
                    "passwordChange organization USER PUBLIC",
                ])
        #expect(try await isWhole())
        _ = await world.close()
    }

    @Test func `no password, no PIN and no token stands in the log`() async throws {
        let world = try await AccountWorld()
        let service = world.service
        try await world.register()
        var secrets = [AccountWorld.password, "nine rivers to cross tonight", "2580", "a wrong guess"]
        let first = try await world.login()
        let second = try await service.refresh(first.refreshText, from: here)
        let third = try await service.changePassword(
            of: first.user, from: AccountWorld.password, to: secrets[1],
            in: second.membership?.organization, from: here)
        try await service.requestPasswordReset(email: "ana@example.com", from: here)
        for _ in 0..<6 {
            _ = await refusal { () async throws(AccountFailure) in
                try await world.login("ana@example.com", "a wrong guess")
            }
        }
        for session in [first, second, third] {
            secrets += [session.refreshText, session.accessToken]
        }
        secrets += try await world.sql("SELECT encode(token_hash, 'hex') FROM refresh_tokens")
        secrets += try await world.sql("SELECT password_hash FROM users")
        try await service.logout(third.refreshText, from: here)
        secrets += await world.close().compactMap(\.token?.text)

        let log = try await world.sql("SELECT to_jsonb(l)::text FROM audit_log AS l").joined()
        #expect(log.contains("GUESSES_LIMITED") && secrets.count > 10)
        for secret in secrets { #expect(!log.contains(secret), "\(secret)") }
    }
}
