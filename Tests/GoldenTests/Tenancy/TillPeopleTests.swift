import Postgres
import Restaurant
import TestSupport
import Testing

/// Whom a till offers for `pinLogin`.
@Suite(.database(World.template))
struct TillPeopleTests {
    private func people(
        _ world: World, role: String = "KITCHEN", branches: [Int]? = [11], of branch: Int
    ) async -> String {
        await world.run(
            "{ tillPeople(branchId: \"\(World.id(.branch, branch))\") { nodes { memberId displayName } } }",
            role: role, branches: branches, member: 406
        ).text
    }

    @Test
    func `a till lists those with a PIN who may work in its branch`() async throws {
        let world = try World()
        try await World.asSuperuser(
            """
            UPDATE members SET pin_hash = 'x' WHERE id <> '\(World.uuid(403))';
            UPDATE members SET is_active = false WHERE id = '\(World.uuid(404))';
            """)

        let here = await people(world, of: 11)
        let there = await people(world, branches: [12], of: 12)

        #expect(here.contains("\"memberId\":\"\(World.id(.member, 406))\",\"displayName\":\"Felipe\""))
        #expect(here.contains(#""displayName":"Ana""#))
        for name in ["Carla", "Diego", "Elena", "Gita"] { #expect(!here.contains(name), "\(here)") }
        #expect(there.contains("Elena"))
    }

    @Test
    func `a branch out of the till's reach has no list`() async throws {
        let world = try World()

        for branch in [12, 21, 999] {
            #expect(await people(world, of: branch).contains(#""code":"NOT_FOUND""#))
        }
        #expect(await people(world, role: "CUSTOMER", of: 11).contains("Cannot query field"))
    }
}
