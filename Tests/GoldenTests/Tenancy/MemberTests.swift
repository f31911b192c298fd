import Postgres
import Restaurant
import TestSupport
import Testing

/// Who sees whom, and who may change whom.
@Suite(.database(World.template))
struct MemberTests {
    private static let owner = 401
    private static let admin = 402
    private static let manager = 403
    private static let waiter = 404

    @Test
    func `an admin sees everybody, a manager who works in its branches`() async throws {
        let world = try World()
        let document = "{ members { nodes { displayName reachesAllBranches branches { name } } } }"

        let everybody = await world.run(document, member: Self.admin)
        let some = await world.run(
            document, role: "BRANCH_MANAGER", branches: [11], member: Self.manager)

        #expect(everybody.text.contains(#"{"displayName":"Ana","reachesAllBranches":true,"branches":[]}"#))
        #expect(everybody.text.contains(#""branches":[{"name":"Barranco"},{"name":"Miraflores"}]}"#))
        #expect(
            some.text
                == #"{"data":{"members":{"nodes":["#
                + ["Carla", "Diego", "Felipe"].map {
                    #"{"displayName":"\#($0)","reachesAllBranches":false,"branches":[{"name":"Miraflores"}]}"#
                }.joined(separator: ",") + "]}}}")
        #expect(!everybody.text.contains("Gita"))
    }

    @Test
    func `people are listed by branch, and the deactivated only when they are asked for`() async throws {
        let world = try World()
        try await World.asSuperuser(
            "UPDATE members SET is_active = false WHERE id = '\(World.uuid(405))'")
        func list(_ arguments: String) async -> String {
            await world.run("{ members(\(arguments)) { nodes { displayName } } }").text
        }
        let branch = "branchId: \"\(World.id(.branch, 12))\""

        #expect(await list(branch).contains(#"[{"displayName":"Felipe"}]"#))
        #expect(
            await list("\(branch), includeInactive: true")
                .contains(#"[{"displayName":"Elena"},{"displayName":"Felipe"}]"#))
        #expect(await list("branchId: \"\(World.id(.branch, 21))\"").contains(#""nodes":[]"#))
        #expect(await list("branchId: \"\(World.id(.table, 1001))\"").contains(#""nodes":[]"#))
    }

    /// Who wants to make whom what, and the refusal.
    struct Case: Sendable, CustomTestStringConvertible {
        let caller: Int
        let role: String
        let target: Int
        let becomes: String
        let code: String?

        var testDescription: String { "\(caller) makes \(target) \(becomes)" }
    }

    static let cases = [
        Case(caller: owner, role: "ORG_ADMIN", target: admin, becomes: "BRANCH_MANAGER", code: nil),
        Case(caller: owner, role: "ORG_ADMIN", target: manager, becomes: "ORG_ADMIN", code: nil),
        Case(caller: owner, role: "ORG_ADMIN", target: owner, becomes: "WAITER", code: "OWN_MEMBERSHIP"),
        Case(caller: admin, role: "ORG_ADMIN", target: owner, becomes: "WAITER", code: "ROLE_NOT_WEAKER"),
        Case(caller: admin, role: "ORG_ADMIN", target: admin, becomes: "WAITER", code: "OWN_MEMBERSHIP"),
        Case(
            caller: admin, role: "ORG_ADMIN", target: manager, becomes: "ORG_ADMIN", code: "ROLE_NOT_WEAKER"),
        Case(caller: admin, role: "ORG_ADMIN", target: waiter, becomes: "BRANCH_MANAGER", code: nil),
        Case(
            caller: manager, role: "BRANCH_MANAGER", target: waiter, becomes: "BRANCH_MANAGER",
            code: "ROLE_NOT_WEAKER"),
        Case(caller: manager, role: "BRANCH_MANAGER", target: waiter, becomes: "CASHIER", code: nil),
        Case(
            caller: manager, role: "BRANCH_MANAGER", target: manager, becomes: "CASHIER",
            code: "OWN_MEMBERSHIP"),
        // Felipe works in Barranco too, which the manager does not reach; Elena works there only.
        Case(
            caller: manager, role: "BRANCH_MANAGER", target: 406, becomes: "CASHIER",
            code: "BRANCH_OUT_OF_REACH"),
        Case(caller: manager, role: "BRANCH_MANAGER", target: 405, becomes: "CASHIER", code: "NOT_FOUND"),
        Case(caller: manager, role: "BRANCH_MANAGER", target: admin, becomes: "CASHIER", code: "NOT_FOUND"),
        Case(caller: manager, role: "BRANCH_MANAGER", target: 412, becomes: "CASHIER", code: "NOT_FOUND"),
        Case(caller: owner, role: "ORG_ADMIN", target: 412, becomes: "CASHIER", code: "NOT_FOUND"),
        Case(caller: owner, role: "ORG_ADMIN", target: 9999, becomes: "CASHIER", code: "NOT_FOUND"),
    ]

    @Test(arguments: cases)
    func `only the strictly weaker are changed, where the caller reaches them`(_ attempt: Case) async throws {
        let world = try World()

        let (text, _) = await world.run(
            """
            mutation { memberUpdate(input: {
              memberId: "\(World.id(.member, attempt.target))", role: \(attempt.becomes)
            }) { member { role } userErrors { ... on TenancyUserError { code } } } }
            """, role: attempt.role, branches: attempt.caller == Self.manager ? [11] : nil,
            member: attempt.caller)

        let expected =
            attempt.code.map { #"{"member":null,"userErrors":[{"code":"\#($0)"}]}"# }
            ?? #"{"member":{"role":"\#(attempt.becomes)"},"userErrors":[]}"#
        #expect(text == #"{"data":{"memberUpdate":\#(expected)}}"#)
    }

    @Test
    func `who begins to manage others has no PIN until a longer one is chosen`() async throws {
        let world = try World()
        try await World.asSuperuser("UPDATE members SET pin_hash = 'short'")
        func become(_ role: String) async throws -> [String] {
            _ = await world.run(
                """
                mutation { memberUpdate(input: {
                  memberId: "\(World.id(.member, Self.waiter))", role: \(role)
                }) { userErrors { message } } }
                """)
            return try await World.texts(
                """
                SELECT role || coalesce(' ' || pin_hash, '') FROM members
                WHERE id = '\(World.uuid(Self.waiter))'
                """)
        }

        #expect(try await become("CASHIER") == ["CASHIER short"])
        #expect(try await become("BRANCH_MANAGER") == ["BRANCH_MANAGER"])
    }

    @Test
    func `a change of rights makes a new version of them, nothing else does`() async throws {
        let world = try World()
        let member = World.id(.member, Self.waiter)
        let start = try await permissionVersion()

        func run(_ mutation: String) async throws -> Int64 {
            let (text, _) = await world.run("mutation { it: \(mutation) { userErrors { message } } }")
            #expect(text == #"{"data":{"it":{"userErrors":[]}}}"#)
            return try await permissionVersion() - start
        }

        #expect(try await run("memberUpdate(input: { memberId: \"\(member)\", role: WAITER })") == 0)
        #expect(try await run("memberUpdate(input: { memberId: \"\(member)\", role: CASHIER })") == 1)
        let branches = "\"\(World.id(.branch, 11))\", \"\(World.id(.branch, 12))\""
        #expect(
            try await run("memberBranchesSet(input: { memberId: \"\(member)\", branchIds: [\(branches)] })")
                == 2)
        #expect(
            try await run("memberBranchesSet(input: { memberId: \"\(member)\", branchIds: [\(branches)] })")
                == 2)
        #expect(try await run("memberBranchesSet(input: { memberId: \"\(member)\", branchIds: [] })") == 4)
        #expect(try await run("memberDeactivate(input: { memberId: \"\(member)\" })") == 5)
        #expect(try await run("memberUpdate(input: { memberId: \"\(member)\", isActive: true })") == 6)
    }

    private func permissionVersion() async throws -> Int64 {
        let statement = Statement(
            "version", "SELECT permission_version FROM members WHERE id = '\(World.uuid(Self.waiter))'")
        return try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { try await $0.run(statement.bind()).int(0, 0) ?? 0 }
    }

    @Test(arguments: [21, 12, 9999])
    func `branches out of reach name nothing`(_ branch: Int) async throws {
        let world = try World()

        let (text, _) = await world.run(
            """
            mutation { memberBranchesSet(input: {
              memberId: "\(World.id(.member, Self.waiter))", branchIds: ["\(World.id(.branch, branch))"]
            }) { userErrors { field ... on TenancyUserError { code } } } }
            """, role: "BRANCH_MANAGER", branches: [11], member: Self.manager)

        #expect(text.contains(#"[{"field":["input","branchIds"],"code":"NOT_FOUND"}]"#), "\(text)")
    }

    @Test
    func `an organization keeps an owner`() async throws {
        let world = try World()
        let owner = World.id(.member, Self.owner)

        for mutation in [
            "memberDeactivate(input: { memberId: \"\(owner)\" })",
            "memberUpdate(input: { memberId: \"\(owner)\", role: WAITER })",
        ] {
            let (text, _) = await world.run(
                "mutation { it: \(mutation) { userErrors { ... on TenancyUserError { code } } } }",
                role: "SUPER_ADMIN")
            #expect(text == #"{"data":{"it":{"userErrors":[{"code":"LAST_OWNER"}]}}}"#)
        }
    }

    @Test
    func `of two owners who are let go at once one stays`() async throws {
        let (one, other) = (try World(), try World())
        try await World.asSuperuser(
            "UPDATE members SET role = 'ORG_ADMIN', is_owner = true WHERE id = '\(World.uuid(Self.admin))'")
        func deactivate(_ member: Int) -> String {
            """
            mutation { memberDeactivate(input: { memberId: "\(World.id(.member, member))" }) {
              userErrors { ... on TenancyUserError { code } } } }
            """
        }

        let answers = try await World.together([
            { [query = deactivate(Self.owner)] in await one.run(query, role: "SUPER_ADMIN").text },
            { [query = deactivate(Self.admin)] in await other.run(query, role: "SUPER_ADMIN").text },
        ])

        #expect(answers.filter { $0.contains("LAST_OWNER") }.count == 1, "\(answers)")
        #expect(answers.filter { $0.contains(#""userErrors":[]"#) }.count == 1, "\(answers)")
    }

    @Test
    func `a change of what somebody else changed meanwhile is refused`() async throws {
        let world = try World()
        func update(_ version: Int) async -> String {
            await world.run(
                """
                mutation { memberUpdate(input: {
                  memberId: "\(World.id(.member, Self.waiter))", role: CASHIER, expectedVersion: \(version)
                }) { member { version } userErrors { ... on TenancyUserError { code } } } }
                """
            ).text
        }

        #expect(await update(1).contains(#"{"version":2}"#))
        #expect(await update(1).contains(#""CONFLICT""#))
    }

    @Test
    func `the plan limits who comes back`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            INSERT INTO users (id, email)
            SELECT gen_random_uuid(), n || '@dosa.example' FROM generate_series(1, 3) AS n;
            INSERT INTO members (id, organization_id, user_id, role)
            SELECT gen_random_uuid(), '\(World.uuid(2))', id, 'WAITER' FROM users WHERE email ~ '^[0-9]@';
            INSERT INTO users (id, email) VALUES ('\(World.uuid(399))', 'late@dosa.example');
            INSERT INTO members (id, organization_id, user_id, role, is_active)
            VALUES ('\(World.uuid(499))', '\(World.uuid(2))', '\(World.uuid(399))', 'WAITER', false)
            """)

        let (text, _) = await world.run(
            """
            mutation { memberUpdate(input: { memberId: "\(World.id(.member, 499))", isActive: true }) {
              userErrors { ... on TenancyUserError { code } } } }
            """, organization: 2, member: 411)

        #expect(text.contains("PLAN_LIMIT"), "\(text)")
    }
}
