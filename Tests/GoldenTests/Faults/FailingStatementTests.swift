import Foundation
import Postgres
import Restaurant
import TestSupport
import Testing

/// Every write of ordering with each of its statements failing in turn: all or nothing, every time.
@Suite(.database(World.template))
struct FailingStatementTests {
    /// Whether the state is compared after each failure, and connections break as well; else it is compared
    /// after the last failure of a write, which finds the same faults and not where they are.
    private static let isFull = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1"
    /// What a pool asks of a connection after a failure, at a time of its own.
    private static let recovery: Set<String> = [
        "ROLLBACK", "SELECT coalesce(pg_catalog.current_setting('app.organization', true), '') = ''",
    ]
    /// More statements than any write has.
    private static let statementCountMax = 200

    @Test(arguments: WriteStory.all)
    func `a write of which any one statement fails changes nothing, and goes through when sent again`(
        _ story: WriteStory
    ) async throws {
        let wire = try FaultyWire(to: TestDatabase.current.url)
        defer { wire.close() }
        let world = try World(by: wire)
        var memory = StoryMemory()
        for (number, step) in story.steps.enumerated() {
            let document = memory.document(step, number: number)
            let write = { @Sendable [claims = memory.claims(step.role)] in
                await world.run(
                    document, role: step.role, branches: step.role == "ORG_ADMIN" ? nil : [11],
                    member: ["PUBLIC", "CUSTOMER"].contains(step.role) ? nil : 404, claims: claims
                ).text
            }
            if Self.isFull { try await fail(wire, by: .loss, step.mutation, write) }
            let answer = try #require(try await fail(wire, by: .refusal, step.mutation, write))
            try #require(answer.contains(#""userErrors":[]"#), "\(step.mutation): \(answer)")
            try #require(!answer.contains(#""errors""#), "\(step.mutation): \(answer)")
            try await memory.keep(step, answer)
        }
    }

    /// Sends a write with its first statement failing, then with its second, and so on.
    ///
    /// - Returns: the answer when no statement was left to fail; nil for lost connections, where the write
    ///   is left undone.
    @discardableResult
    private func fail(
        _ wire: FaultyWire, by fault: FaultyWire.Fault, _ mutation: String, _ write: () async -> String
    ) async throws -> String? {
        let before = try await Self.state()
        var isCommitSeen = false
        for statement in 1...Self.statementCountMax {
            if fault == .loss, isCommitSeen { break }
            wire.fail(statement, by: fault, sparing: Self.recovery)
            let answer = await write()
            guard let hit = wire.heal() else {
                #expect(isCommitSeen, "\(mutation): the commit never failed")
                return answer
            }
            isCommitSeen = isCommitSeen || hit == "COMMIT"
            let place = "\(mutation), statement \(statement): \(hit)"
            // Whose commit got no answer does not know; here nothing is stored, as the state shows.
            let isUnsure = fault == .loss && hit == "COMMIT"
            let code = fault == .refusal || isUnsure ? "INTERNAL" : "UNAVAILABLE"
            #expect(answer.contains("not known whether") == isUnsure, "\(place): \(answer)")
            #expect(answer.contains(#""code":"\#(code)""#), "\(place): \(answer)")
            #expect(!answer.contains("prepared") && !answer.contains("SELECT"), "\(place): \(answer)")
            if Self.isFull || hit == "COMMIT" {
                #expect(try await Self.state() == before, "\(place)")
            }
        }
        return nil
    }

    @Test
    func `every mutation is in a story or belongs to those who work there`() throws {
        let mutations = Set(Restaurant.mutations(try World.services()).keys)
        let told = Set(WriteStory.all.flatMap { $0.steps.map(\.mutation) })

        #expect(mutations.subtracting(told).subtracting(Self.others).sorted() == [])
        #expect(told.union(Self.others).subtracting(mutations).sorted() == [])
    }

    /// Mutations of organizations and those who work there.
    private static let others: Set<String> = [
        "organizationUpdate", "organizationPlanChange", "organizationCreate", "branchCreate", "branchUpdate",
        "branchArchive", "memberInvite", "memberUpdate", "memberDeactivate", "memberBranchesSet",
        "shiftClockIn", "shiftClockOut", "apiKeyCreate", "apiKeyRevoke",
    ]

    /// What every table holds, in short.
    private static func state() async throws -> [String] {
        try await World.texts(
            """
            SELECT relname || ' ' || (xpath('/row/d/text()', query_to_xml(format(
              'SELECT count(*) || md5(coalesce(string_agg(t::text, '','' ORDER BY t::text), '''')) AS d
               FROM %I AS t', relname), false, true, '')))[1]::text
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
            """)
    }
}
