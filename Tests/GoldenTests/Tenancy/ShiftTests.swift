import Restaurant
import TestSupport
import Testing

/// Shifts: begun and ended once, by oneself or by a manager.
@Suite(.database(World.template))
struct ShiftTests {
    private func clock(
        _ world: World, _ mutation: String, role: String = "WAITER", member: Int? = 404
    ) async -> String {
        await world.run(
            """
            mutation { it: \(mutation) { shift { member { displayName } branch { name } clockOut note }
              userErrors { field ... on TenancyUserError { code } } } }
            """, role: role, branches: [11], member: member
        ).text
    }

    private static let here = "branchId: \"\(World.id(.branch, 11))\""

    @Test
    func `a shift begins once and ends once`() async throws {
        let world = try World()

        let begun = await clock(world, "shiftClockIn(input: { \(Self.here), note: \"early\" })")
        let again = await clock(world, "shiftClockIn(input: { \(Self.here) })")
        let ended = await clock(world, "shiftClockOut(input: {})")
        let over = await clock(world, "shiftClockOut(input: {})")

        #expect(
            begun.contains(
                #"{"member":{"displayName":"Diego"},"branch":{"name":"Miraflores"},"#
                    + #""clockOut":null,"note":"early"}"#
            ), "\(begun)")
        #expect(again.contains(#"[{"field":["input"],"code":"SHIFT_OPEN"}]"#), "\(again)")
        #expect(ended.contains(#""clockOut":"20"#) && ended.contains(#""note":"early""#), "\(ended)")
        #expect(over.contains("SHIFT_NOT_OPEN"), "\(over)")
    }

    @Test
    func `a manager clocks the weaker in, colleagues do not`() async throws {
        let world = try World()
        let diego = "memberId: \"\(World.id(.member, 404))\""

        let colleague = await clock(
            world, "shiftClockIn(input: { \(Self.here), \(diego) })", role: "KITCHEN", member: 406)
        let manager = await clock(
            world, "shiftClockIn(input: { \(Self.here), \(diego) })", role: "BRANCH_MANAGER", member: 403)
        try await World.asSuperuser(
            """
            INSERT INTO member_branches (id, organization_id, member_id, branch_id)
            VALUES (gen_random_uuid(), '\(World.uuid(1))', '\(World.uuid(403))', '\(World.uuid(12))')
            """)
        let (other, _) = await world.run(
            """
            mutation { shiftClockIn(input: { branchId: "\(World.id(.branch, 12))", \(diego) }) {
              userErrors { field ... on TenancyUserError { code } } } }
            """, role: "BRANCH_MANAGER", branches: [11, 12], member: 403)
        let nobody = await clock(world, "shiftClockIn(input: { \(Self.here) })", member: nil)
        let elsewhere = await clock(
            world, "shiftClockIn(input: { branchId: \"\(World.id(.branch, 12))\" })")

        #expect(colleague.contains("ROLE_NOT_WEAKER"), "\(colleague)")
        #expect(manager.contains(#"{"member":{"displayName":"Diego"}"#), "\(manager)")
        #expect(other.contains(#"{"field":["input","branchId"],"code":"BRANCH_OUT_OF_REACH"}"#), "\(other)")
        #expect(nobody.contains("MEMBERS_ONLY"), "\(nobody)")
        #expect(elsewhere.contains(#"{"field":["input","branchId"],"code":"NOT_FOUND"}"#), "\(elsewhere)")
    }

    @Test
    func `shifts are listed by branch and member`() async throws {
        let world = try World()
        func list(_ arguments: String, branches: [Int]? = nil) async -> String {
            await world.run(
                "{ shifts(\(arguments)) { nodes { clockIn member { displayName } } } }", branches: branches
            ).text
        }

        let all = await list(Self.here)
        #expect(
            all.contains(#"[{"clockIn":"2026-02-28T14:00:00Z","member":{"displayName":"Diego"}}]"#), "\(all)")
        #expect(await list("\(Self.here), memberId: \"\(World.id(.member, 404))\"") == all)
        #expect(
            await list("\(Self.here), memberId: \"\(World.id(.member, 405))\"").contains(#""nodes":[]"#))
        #expect(await list(Self.here, branches: [12]).contains("NOT_FOUND"))
    }
}
