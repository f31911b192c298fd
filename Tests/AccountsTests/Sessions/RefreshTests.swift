import Domain
import TestSupport
import Testing

@testable import Accounts

@Suite(.database(AccountWorld.template)) struct RefreshTests {
    private let here = AccountWorld.here
    private let elsewhere = AccountClient(address: "203.0.113.9")

    private func signedIn() async throws -> (AccountWorld, String) {
        let world = try await AccountWorld()
        try await world.register()
        return (world, try await world.login().refreshText)
    }

    private func refused(_ world: AccountWorld, _ token: String, _ client: AccountClient? = nil) async -> Bool
    {
        await refusal { () async throws(AccountFailure) in
            try await world.service.refresh(token, from: client ?? here)
        } == .token
    }

    @Test func `a token is followed by another, of which only hashes are stored`() async throws {
        let (world, first) = try await signedIn()
        let second = try await world.service.refresh(first, from: here)
        let third = try await world.service.refresh(second.refreshText, from: here)

        #expect(Set([first, second.refreshText, third.refreshText]).count == 3)
        #expect(third.role == "ORG_ADMIN")
        let rows = try await world.sql("SELECT to_jsonb(t)::text FROM refresh_tokens AS t")
        #expect(rows.count == 3)
        #expect(rows.allSatisfy { !$0.contains("crt_") })
        #expect(try await world.sql("SELECT count(DISTINCT family_id) FROM refresh_tokens") == ["1"])
        _ = await world.close()
    }

    @Test func `the same client gets the same successor for a few seconds`() async throws {
        let (world, first) = try await signedIn()
        let second = try await world.service.refresh(first, from: here)
        let again = try await world.service.refresh(first, from: here)

        #expect(again.refreshText == second.refreshText)
        _ = try await world.service.refresh(second.refreshText, from: here)
        #expect(await refused(world, first), "the successor was used, so its holder had the answer")
        #expect(try await world.sql("SELECT count(*) FROM refresh_tokens WHERE revoked_at IS NULL") == ["0"])
        _ = await world.close()
    }

    @Test func `who refreshed from another network than it signed in from may ask again, nobody else`()
        async throws
    {
        let (world, first) = try await signedIn()
        let second = try await world.service.refresh(first, from: elsewhere)
        let again = try await world.service.refresh(first, from: elsewhere)

        #expect(again.refreshText == second.refreshText)
        #expect(await refused(world, first, here))
        #expect(await refused(world, second.refreshText, elsewhere), "its family has ended")
        _ = await world.close()
    }

    @Test func `addresses can not be read from the table`() async throws {
        let (world, first) = try await signedIn()
        _ = try await world.service.refresh(first, from: here)

        let found = try await world.sql(
            "SELECT id FROM refresh_tokens WHERE client_hash = sha256('192.0.2.1')")
        #expect(found == [])
        #expect(try await world.sql("SELECT id FROM refresh_tokens WHERE client_hash IS NOT NULL").count == 1)
        _ = await world.close()
    }

    @Test func `another client with a rotated token ends the family`() async throws {
        let (world, first) = try await signedIn()
        let second = try await world.service.refresh(first, from: here)

        #expect(await refused(world, first, elsewhere))
        #expect(await refused(world, second.refreshText))
        #expect(await refused(world, first))
        _ = await world.close()
    }

    @Test func `after the grace a rotated token ends the family, and other sessions go on`() async throws {
        let (world, first) = try await signedIn()
        let other = try await world.login().refreshText
        let second = try await world.service.refresh(first, from: here)
        try await world.sql("UPDATE refresh_tokens SET rotated_at = rotated_at - interval '11 s'")

        #expect(await refused(world, first))
        #expect(await refused(world, second.refreshText))
        _ = try await world.service.refresh(other, from: here)
        _ = await world.close()
    }

    @Test func `a hundred at once over two processes get one successor`() async throws {
        let (world, first) = try await signedIn()
        let other = AccountService(
            pool: world.service.pool, hasher: world.service.hasher, rules: world.service.rules,
            tokens: world.tokens, outbox: world.service.outbox, logger: world.service.logger)
        let second = try await AccountWorld()
        let successors = await withTaskGroup(of: String?.self) { tasks in
            for number in 0..<100 {
                let service = [world.service, second.service, other][number % 3]
                tasks.addTask { try? await service.refresh(first, from: here).refreshText }
            }
            return await tasks.reduce(into: [String?]()) { $0.append($1) }
        }

        #expect(successors.count == 100 && successors.allSatisfy { $0 != nil })
        #expect(Set(successors).count == 1)
        #expect(try await world.sql("SELECT count(*) FROM refresh_tokens") == ["2"])
        _ = await (world.close(), second.close())
    }

    @Test func `a token ends with its time, and a family with its own`() async throws {
        let (world, first) = try await signedIn()
        try await world.sql("UPDATE refresh_tokens SET family_expires_at = now() + interval '1 h'")
        let second = try await world.service.refresh(first, from: here)
        #expect((3500...3600).contains(second.refresh?.expiresIn ?? 0))

        try await world.sql(
            """
            UPDATE refresh_tokens SET issued_at = now() - interval '2 h',
              expires_at = now() - interval '1 s', family_expires_at = now() - interval '1 s'
            """)
        #expect(await refused(world, second.refreshText))
        _ = await world.close()
    }

    @Test func `signing out ends the family, twice too`() async throws {
        let (world, first) = try await signedIn()
        let other = try await world.login().refreshText
        try await world.service.logout(first, from: here)
        try await world.service.logout(first, from: here)
        try await world.service.logout("nonsense", from: here)

        #expect(await refused(world, first))
        _ = try await world.service.refresh(other, from: here)
        _ = await world.close()
    }

    @Test func `what is no token is counted for its sender and holds up no right one`() async throws {
        var terms = AccountTerms()
        terms.address.guessesMax = 3
        terms.address.guessesFree = 3
        let world = try await AccountWorld(terms: terms)
        try await world.register()
        let token = try await world.login().refreshText
        for _ in 0..<3 { #expect(await refused(world, SecretToken.make(.refresh).text)) }

        let fourth = await refusal { () async throws(AccountFailure) in
            try await world.service.refresh("nonsense", from: here)
        }
        #expect(fourth?.code == .tooManyAttempts)
        _ = try await world.service.refresh(token, from: here)
        _ = await world.close()
    }

    @Test func `the next pair has the role of now`() async throws {
        let (world, first) = try await signedIn()
        try await world.sql(
            "UPDATE members SET is_owner = false, role = 'CASHIER', permission_version = 2")
        let second = try await world.service.refresh(first, from: here)
        let claims = try await world.tokens.verify(second.accessToken)
        #expect(claims.role == "CASHIER" && claims.permVersion == 2 && claims.branches == [])

        try await world.sql("UPDATE members SET is_active = false")
        let third = try await world.service.refresh(second.refreshText, from: here)
        #expect(third.role == "PUBLIC" && third.membership == nil)

        try await world.sql("UPDATE users SET is_active = false")
        #expect(await refused(world, third.refreshText))
        _ = await world.close()
    }
}
