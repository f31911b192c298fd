import Foundation
import Glibc

/// Where PostgreSQL's programs lie: the newest version of at least 14.
struct PostgresPrograms: Sendable {
    /// The folder with `initdb`, `postgres`, `pg_isready` and `psql`.
    let folder: String

    /// Looks in `PATH`, then where Debian and the project's own packages put versions side by side.
    ///
    /// - Throws: `StartFailure` that says what to install.
    static func find() throws -> PostgresPrograms {
        var folders: [String] = []
        if let initdb = Executable.find("initdb"), let real = realpath(initdb, nil) {
            folders.append(String(String(cString: real).dropLast("/initdb".count)))
            free(real)
        }
        for root in ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/postgresql"] {
            let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
            let numbers = versions.compactMap(Int.init).filter { $0 >= 14 }.sorted(by: >)
            folders += numbers.map { "\(root)/\($0)/bin" }
        }
        let wanted = ["initdb", "postgres", "pg_isready", "psql"]
        guard
            let folder = folders.first(where: { folder in
                wanted.allSatisfy { access("\(folder)/\($0)", X_OK) == 0 }
            })
        else {
            throw StartFailure(
                "PostgreSQL 14 or later is not installed (on Debian: apt-get install postgresql)")
        }
        return PostgresPrograms(folder: folder)
    }

    /// The path of one program.
    func path(_ name: String) -> String { folder + "/" + name }
}
