import Postgres
import Restaurant
import TestSupport
import Testing

/// Spaces, tables, their codes and their waiters.
@Suite(.database(World.template))
struct FloorPlanTests {
    private static let done = #""userErrors":[]"#
    private static let table = "tableId: \"\(World.id(.table, 1001))\""

    private func manage(_ world: World, _ mutation: String, _ input: String, _ fields: String = "") async
        -> String
    {
        await world.floor(mutation, input, fields, as: "BRANCH_MANAGER", member: 403)
    }

    @Test
    func `a space has a name of its own and goes when none of its tables is in use`() async throws {
        let world = try World()
        let branch = "branchId: \"\(World.id(.branch, 11))\""

        let made = await manage(
            world, "spaceCreate", "\(branch), name: \"Bar\", floorNumber: 1", "space { id name floorNumber }")
        let again = await manage(world, "spaceCreate", "\(branch), name: \"BAR\"")
        let id = try #require(World.value("id", in: made), "\(made)")
        let renamed = await manage(
            world, "spaceUpdate", "spaceId: \"\(id)\", name: \"Azotea\", expectedVersion: 1",
            "space { name floorNumber version }")
        let stale = await manage(
            world, "spaceUpdate", "spaceId: \"\(id)\", name: \"x\", expectedVersion: 1")
        let used = await manage(
            world, "spaceUpdate", "spaceId: \"\(World.id(.space, 13))\", isArchived: true")
        let archived = await manage(world, "spaceUpdate", "spaceId: \"\(id)\", isArchived: true")
        let foreign = await manage(world, "spaceUpdate", "spaceId: \"\(World.id(.space, 14))\", name: \"x\"")

        #expect(made.contains(#""name":"Bar","floorNumber":1"#), "\(made)")
        #expect(again.contains("NAME_TAKEN"), "\(again)")
        #expect(renamed.contains(#"{"name":"Azotea","floorNumber":1,"version":2}"#), "\(renamed)")
        #expect(stale.contains("CONFLICT"), "\(stale)")
        #expect(used.contains("SPACE_IN_USE"), "\(used)")
        #expect(archived.contains(Self.done), "\(archived)")
        #expect(foreign.contains("NOT_FOUND"), "\(foreign)")
    }

    @Test
    func `a table has a label and a short code of its own in its branch`() async throws {
        let world = try World()
        func create(_ label: String, _ more: String = "") async -> String {
            await manage(
                world, "tableCreate",
                "spaceId: \"\(World.id(.space, 13))\", label: \"\(label)\"\(more)",
                "table { id label shortCode capacity shape status }")
        }

        let made = await create("Mesa 9", ", capacity: 6, shape: ROUND")
        let sameLabel = await create("mesa 9", ", shortCode: \"ZZ9\"")
        let sameCode = await create("Mesa 10", ", shortCode: \"mesa9\"")
        let id = try #require(World.value("id", in: made), "\(made)")
        let changed = await manage(
            world, "tableUpdate", "tableId: \"\(id)\", label: \"T20\", x: 4", "table { label x capacity }")
        let tokens = try await World.texts("SELECT qr_token FROM tables WHERE label = 'T20'")

        #expect(
            made.contains(
                #""label":"Mesa 9","shortCode":"MESA9","capacity":6,"shape":"ROUND","status":"AVAILABLE""#),
            "\(made)")
        #expect(sameLabel.contains("NAME_TAKEN"), "\(sameLabel)")
        #expect(sameCode.contains("CODE_TAKEN"), "\(sameCode)")
        #expect(changed.contains(#"{"label":"T20","x":4,"capacity":6}"#), "\(changed)")
        #expect(tokens.first?.count == 26, "\(tokens)")
    }

    @Test
    func `a new code makes the old one worthless`() async throws {
        let world = try World()
        let guest = try #require(try await world.scan(1).0)

        let rotated = await manage(world, "tableQrRotate", Self.table)
        let (_, old) = try await world.scan(1)
        let token = try await World.texts("SELECT qr_token FROM tables WHERE label = 'T1'").first ?? ""
        let new = await world.floor(
            "tableSessionStart", "qrToken: \"\(token)\"", "pass { sessionId }", as: "PUBLIC")

        #expect(rotated.contains(Self.done), "\(rotated)")
        #expect(old.contains(#"{"field":["input","qrToken"],"code":"NOT_FOUND"}"#), "\(old)")
        #expect(new.contains(guest.session), "\(new)")
    }

