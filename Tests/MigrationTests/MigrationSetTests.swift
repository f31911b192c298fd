import Postgres
import Testing

@Suite struct MigrationSetTests {
    @Test func `files pair up by number and are put in order`() throws {
        let migrations = try MigrationSet(texts: [
            "0002_menus.down.sql": "c", "0001_roles.up.sql": "a", "0002_menus.up.sql": "d",
            "0001_roles.down.sql": "b",
        ])

        #expect(migrations.files.map(\.label) == ["0001_roles", "0002_menus"])
        #expect(migrations.files.map(\.up) == ["a", "d"])
        #expect(migrations.version == 2)
    }

    @Test(arguments: [
        ["0001_roles.up.sql"],
        ["0001_roles.up.sql", "0001_roles.down.sql", "0001_menus.up.sql", "0001_menus.down.sql"],
        ["1_roles.up.sql", "1_roles.down.sql"],
        ["0001_Roles.up.sql", "0001_Roles.down.sql"],
        ["0001-roles.up.sql", "0001-roles.down.sql"],
        ["0000_roles.up.sql", "0000_roles.down.sql"],
        ["roles.sql"],
    ])
    func `half a pair, a number used twice and other names are refused`(names: [String]) {
        var texts: [String: String] = [:]
        for name in names { texts[name] = "SELECT 1" }

        #expect(throws: MigrationError.self) { try MigrationSet(texts: texts) }
    }

    @Test func `a directory that is not there is reported with its path`() {
        #expect {
            try MigrationSet(directory: "/nowhere/migrations")
        } throws: { error in
            "\(error)".contains("/nowhere/migrations")
        }
    }
}
