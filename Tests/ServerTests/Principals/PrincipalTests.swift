import Accounts
import Foundation
import Postgres
import Restaurant
import Testing

@testable import Server

/// Rights follow the database, whatever a token or key said when it was made.
@Suite(.serialized, .tags(.slow)) struct PrincipalTests: ServingSuite {
    private static let user = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0301)
    private static let member = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0401)

    /// Adds a login with a place in the demo's first organization.
    private func hire(_ world: ServedWorld, role: String, isSuperAdmin: Bool = false) async throws {
        _ = try await world.sql(
            """
            INSERT INTO users (id, email, display_name, is_super_admin)
            VALUES ('\(Self.user)', 'ana@example.com', 'Ana', \(isSuperAdmin));
            INSERT INTO members (id, organization_id, user_id, role)
            VALUES ('\(Self.member)', '\(try world.tenant)', '\(Self.user)', '\(role)');
            INSERT INTO member_branches (id, organization_id, member_id, branch_id)
            SELECT gen_random_uuid(), organization_id, '\(Self.member)', id FROM branches
            WHERE organization_id = '\(try world.tenant)' LIMIT 1
            """)
    }

    private func token(
        _ world: ServedWorld, role: String, organization: String?, version: Int?
    ) async throws -> String {
        try await world.tokens.mint(
            subject: EntityKind.user.id(Self.user), organization: organization, role: role, branches: nil,
            version: version, id: UUID().uuidString)
    }

    @Test func `a demotion ends old tokens within seconds, and a new one has the new role`() async throws {
        try await serving { world in
            try await hire(world, role: "BRANCH_MANAGER")
            let organization = world.organization.id
            let old = try await token(
                world, role: "BRANCH_MANAGER", organization: organization, version: 2)
            let question = "{ viewer { role member { displayName } branches { name } } }"

            let before = try await world.ask(question, bearer: old)
            _ = try await world.sql("UPDATE members SET role = 'WAITER' WHERE id = '\(Self.member)'")
            let isRefused = try await eventually(within: .seconds(5)) {
                try await world.ask(question, bearer: old)
            } is: {
                $0.status == 401
            }
            let new = try await token(world, role: "WAITER", organization: organization, version: 3)
            let after = try await world.ask(question, bearer: new)

            #expect(
                before.body.contains(#""role":"BRANCH_MANAGER","member":{"displayName":"Ana"}"#), "\(before)")
            #expect(before.body.components(separatedBy: "\"name\"").count == 2, "one branch is reached")
            #expect(isRefused)
            #expect(after.body.contains(#""role":"WAITER""#), "\(after)")
            #expect(
                try await world.ask("{ invitations { nodes { id } } }", bearer: new).status == 422)
        }
    }

    @Test(arguments: [
        "UPDATE members SET is_active = false WHERE id = '\(member)'",
        "UPDATE users SET is_active = false WHERE id = '\(user)'",
        "DELETE FROM member_branches WHERE member_id = '\(member)'",
        "DELETE FROM members WHERE id = '\(member)'",
    ])
    func `whoever loses a place, a branch or the login is out within seconds`(_ act: String) async throws {
        try await serving { world in
            try await hire(world, role: "WAITER")
            let token = try await token(
                world, role: "WAITER", organization: world.organization.id, version: 2)

            #expect(try await world.ask("{ viewer { role } }", bearer: token).status == 200)
            _ = try await world.sql(act)

            let isRefused = try await eventually(within: .seconds(5)) {
                try await world.ask("{ viewer { role } }", bearer: token)
            } is: {
                $0.status == 401
            }
            #expect(isRefused)
        }
    }

    @Test func `a token for another organization, or none, has no place there`() async throws {
        try await serving { world in
            try await hire(world, role: "WAITER")
            let other = EntityKind.organization.id(UUIDBytes(high: 1, low: 2))

            for token in [
                try await token(world, role: "WAITER", organization: other, version: 2),
                try await token(world, role: "WAITER", organization: world.organization.id, version: nil),
                try await token(world, role: "WAITER", organization: nil, version: 2),
                try await token(world, role: "SUPER_ADMIN", organization: nil, version: nil),
            ] {
                #expect(try await world.ask("{ viewer { role } }", bearer: token).status == 401)
            }
        }
    }

    @Test func `a key is a machine until it is revoked, by its header alone`() async throws {
        try await serving { world in
            let secret = try await world.addKey()
            let question = "{ viewer { role branches { name } } }"

            let answer = try await world.ask(question, bearer: secret)
            let used = try await world.sql("SELECT last_used_at > now() - interval '1 hour' FROM api_keys")
            let nothing = EntityKind.item.id(UUIDBytes(high: 1, low: 2))
            let menu = try await world.ask(
                "{ menuItem(id: \"\(nothing)\") { name } }", bearer: secret)
            let taxes = try await world.ask("{ taxClasses { name } }", bearer: secret)
            let wrong = try await world.ask(question, bearer: String(secret.dropLast()) + "!")
            let query = "/graphql?query=%7B__typename%7D&access_token=\(secret)"
            let inURL = try await world.get(query)
            _ = try await world.sql("UPDATE api_keys SET revoked_at = now()")
            let isRefused = try await eventually(within: .seconds(5)) {
                try await world.ask(question, bearer: secret)
            } is: {
                $0.status == 401
            }

            #expect(answer.body.contains(#""role":"INTEGRATOR""#), "\(answer)")
            #expect(answer.body.components(separatedBy: "\"name\"").count == 2, "one branch is reached")
            #expect(used == "t")
            #expect(menu.body.contains("NOT_FOUND"), "\(menu)")
            #expect(taxes.status == 422, "\(taxes)")
            #expect(wrong.status == 401)
            #expect(inURL.status == 400 || !inURL.body.contains("INTEGRATOR"))
            #expect(isRefused)
        }
    }

    @Test func `who runs the platform acts within an organization for a reason only`() async throws {
        try await serving { world in
            try await hire(world, role: "WAITER", isSuperAdmin: true)
            let token = try await token(world, role: "SUPER_ADMIN", organization: nil, version: nil)
            let question = "{ organization { name } }"
            let act = ["Act-As": world.organization.id]
            let why = ["Act-As-Reason": "the owner asked for help"]

            let code = try await world.sql("SELECT public_code FROM branches LIMIT 1")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            func menu(_ fields: String) -> String {
                "{ publicMenu(branchCode: \"\(code)\") { branch { \(fields) } } }"
            }

            let outside = try await world.ask(question, bearer: token)
            let all = try await world.ask("{ organizations { nodes { name } } }", bearer: token)
            let guest = try await world.ask(menu("name"), bearer: token)
            let peeking = try await world.ask(menu("legalName tables { nodes { label } }"), bearer: token)
            let listing = try await world.ask(
                String(menu("name").dropLast()) + " members { nodes { email } } }", bearer: token)
            let writing = try await world.ask(
                "mutation { branchArchive(input: { branchId: \"x\" }) { userErrors { code } } }",
                bearer: token)
            let bare = try await world.ask(question, bearer: token, act)
            let nowhere = try await world.ask(
                question, bearer: token,
                why.merging(["Act-As": EntityKind.organization.id(UUIDBytes(high: 1, low: 2))]) { $1 })
            let within = try await world.ask(question, bearer: token, act.merging(why) { $1 })
            for _ in 0..<5 { _ = try await world.ask(question, bearer: token, act.merging(why) { $1 }) }
            let other = ["Act-As-Reason": "the owner asked for more help"]
            _ = try await world.ask(question, bearer: token, act.merging(other) { $1 })
            let entries = try await world.sql(
                """
                SELECT string_agg(concat_ws(' ', actor_kind, role, reason, actor_id = '\(Self.user)',
                  request_id IS NOT NULL), '; ' ORDER BY sequence)
                FROM audit_log WHERE organization_id = '\(try world.tenant)' AND action = 'actAs'
                """)
            #expect(
                entries == "USER SUPER_ADMIN the owner asked for help t t; "
                    + "USER SUPER_ADMIN the owner asked for more help t t")
            let waiter = try await self.token(
                world, role: "WAITER", organization: world.organization.id, version: 2)
            let climbing = try await world.ask(question, bearer: waiter, act.merging(why) { $1 })
            _ = try await world.sql("UPDATE users SET is_super_admin = false")
            let isRefused = try await eventually(within: .seconds(5)) {
                try await world.ask(question, bearer: token, act.merging(why) { $1 })
            } is: {
                $0.status == 401
            }

            for answer in [outside, peeking, listing, writing] {
                #expect(answer.status == 422 && !answer.body.contains("\"data\""), "\(answer)")
            }
            #expect(all.body.components(separatedBy: "\"name\"").count > 2, "\(all)")
            #expect(guest.body.contains(#"{"publicMenu":{"branch":{"name":""#), "\(guest)")
            #expect(bare.status == 400 && bare.body.contains("Act-As-Reason"), "\(bare)")
            #expect(nowhere.status == 400, "\(nowhere)")
            #expect(within.body.contains(#"{"organization":{"name":""#), "\(within)")
            #expect(climbing.status == 400 && climbing.body.contains("FORBIDDEN"), "\(climbing)")
            #expect(isRefused)
        }
    }
}

