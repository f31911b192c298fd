import Testing

@Suite struct MigrationPairsTests {
    private let good = [
        "Migrations/0001_a.up.sql", "Migrations/0001_a.down.sql", "Migrations/0002_b_c.up.sql",
        "Migrations/0002_b_c.down.sql", "Sources/A/A.swift",
    ]

    @Test func `pairs pass, with a number left out too`() throws {
        let later = ["Migrations/0004_d.up.sql", "Migrations/0004_d.down.sql"]

        #expect(try MigrationPairs.violations(in: good) == [])
        #expect(try MigrationPairs.violations(in: good + later) == [])
    }

    @Test(arguments: [0, 1, 2, 3])
    func `a missing half is reported`(index: Int) throws {
        var paths = good
        paths.remove(at: index)

        #expect(try !MigrationPairs.violations(in: paths).isEmpty)
    }

    @Test(
        arguments: [
            ["Migrations/0002_d.up.sql", "Migrations/0002_d.down.sql"],
            ["Migrations/3_d.up.sql"], ["Migrations/notes.txt"], ["Migrations/0003_D.up.sql"],
        ])
    func `a twin or a stray file is reported`(more: [String]) throws {
        #expect(try MigrationPairs.violations(in: good + more).count == 1)
    }
}
