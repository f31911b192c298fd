import Domain
import Postgres
import TestSupport
import Testing

@testable import Accounts

@Suite(.database(AccountWorld.template)) struct PINTests {
    private let here = AccountWorld.here

    private struct Till {
        let world: AccountWorld
        let organization: UUIDBytes
        let branch: UUIDBytes
        let member: UUIDBytes

        func login(_ pin: String, member: UUIDBytes? = nil) async throws(AccountFailure) -> SignedIn {
            try await world.service.login(
                member: member ?? self.member, pin: pin, in: organization, at: branch,
                from: AccountWorld.here)
        }
    }

    private func till() async throws -> Till {
        let world = try await AccountWorld()
        try await world.register()
        let hash = try await world.service.hasher.hash(try #require(PersonalPIN.secret("2580")))
        try await world.sql("UPDATE members SET pin_hash = '\(hash)'")
        func id(_ table: String) async throws -> UUIDBytes {
            try #require(UUIDBytes(text: try await world.sql("SELECT id::text FROM \(table)")[0]))
        }
        return Till(
            world: world, organization: try await id("organizations"), branch: try await id("branches"),
            member: try await id("members"))
    }

    @Test func `a PIN signs its person in at one branch, without a refresh token`() async throws {
        let till = try await till()
        let signedIn = try await till.login("2580")
        let claims = try await till.world.tokens.verify(signedIn.accessToken)

        #expect(signedIn.refresh == nil)
        #expect(claims.role == "ORG_ADMIN")
        #expect(claims.branches?.count == 1)
        #expect(claims.permVersion == 1)
        _ = await till.world.close()
    }

    @Test func `taking over a till is an entry of its branch, and so is the last free guess`() async throws {
        let till = try await till()
        _ = try await till.login("2580")
        for _ in 0..<7 {
            _ = await refusal { () async throws(AccountFailure) in try await till.login("1470") }
        }

        let entries = try await till.world.sql(
            """
            SELECT concat_ws(' ', action, note, actor_kind, role, member_id, entity_ids) FROM audit_log
            WHERE branch_id = '\(till.branch)' AND action = 'pinLogin' ORDER BY sequence
            """)
        #expect(
            entries == [
                "pinLogin USER ORG_ADMIN \(till.member) {}",
                "pinLogin GUESSES_LIMITED NOBODY PUBLIC {\(till.member)}",
            ])
        _ = await till.world.close()
    }

    @Test func `a wrong PIN, a person without one and nobody are answered alike`() async throws {
        let till = try await till()
        let nobody = UUIDBytes(high: 7, low: 7)
        for (pin, member) in [("1470", nil), ("2580", nobody), ("nonsense", nil)] {
            let answer = await refusal { () async throws(AccountFailure) in
                try await till.login(pin, member: member)
            }
            #expect(answer == .credentials)
        }
        try await till.world.sql("UPDATE members SET pin_hash = NULL")
        #expect(
            await refusal { () async throws(AccountFailure) in try await till.login("2580") } == .credentials)
        _ = await till.world.close()
    }

    @Test func `guesses at a PIN wait as guesses at a password do`() async throws {
        let till = try await till()
        for _ in 0..<5 {
            _ = await refusal { () async throws(AccountFailure) in try await till.login("1470") }
        }
        let hashes = till.world.service.hasher.hashCount
        let answer = await refusal { () async throws(AccountFailure) in try await till.login("2580") }
        #expect(answer?.code == .tooManyAttempts)
        #expect(till.world.service.hasher.hashCount == hashes)
        _ = await till.world.close()
    }

    @Test func `who does not work at the branch does not get in`() async throws {
        let till = try await till()
        try await till.world.sql("UPDATE members SET is_owner = false, role = 'WAITER'")
        #expect(
            await refusal { () async throws(AccountFailure) in try await till.login("2580") } == .credentials)
        try await till.world.sql(
            """
            INSERT INTO member_branches (id, organization_id, member_id, branch_id)
            SELECT gen_random_uuid(), m.organization_id, m.id, b.id FROM members AS m, branches AS b
            """)
        #expect(try await till.login("2580").role == "WAITER")
        _ = await till.world.close()
    }
}
