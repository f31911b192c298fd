import Audit
import Postgres
import Restaurant
import TestSupport
import Testing

/// What a verification of the database finds after somebody with all rights was at it.
@Suite(.database(World.template))
struct AuditVerificationTests {
    /// Changes rows with all triggers silent, as only a superuser can.
    private func tamper(_ sql: String) async throws {
        try await World.asSuperuser("SET session_replication_role = replica; \(sql)")
    }

    /// Four servers over the database, each with a connection for writing of its own.
    private static func worlds() throws -> [World] { try (0..<4).map { _ in try World() } }

    /// Five acts in the first branch.
    private func acts() async throws {
        let world = try World()
        for number in 1...5 {
            _ = await world.run(
                Acts.availability(item: 120, isAvailable: number.isMultiple(of: 2)), user: 99)
        }
    }

    private static let chain = AuditChain(organization: World.uuid(1), branch: World.uuid(11))

    @Test func `chains as mutations wrote them are whole, all of them are looked at`() async throws {
        try await acts()
        try await Acts.everywhere(try World())

        let report = try await Acts.report()

        // Two organizations and the platform, each with a chain of its own, and three branches.
        #expect(report.organizationCount == 3)
        #expect(report.chainCount == 6)
        #expect(report.entryCount == 8)
        #expect(report.heads.heads[Self.chain]?.map(\.sequence) == [6])
    }

    /// What is done to the third entry, or to the end, and what is found.
    static let changes: [(sql: String, sequence: Int64, fault: BrokenLink.Fault)] = [
        ("UPDATE audit_log SET role = 'WAITER' WHERE sequence = 3", 3, .changed),
        ("UPDATE audit_log SET actor_id = NULL WHERE sequence = 3", 3, .changed),
        ("UPDATE audit_log SET occurred_at = occurred_at + interval '1 us' WHERE sequence = 3", 3, .changed),
        ("UPDATE audit_log SET entity_ids = '{}' WHERE sequence = 3", 3, .changed),
        (
            "UPDATE audit_log SET after_image = replace(after_image, '120', '121') WHERE sequence = 3", 3,
            .changedAfter
        ),
        ("UPDATE audit_log SET before_image = before_image || ' ' WHERE sequence = 2", 2, .changedBefore),
        (
            """
            UPDATE audit_log SET after_image = NULL, after_salt = NULL, after_digest = NULL WHERE sequence = 3
            """, 3, .changed
        ),
        ("UPDATE audit_log SET hash = sha256('x') WHERE sequence = 3", 3, .changed),
        ("UPDATE audit_log SET previous_hash = sha256('x') WHERE sequence = 3", 3, .unlinked),
        ("DELETE FROM audit_log WHERE sequence = 3", 3, .missing(found: 4)),
        ("DELETE FROM audit_log WHERE sequence = 1", 1, .missing(found: 2)),
        ("DELETE FROM audit_log WHERE sequence >= 4", 4, .truncated(head: 5)),
        ("DELETE FROM audit_log", 1, .truncated(head: 5)),
        (
            "UPDATE event_counters SET audit_sequence = 4 WHERE audit_sequence = 5", 6, .headMoved(head: 4)
        ),
        ("DELETE FROM event_counters WHERE audit_sequence = 5", 6, .headless),
        (
            """
            UPDATE audit_log SET sequence = -sequence WHERE sequence IN (3, 4);
            UPDATE audit_log SET sequence = 7 + sequence WHERE sequence < 0
            """, 3, .unlinked
        ),
    ]

    @Test(arguments: changes.indices)
    func `the first broken link is found at its place`(index: Int) async throws {
        let (sql, sequence, fault) = Self.changes[index]
        try await acts()
        let relaxed = "ALTER TABLE audit_log DROP CONSTRAINT audit_log_sequence_check; "

        try await tamper((sql.contains("-sequence") ? relaxed : "") + sql)

        let broken = try #require(try await Acts.firstBreak(), "\(sql)")
        #expect(broken.chain == Self.chain, "\(sql)")
        #expect(broken.sequence == sequence, "\(sql)")
        #expect(broken.fault == fault, "\(sql)")
    }

    @Test func `an end that was cut together with its head is found by a head that was saved`() async throws {
        try await acts()
        let saved = try await Acts.report().heads

        try await tamper(
            """
            DELETE FROM audit_log WHERE sequence = 5;
            UPDATE event_counters SET audit_sequence = 4,
                audit_hash = (SELECT hash FROM audit_log WHERE sequence = 4) WHERE audit_sequence = 5
            """)

        #expect(try await Acts.firstBreak() == nil)
        let broken = try await Acts.firstBreak(against: saved)
        #expect(broken?.fault == .shorterThanSaved(saved: 5))
        #expect(broken?.sequence == 5)
    }

    @Test func `an organization that vanished with its log is missed by heads that were saved`() async throws
    {
        try await acts()
        let saved = try await Acts.report().heads

        try await tamper("DELETE FROM audit_log; DELETE FROM event_counters; DELETE FROM branches")

        #expect(try await Acts.firstBreak(against: saved)?.fault == .headless, "the platform's comes first")
        let broken = try await Acts.firstBreak(against: saved, of: [World.uuid(1)])
        #expect(broken?.fault == .headless || broken?.fault == .shorterThanSaved(saved: 5))
    }

    @Test func `forty writers of two branches and the organization leave whole chains`() async throws {
        let worlds = try Self.worlds()

        await withTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    let document =
                        switch number % 4 {
                        case 0: Acts.category("Concurrent\(number)")
                        case let other:
                            Acts.availability(
                                item: 119 + other, branch: number % 8 < 4 ? 11 : 12,
                                isAvailable: number % 3 == 0)
                        }
                    _ = await worlds[number / 4 % 4].run(document, user: 90)
                }
            }
        }

        #expect(try await World.texts("SELECT count(*) FROM audit_log") == ["40"])
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test func `writers of several branches at once wait in one order`() async throws {
        let worlds = try Self.worlds()
        let both = Statement(
            "both",
            """
            UPDATE spaces SET name = name || $1
            WHERE id = ANY (ARRAY['\(World.uuid(13))', '\(World.uuid(14))']::uuid[])
            """, parameters: [.text])

        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask {
                    let statement = both.bind(.text("\(number % 10)"))
                    try await Acts.write(worlds[number % 4], [statement], action: "spaceUpdate")
                }
            }
            try await group.waitForAll()
        }

        #expect(try await World.texts("SELECT count(*) FROM audit_log") == ["24"])
        #expect(try await Acts.firstBreak() == nil)
    }

    @Test func `time never goes back along a chain`() async throws {
        let worlds = try Self.worlds()

        await withTaskGroup { group in
            for number in 0..<20 {
                group.addTask { _ = await worlds[number % 4].run(Acts.category("Clock\(number)")) }
            }
        }

        let backwards = try await World.texts(
            """
            SELECT later.sequence FROM audit_log AS later
            JOIN audit_log AS earlier USING (organization_id, chain_id)
            WHERE earlier.sequence = later.sequence - 1 AND earlier.occurred_at > later.occurred_at
            """)
        #expect(backwards == [])
    }
}