    @Test
    func `a table in use is not archived, an archived one seats nobody`() async throws {
        let world = try World()
        let session = await world.seat(1)

        let inUse = await manage(world, "tableArchive", Self.table)
        _ = await world.floor("tableSessionClose", "sessionId: \"\(session)\"")
        let archived = await manage(world, "tableArchive", Self.table, "table { isActive }")
        let (_, scanned) = try await world.scan(1)
        let seated = await world.seat(1)
        let restored = await manage(
            world, "tableArchive", Self.table + ", restore: true", "table { isActive }")

        #expect(inUse.contains("SESSION_OPEN"), "\(inUse)")
        #expect(archived.contains(#"{"isActive":false}"#), "\(archived)")
        #expect(scanned.contains("NOT_FOUND") && seated.contains("NOT_FOUND"), "\(scanned)")
        #expect(restored.contains(#"{"isActive":true}"#), "\(restored)")
    }

    @Test
    func `a table has waiters who work in its branch`() async throws {
        let world = try World()
        func assign(_ member: Int, _ mutation: String = "tableAssign") async -> String {
            await world.floor(
                mutation, "\(Self.table), memberId: \"\(World.id(.member, member))\"",
                "table { waiters { displayName } }", as: "BRANCH_MANAGER", member: 403)
        }

        let assigned = await assign(404)
        let again = await assign(404)
        let elsewhere = await assign(405)
        let removed = await assign(404, "tableUnassign")
        let nobody = await assign(404, "tableUnassign")

        #expect(assigned.contains(#""waiters":[{"displayName":"Diego"}]"#), "\(assigned)")
        #expect(again.contains("ALREADY_ASSIGNED"), "\(again)")
        #expect(elsewhere.contains(#"{"field":["input","memberId"],"code":"NOT_FOUND"}"#), "\(elsewhere)")
        #expect(removed.contains(#""waiters":[]"#), "\(removed)")
        #expect(nobody.contains("NOT_FOUND"), "\(nobody)")
    }

    @Test
    func `a table's link is told as a picture to print, to managers alone`() async throws {
        let world = try World()
        func ask(_ base: String, _ table: Int = 1001, as role: String = "BRANCH_MANAGER") async -> String {
            await world.run(
                "{ tableQr(id: \"\(World.id(.table, table))\", baseUrl: \"\(base)\") { url svg png } }",
                role: role, branches: [11], member: 403
            ).text
        }

        let told = await ask("https://order.example.com/t/")
        let tooLong = await ask(String(repeating: "x", count: 4000))

        #expect(told.contains(#""url":"https://order.example.com/t/qr-token-of-table-1""#), "\(told)")
        #expect(told.contains("<svg xmlns=") && told.contains("data:image/png;base64,iVBORw0KGgo"), "\(told)")
        #expect(tooLong.contains("BAD_USER_INPUT"), "\(tooLong)")
        #expect(await ask("x", 1101).contains("NOT_FOUND"))
        #expect(await ask("x", as: "WAITER").contains("Cannot query field"))
    }

    @Test
    func `a table does not come back into a space that is off the floor`() async throws {
        let world = try World()
        let table = "tableId: \"\(World.id(.table, 1101))\""
        func manage(_ mutation: String, _ input: String) async -> String {
            await world.floor(mutation, input, as: "BRANCH_MANAGER", branches: [12])
        }
        _ = await manage("tableArchive", table)
        let archived = await manage(
            "spaceUpdate", "spaceId: \"\(World.id(.space, 14))\", isArchived: true")

        let back = await manage("tableArchive", "\(table), restore: true")

        #expect(archived.contains(#""userErrors":[]"#), "\(archived)")
        #expect(back.contains(#"{"field":["input","restore"],"code":"INVALID"}"#), "\(back)")
    }

    @Test
    func `of a table that comes and its space that goes at once one does`() async throws {
        let world = try World(connections: 2)
        for round in 1...10 {
            let made = await world.floor(
                "spaceCreate", "branchId: \"\(World.id(.branch, 11))\", name: \"Bar \(round)\"",
                "space { id }", as: "BRANCH_MANAGER")
            let space = try #require(World.value("id", in: made))
            async let table = world.floor(
                "tableCreate", "spaceId: \"\(space)\", label: \"X\(round)\"", as: "BRANCH_MANAGER")
            async let gone = world.floor(
                "spaceUpdate", "spaceId: \"\(space)\", isArchived: true", as: "BRANCH_MANAGER")
            let done = await [table, gone].count { $0.contains(#""userErrors":[]"#) }
            #expect(done == 1, "round \(round)")
        }
    }
}
