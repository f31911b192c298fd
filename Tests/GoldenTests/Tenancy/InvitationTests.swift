import Accounts
import Postgres
import Restaurant
import TestSupport
import Testing

/// Invitations: sent to the weaker, accepted once, by whoever reads the mail. PINs of those who work there.
@Suite(.database(World.template))
struct InvitationTests {
    @Test
    func `an invitation is sent, and makes a login and its place, once`() async throws {
        let world = try World()

        let invited = await world.invite("nora@mar.example")
        let open = await world.run("{ invitations { nodes { email } } }")
        let letters = await world.letters.all()
        let token = try #require(letters.first?.token?.text)
        let accepted = await world.accept(token)
        let again = await world.accept(token)
        let members = await world.run("{ members { nodes { displayName role email branches { name } } } }")
        let closed = await world.run("{ invitations { nodes { email } } }")

        #expect(
            invited.contains(
                #"{"email":"nora@mar.example","role":"WAITER","branches":[{"name":"Miraflores"}]}"#),
            "\(invited)")
        #expect(!invited.contains(token))
        #expect(letters.map(\.kind) == [.invitation] && letters.first?.recipient == "nora@mar.example")
        #expect(open.text.contains("nora@mar.example"))
        #expect(accepted == World.joined, "\(accepted)")
        #expect(again.contains(World.over), "\(again)")
        #expect(
            members.text.contains(
                #"{"displayName":"Nora","role":"WAITER","email":"nora@mar.example","#
                    + #""branches":[{"name":"Miraflores"}]}"#), "\(members.text)")
        #expect(closed.text.contains(#""nodes":[]"#))
    }

    @Test
    func `a login that is there joins without a password; a second invitation replaces the first`()
        async throws
    {
        let world = try World()
        try await World.asSuperuser("UPDATE users SET email_verified_at = now()")

        _ = await world.invite("GITA@dosa.example")
        _ = await world.invite("gita@dosa.example", "CASHIER")
        let tokens = await world.letters.all().compactMap(\.token?.text)
        try #require(tokens.count == 2)
        let replaced = await world.accept(tokens[0], "")
        let joined = await world.accept(tokens[1], "")
        let places = await world.run(
            "{ organizations { nodes { name role } } }", organization: 2, member: 411)

        #expect(replaced.contains(World.over), "\(replaced)")
        #expect(joined == World.joined, "\(joined)")
        #expect(
            places.text.contains(
                #"[{"name":"Dosa Corner","role":"ORG_ADMIN"},{"name":"Mar y Ají","role":"CASHIER"}]"#),
            "\(places.text)")
    }

    @Test
    func `a new login needs a name and a good password`() async throws {
        let world = try World()

        _ = await world.invite("nora@mar.example")
        let token = try #require(await world.letters.all().first?.token?.text)

        #expect(
            await world.accept(token, "").contains(#"{"field":["input","displayName"],"code":"INVALID"}"#))
        for password in ["short", "nora@mar.example", String(repeating: "x", count: 129)] {
            let weak = await world.accept(token, ", displayName: \"Nora\", password: \"\(password)\"")
            #expect(weak.contains(#"{"field":["input","password"],"code":"INVALID"}"#), "\(weak)")
        }
        #expect(await world.accept(token) == World.joined)
    }

    @Test
    func `late and made-up secrets answer alike`() async throws {
        let world = try World()

        _ = await world.invite("nora@mar.example")
        let token = try #require(await world.letters.all().first?.token?.text)
        try await World.asSuperuser("UPDATE invitations SET expires_at = created_at - interval '1 s'")

        let late = await world.accept(token)
        #expect(late.contains(World.over), "\(late)")
        #expect(await world.accept(SecretToken.make(.invitation).text) == late)
        #expect(await world.accept("civ_") == late)
    }

    @Test
    func `whom one may not manage one may not invite`() async throws {
        let world = try World()
        func refused(_ text: String, _ field: String, _ code: String) {
            #expect(
                text.contains(
                    #""invitation":null,"userErrors":[{"field":["input","\#(field)"],"code":"\#(code)"}]"#),
                "\(text)")
        }
        func byManager(_ role: String, to branches: [Int]) async -> String {
            await world.invite(
                "nora@mar.example", role, to: branches, as: "BRANCH_MANAGER", member: 403, reach: [11])
        }

        refused(await byManager("BRANCH_MANAGER", to: [11]), "role", "ROLE_NOT_WEAKER")
        refused(await byManager("WAITER", to: [12]), "branchIds", "NOT_FOUND")
        refused(await byManager("WAITER", to: [21]), "branchIds", "NOT_FOUND")
        refused(await byManager("WAITER", to: []), "branchIds", "INVALID")
        refused(await world.invite("nora@mar.example", "ORG_ADMIN", to: []), "role", "ROLE_NOT_WEAKER")
        refused(await world.invite("nobody"), "email", "INVALID")
        refused(await world.invite("DIEGO@mar.example"), "email", "ALREADY_MEMBER")
        #expect(await byManager("WAITER", to: [11]).contains(#""userErrors":[]"#))
    }

    @Test
    func `open invitations count as members of the plan`() async throws {
        let world = try World()

        for number in 1...3 {
            let text = await world.invite("n\(number)@dosa.example", to: [21], member: 411, organization: 2)
            #expect(text.contains(#""userErrors":[]"#), "\(text)")
        }
        let full = await world.invite("n4@dosa.example", to: [21], member: 411, organization: 2)
        let replaced = await world.invite("n3@dosa.example", to: [21], member: 411, organization: 2)

        #expect(full.contains("PLAN_LIMIT"), "\(full)")
        #expect(replaced.contains(#""userErrors":[]"#), "\(replaced)")
    }

    @Test
    func `a PIN is set for oneself and for the weaker, and taken away`() async throws {
        let world = try World()
        func set(_ input: String, role: String = "WAITER", member: Int = 404) async -> String {
            await world.run(
                """
                mutation { it: pinSet(input: { \(input) }) {
                  member { displayName hasPin } userErrors { field ... on TenancyUserError { code } } } }
                """, role: role, branches: [11], member: member
            ).text
        }
        let diego = "memberId: \"\(World.id(.member, 404))\""

        #expect(await set("pin: \"4071\"").contains(#"{"displayName":"Diego","hasPin":true}"#))
        #expect(
            await set("\(diego), pin: null", role: "BRANCH_MANAGER", member: 403)
                .contains(#"{"displayName":"Diego","hasPin":false}"#))
        #expect(
            await set("\(diego), pin: \"4071\"", role: "KITCHEN", member: 406).contains("ROLE_NOT_WEAKER"))
        #expect(
            await set("pin: \"4071\"", role: "BRANCH_MANAGER", member: 403)
                .contains(#"{"field":["input","pin"],"code":"INVALID"}"#))
        #expect(
            await set("pin: \"407193\"", role: "BRANCH_MANAGER", member: 403).contains(#""hasPin":true"#))
        for pin in ["123", "1234", "0000", "12a4", "123456789"] {
            let text = await set("pin: \"\(pin)\"")
            #expect(text.contains(#"{"field":["input","pin"],"code":"INVALID"}"#), "\(pin): \(text)")
        }
    }

    @Test
    func `a login sets sixty PINs in an hour and no more`() async throws {
        let world = try World()
        func set() async -> String {
            await world.run(
                """
                mutation { pinSet(input: { pin: "4071" }) {
                  userErrors { ... on TenancyUserError { code } } } }
                """, role: "WAITER", branches: [11], member: 404
            ).text
        }

        for _ in 0..<60 { #expect(await set().contains(#""userErrors":[]"#)) }
        #expect(await set().contains("TOO_MANY_ATTEMPTS"))
    }

    @Test
    func `an address that tries invitations without end is told to wait, another is not`() async throws {
        let world = try World()
        func accept(from address: String) async -> String {
            await world.run(
                """
                mutation { memberInviteAccept(input: { token: "made up" }) {
                  userErrors { ... on TenancyUserError { code } } } }
                """, role: "PUBLIC", address: address
            ).text
        }

        for _ in 0..<100 { #expect(await accept(from: "192.0.2.7").contains("INVITATION_OVER")) }
        #expect(await accept(from: "192.0.2.7").contains("TOO_MANY_ATTEMPTS"))
        #expect(await accept(from: "192.0.2.8").contains("INVITATION_OVER"))
    }
}
