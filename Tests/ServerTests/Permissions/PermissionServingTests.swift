import Accounts
import Foundation
import Glibc
import Postgres
import Restaurant
import Synchronization
import Testing

@testable import Server

/// A running server whose permissions change.
@Suite(.serialized, .tags(.slow)) struct PermissionServingTests: ServingSuite {
    /// What cashiers see of branches besides; `legalName` is theirs and `phone` everybody's.
    private static let names = "{ branches { nodes { legalName } } }"
    private static let legalName = #"legalName: { allow: [CASHIER, "branches:read"] }"#
    private static let phone =
        #""address, phone, timezone, currency, pricesIncludeTax": { allow: [PUBLIC, INTEGRATOR] }"#

    /// A server over a folder of its own, with both values in every branch.
    private func servingFolder(
        _ body: @escaping @Sendable (ServeProcess, ProjectFolder, ServedWorld) async throws -> Void
    ) async throws {
        try await serving { world in
            try await world.cluster.psql(
                "UPDATE branches SET legal_name = 'Legal', phone = '+5112345'",
                database: EmbeddedCluster.database)
            let folder = try ProjectFolder(in: world.keyFolder)
            let server = try await ServeProcess.start(
                over: world,
                settings: [
                    "COMANDA_HOME": folder.path, "COMANDA_AUTH_PERMISSION_RELOAD": "20ms",
                    "COMANDA_LOG_LEVEL": "notice", "COMANDA_HTTP_DRAIN_DELAY": "0s",
                    "COMANDA_POSTGRES_LOCK_TIMEOUT": "60s", "COMANDA_POSTGRES_STATEMENT_TIMEOUT": "60s",
                    "COMANDA_GRAPHQL_DEADLINE": "60s",
                ])
            do {
                try await body(server, folder, world)
            } catch {
                Issue.record(error)
            }
            server.child.signal(SIGTERM)
            #expect(await server.child.wait() == 0)
        }
    }

    /// Waits until the log holds a line with these words so many times.
    private func logged(_ words: String, times: Int = 1, in world: ServedWorld) async throws -> Bool {
        for _ in 0..<1_000 {
            if try log(of: world).components(separatedBy: words).count > times { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private func log(of world: ServedWorld) throws -> String {
        try String(contentsOfFile: world.keyFolder + "/serve.log", encoding: .utf8)
    }

    @Test func `a grant that is taken away is refused from the next request on, by hash too`() async throws {
        try await servingFolder { server, folder, world in
            let hash = DocumentHash.of(Array(Self.names.utf8))
            let name = "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"\(hash)\"}}"
            let body = Data("{\"query\":\"\(Self.names)\",\"extensions\":\(name)}".utf8)
            let byHash = Data("{\"extensions\":\(name)}".utf8)
            #expect(try await server.world.post(body, role: "CASHIER").body.contains("Legal"))
            #expect(try await server.world.post(byHash, role: "CASHIER").body.contains("Legal"))

            try folder.change([Self.legalName: #"legalName: { allow: [ORG_ADMIN] }"#])
            #expect(try await logged("changed permissions are in force", in: world))

            let asked = try await server.world.query(Self.names, role: "CASHIER")
            let named = try await server.world.post(byHash, role: "CASHIER")
            for refused in [asked, named] {
                #expect(refused.status == 422, "\(refused)")
                #expect(refused.body.contains(#"Cannot query field \"legalName\" on type \"Branch\"."#))
                #expect(!refused.body.contains("Legal\""))
            }
            #expect(try await server.world.query(Self.names, role: "ORG_ADMIN").body.contains("Legal"))

            try folder.change([:])
            #expect(try await logged("changed permissions are in force", times: 2, in: world))
            #expect(try await server.world.post(byHash, role: "CASHIER").body.contains("Legal"))
        }
    }

    @Test func `who may follow a branch no longer is cut off from what is open, and nobody else`()
        async throws
    {
        try await servingFolder { server, folder, world in
            let branch = try #require(world.organization.branches.first?.id)
            let waiter = try await following(branch, as: "WAITER", server.world)
            let cashier = try await following(branch, as: "CASHIER", server.world)
            #expect(try await waiter.hears("200 OK"))
            #expect(try await cashier.hears("200 OK"))

            let all = #"{ allow: [WAITER, CASHIER, "floor:read"] }"#
            let fewer = #"{ allow: [CASHIER, "floor:read"] }"#
            try folder.change([
                #""tableChanged, serviceRequestChanged": \#(all)"#:
                    "tableChanged: \(fewer)\n      serviceRequestChanged: \(all)",
                #""cursor, changeType, table": \#(all)"#: #""cursor, changeType, table": \#(fewer)"#,
            ])
            #expect(try await logged("changed permissions are in force", in: world))

            #expect(try await waiter.ends(), "\(waiter.text)")
            let table = try await world.sql(
                "SELECT id FROM tables WHERE status = 'AVAILABLE' AND branch_id = "
                    + "'\(try #require(EntityKind.branch.uuid(branch)))' LIMIT 1")
            let id = try #require(UUIDBytes(text: table.trimmingCharacters(in: .whitespacesAndNewlines)))
            let changed = try await server.world.query(
                """
                mutation {
                  tableStatusSet(input: { tableId: "\(EntityKind.table.id(id))", status: MAINTENANCE }) {
                    userErrors { message } } }
                """, role: "BRANCH_MANAGER")
            #expect(changed.body.contains(#""userErrors":[]"#), "\(changed.body)")
            #expect(try await cashier.hears(#""cursor":"#), "\(cashier.text)")
            #expect(!waiter.text.contains(#""cursor":"#))
            waiter.close()
            cashier.close()
        }
    }

    private func following(
        _ branch: String, as role: String, _ world: ServedWorld
    ) async throws -> EventStreamClient {
        try EventStreamClient(
            port: world.port,
            bearer: try await world.tokens.mint(
                subject: "test", organization: world.organization.id, role: role, branches: nil, id: role),
            query: "subscription { tableChanged(branchId: \"\(branch)\") { cursor } }")
    }

    @Test func `who runs the platform acts within organizations as long as the file says so`() async throws {
        try await servingFolder { server, folder, world in
            let user = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0302)
            try await world.sql(
                """
                INSERT INTO users (id, email, display_name, is_super_admin)
                VALUES ('\(user)', 'op@example.com', 'Op', true)
                """)
            let token = try await world.tokens.mint(
                subject: EntityKind.user.id(user), organization: nil, role: "SUPER_ADMIN", branches: nil,
                version: nil, id: "1")
            let act = ["Act-As": world.organization.id, "Act-As-Reason": "the owner asked for help"]
            let question = "{ organization { name } }"

            #expect(try await server.world.ask(question, bearer: token, act).status == 200)
            try folder.change(["tenants: all, writes: actAs": "writes: actAs"])
            #expect(try await logged("changed permissions are in force", in: world))

            let refused = try await server.world.ask(question, bearer: token, act)
            #expect(refused.status == 400)
            #expect(refused.body.contains(#""code":"FORBIDDEN""#), "\(refused)")
        }
    }

    @Test func `a broken file changes nothing and is logged with its places, at a signal once more`()
        async throws
    {
        try await servingFolder { server, folder, world in
            let broken = try folder.permissions([Self.legalName: #"legalName: { allow: [CASHIERR] }"#])
            let line = broken.components(separatedBy: "CASHIERR")[0].components(separatedBy: "\n").count
            try folder.write(broken)

            let place = "Config/permissions.yaml:\(line):28: unknown role CASHIERR, did you mean CASHIER?"
            #expect(try await logged(place, in: world))
            #expect(try await server.world.query(Self.names, role: "CASHIER").body.contains("Legal"))
            server.child.signal(SIGHUP)
            #expect(try await logged(place, times: 2, in: world))

            // Readable, and yet not to be kept: pages of branches are ordered by their names.
            try folder.change([
                #""id, name": { allow: [PUBLIC, INTEGRATOR] }"# + "\n      legalName": "legalName"
            ])
            #expect(try await logged("Branch.id: no permission entry", in: world))
            #expect(try await server.world.query(Self.names, role: "CASHIER").body.contains("Legal"))

            try folder.change([Self.legalName: #"legalName: { allow: [ORG_ADMIN] }"#])
            #expect(try await logged("changed permissions are in force", in: world))
            #expect(try await server.world.query(Self.names, role: "CASHIER").status == 422)
        }
    }

    @Test func `a request under way ends with the permissions that it began with`() async throws {
        try await servingFolder { server, folder, world in
            async let lock = world.cluster.psql(
                "BEGIN; LOCK TABLE branches IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(50)",
                database: EmbeddedCluster.database)
            #expect(try await locks("granted AND mode = 'AccessExclusiveLock'", world))
            async let early = server.world.query(Self.names, role: "CASHIER")
            #expect(try await locks("NOT granted", world))

            try folder.change([Self.legalName: #"legalName: { allow: [ORG_ADMIN] }"#])
            #expect(try await logged("changed permissions are in force", in: world))
            let late = try await server.world.query(Self.names, role: "CASHIER")
            #expect(try await locks("NOT granted", world), "the early one still waits")
            try await world.cluster.psql(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(50)'"
                    + " AND pid <> pg_backend_pid()", database: EmbeddedCluster.database)
            _ = try? await lock

            #expect(late.status == 422)
            #expect(try await early.body.contains("Legal"))
        }
    }

    /// Waits until there is a lock of this kind on the branches.
    private func locks(_ condition: String, _ world: ServedWorld) async throws -> Bool {
        for _ in 0..<500 {
            let found = try await world.cluster.psql(
                "SELECT count(*) FROM pg_locks WHERE relation = 'branches'::regclass AND \(condition)",
                database: EmbeddedCluster.database)
            if found != "0" { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test func `twenty reloads under load never show a mix of two versions`() async throws {
        try await servingFolder { server, folder, world in
            let address = #""address, timezone, currency, pricesIncludeTax": { allow: [PUBLIC, INTEGRATOR] }"#
            let versions = try [
                folder.permissions([
                    Self.phone: address + "\n      phone: { allow: [ORG_ADMIN], otherwise: null }"
                ]),
                folder.permissions([
                    Self.phone: address + "\n      phone: { allow: [PUBLIC, INTEGRATOR] }",
                    Self.legalName: "legalName: { allow: [ORG_ADMIN], otherwise: null }",
                ]),
            ]
            try folder.write(versions[0])
            #expect(try await logged("changed permissions are in force", in: world))
            let query = "{ branches { nodes { legalName phone } } }"
            let watch = Watch()

            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<8 {
                    tasks.addTask {
                        while !watch.isOver {
                            watch.note(try await server.world.query(query, role: "CASHIER").body)
                        }
                    }
                }
                defer { watch.end() }
                for number in 1...20 {
                    try folder.write(versions[number % 2])
                    let isInForce = try await logged(
                        "changed permissions are in force", times: number + 1, in: world)
                    #expect(isInForce)
                    // Each version serves some requests.
                    let before = watch.counts[number % 2]
                    for _ in 0..<500 where watch.counts[number % 2] < before + 4 {
                        try await Task.sleep(for: .milliseconds(10))
                    }
                    #expect(watch.counts[number % 2] >= before + 4)
                }
            }
            #expect(watch.odd == [])
        }
    }

    /// What clients see meanwhile.
    private final class Watch: Sendable {
        private struct State {
            var isOver = false
            var counts = [0, 0]
            var odd: [String] = []
        }

        private let state = Mutex(State())

        var isOver: Bool { state.withLock { $0.isOver } }
        /// Answers by version.
        var counts: [Int] { state.withLock { $0.counts } }
        /// Answers of no version.
        var odd: [String] { state.withLock { $0.odd } }

        func end() { state.withLock { $0.isOver = true } }

        func note(_ body: String) {
            let first = body.contains(#"{"legalName":"Legal","phone":null}"#)
            let second = body.contains(#"{"legalName":null,"phone":"+5112345"}"#)
            state.withLock { state in
                if first == second { state.odd.append(body) } else { state.counts[first ? 0 : 1] += 1 }
            }
        }
    }

    @Test func `a start with rules that can't be kept names all of them and ends with 78`() async throws {
        try await serving { world in
            let folder = try ProjectFolder(in: world.keyFolder)
            try folder.change([
                #""id, name": { allow: [PUBLIC, INTEGRATOR] }"# + "\n      legalName":
                    "id: { allow: [PUBLIC, INTEGRATOR] }\n"
                    + "      name: { allow: [ORG_ADMIN] }\n      legalName",
                "sku: { allow: [STAFF, \"menu:read\"] }": "sku: { allow: [STAF, \"menu:read\"] }",
            ])
            for command in [["serve"], ["check"]] {
                let (status, output) = try await ChildProcess.run(
                    try ServeProcess.command(command, over: world, settings: ["COMANDA_HOME": folder.path]))
                #expect(status == 78)
                let place = try folder.place(of: "STAF,")
                let refusal = "permissions.yaml:\(place): unknown role STAF, did you mean STAFF?"
                #expect(output.contains(refusal), "\(refusal) is not in \(output)")
            }

            try folder.change([
                #""id, name": { allow: [PUBLIC, INTEGRATOR] }"# + "\n      legalName":
                    "id: { allow: [PUBLIC, INTEGRATOR] }\n      name: { allow: [ORG_ADMIN] }\n      legalName"
            ])
            for command in [["serve"], ["check"], ["permissions", "check"]] {
                let (status, output) = try await ChildProcess.run(
                    try ServeProcess.command(command, over: world, settings: ["COMANDA_HOME": folder.path]))
                #expect(status == (command.count == 1 ? 78 : 65))
                let gap = "Branch.name: must be seen, since Query.branches is in its order (for "
                #expect(output.contains("Config/permissions.yaml: " + gap), "\(output)")
                #expect(output.contains("CASHIER"))
                #expect(!output.contains("ORG_ADMIN)"))
            }
        }
    }
}
