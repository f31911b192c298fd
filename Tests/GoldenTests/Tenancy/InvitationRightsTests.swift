import Accounts
import Postgres
import Restaurant
import TestSupport
import Testing

/// What an invitation must not do: take a login's owner for whoever registered the address, reach further
/// than it says, give way to the weaker.
@Suite(.database(World.template))
struct InvitationRightsTests {
    private func token(_ world: World) async throws -> String {
        try #require(await world.letters.all().last?.token?.text)
    }

    @Test
    func `a login that has never proved its address gets a password of whom the mail reached`() async throws {
        let world = try World()
        // Somebody else has registered the address, and is signed in.
        try await World.asSuperuser(
            """
            UPDATE users SET password_hash = 'squatter', email_verified_at = NULL
            WHERE id = '\(World.uuid(311))';
            INSERT INTO refresh_tokens (id, user_id, family_id, token_hash, expires_at, family_expires_at)
            VALUES (gen_random_uuid(), '\(World.uuid(311))', gen_random_uuid(), sha256('x'),
              now() + interval '1 day', now() + interval '1 day')
            """)

        _ = await world.invite("gita@dosa.example")
        let token = try await token(world)
        let without = await world.accept(token, "")
        let live = try await World.texts("SELECT id::text FROM refresh_tokens WHERE revoked_at IS NULL")
        let joined = await world.accept(token)

        #expect(without.contains(#"{"field":["input","displayName"],"code":"INVALID"}"#), "\(without)")
        #expect(live.count == 1)
        #expect(joined == World.joined, "\(joined)")
        #expect(
            try await World.texts(
                """
                SELECT (password_hash <> 'squatter' AND email_verified_at IS NOT NULL)::text
                FROM users WHERE id = '\(World.uuid(311))'
                """) == ["true"])
        #expect(try await World.texts("SELECT display_name FROM users WHERE email ~ '^gita@'") == ["Nora"])
        #expect(try await World.texts("SELECT id::text FROM refresh_tokens WHERE revoked_at IS NULL") == [])
    }

    @Test
    func `who is signed in as somebody else accepts nothing`() async throws {
        let world = try World()
        try await World.asSuperuser("UPDATE users SET email_verified_at = now()")

        _ = await world.invite("gita@dosa.example")
        let token = try await token(world)

        #expect(await world.accept(token, user: 312).contains(World.over))
        #expect(await world.accept(token, user: 311) == World.joined)
        // The chains of the organization and of its branch have an entry each.
        let actors = try await World.texts(
            """
            SELECT DISTINCT actor_kind || ' ' || actor_id FROM audit_log
            WHERE action = 'memberInviteAccept'
            """)
        #expect(actors == ["USER \(World.uuid(311))"], "\(actors)")
    }

    @Test
    func `without a token the log names the login that accepted`() async throws {
        let world = try World()

        _ = await world.invite("nora@mar.example")
        #expect(await world.accept(try await token(world)) == World.joined)

        let actors = try await World.texts(
            """
            SELECT DISTINCT a.actor_kind || ' ' || u.email
            FROM audit_log AS a JOIN users AS u ON u.id = a.actor_id
            WHERE a.action = 'memberInviteAccept'
            """)
        #expect(actors == ["USER nora@mar.example"], "\(actors)")
    }

    @Test
    func `an invitation whose branches are all closed leads nowhere, not everywhere`() async throws {
        let world = try World()

        _ = await world.invite("nora@mar.example", "ORG_ADMIN", to: [12], member: 401)
        try await World.asSuperuser(
            "UPDATE branches SET archived_at = now() WHERE id = '\(World.uuid(12))'")
        let answer = await world.accept(try await token(world))

        #expect(answer.contains(World.over), "\(answer)")
        #expect(try await World.texts("SELECT id::text FROM users WHERE email ~ '^nora@'") == [])
    }

    @Test
    func `nobody replaces an invitation that is not theirs to send`() async throws {
        let world = try World()
        func byManager(_ email: String) async -> String {
            await world.invite(email, "KITCHEN", as: "BRANCH_MANAGER", member: 403, reach: [11])
        }

        _ = await world.invite("ceo@mar.example", "ORG_ADMIN", to: [], member: 401)
        _ = await world.invite("cook@mar.example", "KITCHEN", to: [12])
        let stronger = await byManager("CEO@mar.example")
        let elsewhere = await byManager("cook@mar.example")
        try await World.asSuperuser("UPDATE invitations SET expires_at = created_at + interval '1 us'")
        let late = await byManager("ceo@mar.example")

        #expect(stronger.contains(#"{"field":["input","email"],"code":"ROLE_NOT_WEAKER"}"#), "\(stronger)")
        #expect(
            elsewhere.contains(#"{"field":["input","email"],"code":"BRANCH_OUT_OF_REACH"}"#), "\(elsewhere)")
        #expect(late.contains(#""userErrors":[]"#), "\(late)")
    }

    @Test
    func `of two invitations at once the later one holds`() async throws {
        let (one, other) = (try World(), try World())

        let answers = try await World.together([
            { await one.invite("nora@mar.example") }, { await other.invite("nora@mar.example") },
        ])

        for answer in answers { #expect(answer.contains(#""userErrors":[]"#), "\(answer)") }
        #expect(
            try await World.texts(
                "SELECT count(*)::text FROM invitations WHERE revoked_at IS NULL AND email ~ '^nora'") == [
                    "1"
                ])
    }

    @Test
    func `an address hears of the same organization a few times an hour`() async throws {
        let world = try World()

        for _ in 1...5 {
            #expect(await world.invite("nora@mar.example").contains(#""userErrors":[]"#))
        }
        let sixth = await world.invite("Nora@mar.example")

        #expect(sixth.contains(#"{"field":["input","email"],"code":"TOO_MANY_ATTEMPTS"}"#), "\(sixth)")
        #expect(await world.invite("nora@mar.example", to: [21], member: 411, organization: 2).contains("[]"))
        #expect(await world.letters.all().count == 6)
    }

    @Test
    func `who comes back has no PIN`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            UPDATE users SET email_verified_at = now();
            UPDATE members SET is_active = false, pin_hash = 'old' WHERE id = '\(World.uuid(404))'
            """)

        _ = await world.invite("diego@mar.example")
        #expect(await world.accept(try await token(world), "") == World.joined)

        #expect(
            try await World.texts(
                "SELECT coalesce(pin_hash, 'none') FROM members WHERE id = '\(World.uuid(404))'") == ["none"])
    }
}
