import Domain
import Postgres
import TestSupport
import Testing

@testable import Accounts

@Suite(.database(AccountWorld.template)) struct LoginTests {
    @Test func `an owner signs in and works in the only organization`() async throws {
        let world = try await AccountWorld()
        try await world.register()

        let signedIn = try await world.login("ANA@example.com")
        let claims = try await world.tokens.verify(signedIn.accessToken)

        #expect(signedIn.role == "ORG_ADMIN")
        #expect(signedIn.choices.map(\.organizationName) == ["Mar Adentro"])
        #expect(claims.role == "ORG_ADMIN")
        #expect(claims.org?.hasPrefix("org_") == true)
        #expect(claims.sub.hasPrefix("user_"))
        #expect(claims.permVersion == 1)
        #expect(claims.branches == nil, "all of them")
        #expect(signedIn.refresh?.expiresIn == 7 * 86_400)
        _ = await world.close()
    }

    @Test func `with several organizations one is chosen, then or later`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        try await world.register("bea@example.com", name: "Dosa Corner")
        try await world.sql(
            """
            INSERT INTO members (id, organization_id, user_id, role)
            SELECT gen_random_uuid(), o.id, u.id, 'WAITER' FROM organizations AS o, users AS u
            WHERE o.name = 'Dosa Corner' AND u.email = 'ana@example.com'
            """)

        let open = try await world.login()
        let dosa = try #require(open.choices.first { $0.organizationName == "Dosa Corner" })
        #expect(open.choices.map(\.role) == ["WAITER", "ORG_ADMIN"])
        #expect(open.membership == nil)
        #expect(open.role == "PUBLIC")

        let chosen = try await world.login(organization: dosa.organization)
        #expect(chosen.role == "WAITER")
        #expect(chosen.membership?.branches == [], "a waiter without branches reaches none")

        let moved = try await world.service.select(
            organization: dosa.organization, with: open.refreshText, from: AccountWorld.here)
        #expect(moved.membership?.organization == dosa.organization)
        let stays = try await world.service.refresh(moved.refreshText, from: AccountWorld.here)
        #expect(stays.role == "WAITER")

        let nowhere = await refusal { () async throws(AccountFailure) in
            try await world.service.select(
                organization: UUIDBytes(high: 1, low: 2), with: stays.refreshText, from: AccountWorld.here)
        }
        #expect(nowhere?.code == .notFound)
        _ = try await world.service.refresh(stays.refreshText, from: AccountWorld.here)
        _ = await world.close()
    }

    @Test func `a wrong password, an unknown address and a closed login are answered and cost alike`()
        async throws
    {
        let world = try await AccountWorld()
        try await world.register()
        try await world.register("closed@example.com", name: "Zu")
        try await world.sql("UPDATE users SET is_active = false WHERE email = 'closed@example.com'")

        for email in ["ana@example.com", "nobody@example.com", "closed@example.com"] {
            let hashes = world.service.hasher.hashCount
            let password = email.hasPrefix("closed") ? AccountWorld.password : "a wrong password"
            let answer = await refusal { () async throws(AccountFailure) in
                try await world.login(email, password)
            }
            #expect(answer == .credentials, "\(email)")
            #expect(world.service.hasher.hashCount == hashes + 1, "\(email)")
            let counted = try await world.sql(
                """
                SELECT failures FROM login_throttles
                WHERE kind = 'ACCOUNT' AND subject_hash = sha256('\(email)')
                """)
            #expect(counted == ["1"], "\(email)")
        }
        _ = await world.close()
    }

    @Test(arguments: [
        "", "no address", "a@b@c", "ana@example.com\u{0}", String(repeating: "a", count: 1 << 16),
    ])
    func `what can be no login costs no hash`(email: String) async throws {
        let world = try await AccountWorld()
        let hashes = world.service.hasher.hashCount
        #expect(
            await refusal { () async throws(AccountFailure) in try await world.login(email) } == .credentials)
        let long = String(repeating: "x", count: 1 << 20)
        #expect(
            await refusal { () async throws(AccountFailure) in try await world.login("a@b.c", long) }
                == .credentials)
        #expect(world.service.hasher.hashCount == hashes)
        _ = await world.close()
    }

    @Test func `after five guesses each waits, also in another process, and a right one ends it`()
        async throws
    {
        let world = try await AccountWorld()
        let second = try await AccountWorld()
        try await world.register()
        for _ in 0..<5 {
            let answer = await refusal { () async throws(AccountFailure) in
                try await world.login("ana@example.com", "a wrong password")
            }
            #expect(answer == .credentials)
        }

        let waiting = await refusal { () async throws(AccountFailure) in try await second.login() }
        #expect(waiting?.code == .tooManyAttempts)
        #expect(waiting?.retryAfter == 1)

        try await world.sql("UPDATE login_throttles SET blocked_until = now() - interval '1 s'")
        _ = try await second.login()
        #expect(try await world.sql("SELECT count(*) FROM login_throttles WHERE kind = 'ACCOUNT'") == ["0"])
        #expect(
            try await world.sql("SELECT failures, blocked_until FROM login_throttles WHERE kind = 'ADDRESS'")
                == ["6"], "one registration, five wrong guesses; the right one was given back")
        _ = await (world.close(), second.close())
    }

    @Test func `the wait doubles up to five minutes and a hundred guesses an hour are the end`() async throws
    {
        let world = try await AccountWorld()
        var waits: [String] = []
        for _ in 0..<100 {
            waits += try await world.sql(
                """
                UPDATE login_throttles SET blocked_until = NULL;
                SELECT count_guess('ACCOUNT', sha256('x'), '1 h', 100, 5, '5 min');
                SELECT coalesce(round(extract(epoch FROM blocked_until - last_failed_at)), 0)
                FROM login_throttles
                """)
        }
        #expect(waits.prefix(5) == ["0", "0", "0", "0", "1"])
        #expect(waits[5..<15] == ["2", "4", "8", "16", "32", "64", "128", "256", "300", "300"])
        #expect((3590...3600).contains(Int(waits[99]) ?? 0))
        _ = await world.close()
    }

    @Test func `one address tries a hundred logins in a quarter of an hour`() async throws {
        var terms = AccountTerms()
        terms.address.guessesMax = 7
        terms.address.guessesFree = 7
        let world = try await AccountWorld(terms: terms)
        let hashes = world.service.hasher.hashCount
        var codes: [String] = []
        for number in 0..<10 {
            let answer = await refusal { () async throws(AccountFailure) in
                try await world.login("person-\(number)@example.com", "one password for all")
            }
            codes.append(answer?.code.rawValue ?? "")
        }
        #expect(codes.prefix(7).allSatisfy { $0 == "INVALID_CREDENTIALS" })
        #expect(codes.suffix(3).allSatisfy { $0 == "TOO_MANY_ATTEMPTS" })
        #expect(world.service.hasher.hashCount == hashes + 7)

        let elsewhere = AccountClient(address: "198.51.100.4")
        let other = await refusal { () async throws(AccountFailure) in
            try await world.login("x@example.com", "one password for all", from: elsewhere)
        }
        #expect(other == .credentials)
        _ = await world.close()
    }

    @Test func `guesses at once over two processes are no more than in a row`() async throws {
        let world = try await AccountWorld()
        let second = try await AccountWorld()
        let before = world.service.hasher.hashCount + second.service.hasher.hashCount
        await withTaskGroup(of: Void.self) { tasks in
            for number in 0..<200 {
                tasks.addTask {
                    let process = number.isMultiple(of: 2) ? world : second
                    _ = await refusal { () async throws(AccountFailure) in
                        try await process.login("ana@example.com", "guess number \(number)")
                    }
                }
            }
        }
        let hashes = world.service.hasher.hashCount + second.service.hasher.hashCount - before
        #expect(hashes >= 5)
        // Five are free; a second passes before the sixth, two before the seventh, and so on.
        #expect(hashes <= 10)
        _ = await (world.close(), second.close())
    }

    @Test func `a right password for an organization that is not one's own is no guess`() async throws {
        let world = try await AccountWorld()
        try await world.register()

        for _ in 0..<8 {
            let answer = await refusal { () async throws(AccountFailure) in
                try await world.login(organization: UUIDBytes(high: 1, low: 2))
            }
            #expect(answer?.code == .notFound)
        }
        _ = try await world.login()
        _ = await world.close()
    }

    @Test func `an organization is found however many there are`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        try await world.sql(
            """
            INSERT INTO organizations (id, organization_id, name, slug)
            SELECT id, id, 'O', 'o-' || n FROM (SELECT gen_random_uuid() AS id, n
              FROM generate_series(1, 101) AS n) AS made;
            INSERT INTO members (id, organization_id, user_id, role)
            SELECT gen_random_uuid(), o.organization_id, u.id, 'WAITER'
            FROM organizations AS o, users AS u WHERE o.slug LIKE 'o-%'
            """)
        let text = try await world.sql("SELECT max(organization_id::text) FROM login_organizations")
        let last = try #require(text.first.flatMap { UUIDBytes(text: $0) })

        #expect(try await world.login(organization: last).membership?.organization == last)
        _ = await world.close()
    }

    @Test func `a hash at another cost is made anew at the next login`() async throws {
        let world = try await AccountWorld()
        try await world.register()
        let dear = try PasswordHasher(cost: .init(memoryKiB: 16, passes: 2))
        let old = try await dear.hash(try #require(HashableSecret(AccountWorld.password)))
        try await world.sql("UPDATE users SET password_hash = '\(old)'")

        _ = try await world.login()

        let stored = try await world.sql("SELECT password_hash FROM users")[0]
        #expect(stored != old && !world.service.hasher.isStale(stored))
        _ = try await world.login()
        _ = await world.close()
    }
}
