import Restaurant
import TestSupport
import Testing

/// Organizations: founding, changing, and which of them a login may enter.
@Suite(.database(World.template))
struct OrganizationTests {
    private static let first = """
        branch: { name: "Centro", slug: "centro", preset: PE }
        """

    private func create(_ input: String) -> String {
        """
        mutation { organizationCreate(input: { \(input) }) {
          organization { name branches { nodes { name timezone currency } } }
          userErrors { field ... on TenancyUserError { code } } } }
        """
    }

    @Test
    func `a login founds another organization, owns it and may enter both`() async throws {
        let world = try World()

        let founded = await world.run(
            create("name: \"Picantería\", slug: \"picanteria\", \(Self.first)"), role: "WAITER",
            branches: [11], member: 404)
        let own = await world.run(
            "{ organizations { nodes { name role isOwner } } }", role: "WAITER", branches: [11], member: 404)
        let others = await world.run(
            "{ organizations { nodes { name role isOwner } } }", organization: 2, member: 411)

        #expect(
            founded.text == #"{"data":{"organizationCreate":{"organization":{"name":"Picantería","#
                + #""branches":{"nodes":[{"name":"Centro","timezone":"America/Lima","#
                + #""currency":"PEN"}]}},"userErrors":[]}}}"#)
        #expect(
            own.text == #"{"data":{"organizations":{"nodes":[{"name":"Mar y Ají","role":"WAITER","#
                + #""isOwner":false},{"name":"Picantería","role":"ORG_ADMIN","isOwner":true}]}}}"#)
        #expect(
            others.text
                == #"{"data":{"organizations":{"nodes":[{"name":"Dosa Corner","role":"ORG_ADMIN","#
                + #""isOwner":true}]}}}"#
        )
    }

    @Test
    func `who runs the platform sees all organizations from outside of them`() async throws {
        let world = try World()
        try await World.asSuperuser(
            "UPDATE users SET is_super_admin = true WHERE id = '\(World.uuid(312))'")

        let question = "{ organizations { nodes { name role } } }"
        let outside = await world.run(question, role: "PUBLIC", user: 312)
        let within = await world.run(question, role: "WAITER", organization: 2, member: 412)
        let nobody = await world.run(question, role: "PUBLIC")

        #expect(
            outside.text.contains(
                #"[{"name":"Dosa Corner","role":"WAITER"},{"name":"Mar y Ají","role":null}]"#),
            "\(outside.text)")
        #expect(within.text.contains(#":[{"name":"Dosa Corner","role":"WAITER"}]"#), "\(within.text)")
        #expect(nobody.text == #"{"data":{"organizations":{"nodes":[]}}}"#, "\(nobody.text)")
    }

    @Test
    func `a login founds a few organizations a day`() async throws {
        let world = try World()

        for number in 1...3 {
            let (text, _) = await world.run(
                create("name: \"A\", slug: \"a-\(number)\", \(Self.first)"), member: 401)
            #expect(text.contains(#""userErrors":[]"#), "\(text)")
        }
        let fourth = await world.run(create("name: \"A\", slug: \"a-4\", \(Self.first)"), member: 401)
        let another = await world.run(create("name: \"A\", slug: \"a-4\", \(Self.first)"), member: 402)

        #expect(fourth.text.contains("TOO_MANY_ATTEMPTS"), "\(fourth.text)")
        #expect(another.text.contains(#""userErrors":[]"#), "\(another.text)")
    }

    @Test(arguments: [
        (#"name: "A", slug: "dosa-corner", \#(first)"#, #"{"field":["input","slug"],"code":"SLUG_TAKEN"}"#),
        (#"name: "A", slug: "Dosa", \#(first)"#, #"{"field":["input","slug"],"code":"INVALID"}"#),
        (
            #"name: "A", slug: "aa", branch: { name: "B", slug: "b-b", timezone: "Lima", currency: "PEN" }"#,
            #"{"field":["input","branch","timezone"],"code":"INVALID"}"#
        ),
        (
            #"name: "A", slug: "aa", branch: { name: "B", slug: "b-b", timezone: "America/Lima" }"#,
            #"{"field":["input","branch","currency"],"code":"INVALID"}"#
        ),
        (
            #"name: "A", slug: "aa", branch: { name: "B", slug: "b-b", preset: IN, phone: "123" }"#,
            #"{"field":["input","branch","phone"],"code":"INVALID"}"#
        ),
        (
            #"name: "A", slug: "a1", branch: {name: "B", slug: "b2",preset: IN, address: {country: "Peru"}}"#,
            #"{"field":["input","branch","address","country"],"code":"INVALID"}"#
        ),
    ])
    func `what can not be founded is refused at its field`(_ input: String, _ error: String) async throws {
        let world = try World()

        let (text, _) = await world.run(create(input), member: 401)

        #expect(text.contains("\"userErrors\":[\(error)]"), "\(text)")
    }

    @Test
    func `without a login nobody founds an organization`() async throws {
        let world = try World()

        let (text, _) = await world.run(create("name: \"A\", slug: \"aa\", \(Self.first)"))

        #expect(text.contains("MEMBERS_ONLY"), "\(text)")
    }

    @Test
    func `a plan with room for what is in use is taken, a smaller one is refused with what is over`()
        async throws
    {
        let world = try World()
        func change(_ input: String, role: String = "ORG_ADMIN", branches: [Int]? = nil) async -> String {
            await world.run(
                """
                mutation { organizationPlanChange(input: { \(input) }) {
                  organization { plan version }
                  userErrors { field message ... on TenancyUserError { code } } } }
                """, role: role, branches: branches, member: 401
            ).text
        }
        try await World.asSuperuser("UPDATE organizations SET plan = 'PRO', version = 1")

        let small = await change("plan: FREE")
        #expect(small.contains(#""organization":null,"userErrors":[{"field":["input","plan"],"message":"#))
        #expect(small.contains("The plan FREE has room for 1 branches and 2 are in use"), "\(small)")
        #expect(small.contains("PLAN_LIMIT"))
        #expect(await change("plan: ENTERPRISE").contains(#"{"plan":"ENTERPRISE","version":2}"#))
        #expect(await change("plan: PRO, expectedVersion: 1").contains("CONFLICT"))
        #expect(await change("plan: PRO", branches: [11]).contains("BRANCH_OUT_OF_REACH"))
        #expect(await change("plan: PRO", role: "BRANCH_MANAGER").contains("organizationPlanChange"))
        #expect(
            await change("plan: STARTER, expectedVersion: 2").contains(#"{"plan":"STARTER","version":3}"#))
        #expect(
            try await World.texts("SELECT plan FROM organization_directory ORDER BY plan") == [
                "PRO", "STARTER",
            ])
    }

    @Test
    func `an organization changes where something is said, and its name for logins with it`() async throws {
        let world = try World()
        func update(_ input: String, branches: [Int]? = nil) async -> String {
            await world.run(
                """
                mutation { organizationUpdate(input: { \(input) }) {
                  organization { name legalName taxId version }
                  userErrors { ... on TenancyUserError { code } } } }
                """, branches: branches, member: 401
            ).text
        }

        #expect(
            await update("legalName: \"Mar SAC\", taxId: \"20123\"")
                .contains(#"{"name":"Mar y Ají","legalName":"Mar SAC","taxId":"20123","version":2}"#))
        #expect(
            await update("name: \"Mar\", legalName: null, expectedVersion: 2")
                .contains(#"{"name":"Mar","legalName":null,"taxId":"20123","version":3}"#))
        #expect(await update("name: \"Sea\", expectedVersion: 2").contains("CONFLICT"))
        #expect(await update("slug: \"dosa-corner\"").contains("SLUG_TAKEN"))
        // A tag as BCP 47 has it, of a form that is not kept.
        #expect(await update("defaultLocale: \"xx-yy-zz\"").contains("INVALID"))
        #expect(await update("name: \"Sea\"", branches: [11]).contains("BRANCH_OUT_OF_REACH"))
        #expect(
            await world.run("{ organizations { nodes { name } } }", member: 401).text
                .contains(#"[{"name":"Mar"}]"#))
    }
}