extension PrincipalTests {
    @Test func `a tool's token of a role above all says why it acts, or is nobody's`() async throws {
        try await serving { world in
            func token(_ reason: String?) async throws -> String {
                try await world.tokens.mint(
                    subject: "tool", organization: world.organization.id, role: "SUPER_ADMIN", branches: nil,
                    reason: reason, id: UUID().uuidString)
            }
            let question = "{ organization { taxId } }"
            let category = """
                mutation { organizationUpdate(input: { legalName: "Nobody" }) { userErrors { message } } }
                """

            for reason in [nil, "short"] {
                let token = try await token(reason)
                #expect(try await world.ask(question, bearer: token).body.contains("\"data\"") == false)
                #expect(try await world.ask(category, bearer: token).body.contains("\"data\"") == false)
            }
            let acting = try await token("moves the numbers")
            #expect(try await world.ask(question, bearer: acting).body.contains(#"{"data":{"organization""#))
            #expect(try await world.ask(category, bearer: acting).body.contains(#""userErrors":[]"#))
            let entry = try await world.sql(
                "SELECT actor_kind || ' ' || reason FROM audit_log WHERE action = 'organizationUpdate'")
            #expect(entry.contains("SYSTEM moves the numbers"), "\(entry)")
        }
    }

    @Test func `a PIN opens its branch and no other organization, no keys and no places`() async throws {
        try await serving { world in
            try await hire(world, role: "ORG_ADMIN", isSuperAdmin: true)
            let token = try await world.tokens.mint(
                subject: EntityKind.user.id(Self.user), organization: world.organization.id,
                role: "ORG_ADMIN", branches: nil, version: 2, methods: ["pin"], id: UUID().uuidString)

            let viewer = try await world.ask("{ viewer { role } }", bearer: token)
            #expect(viewer.body == #"{"data":{"viewer":{"role":"ORG_ADMIN"}}}"#, "\(viewer)")
            for hidden in [
                "{ organizations { nodes { name } } }",
                "mutation { organizationCreate(input: {}) { userErrors { message } } }",
                "mutation { apiKeyCreate(input: {}) { userErrors { message } } }",
                "mutation { memberInvite(input: {}) { userErrors { message } } }",
                "mutation { memberUpdate(input: {}) { userErrors { message } } }",
                "mutation { pinSet(input: {}) { userErrors { message } } }",
            ] {
                let answer = try await world.ask(hidden, bearer: token)
                #expect(answer.status == 422 && answer.body.contains("Cannot query field"), "\(answer)")
            }
        }
    }
}
