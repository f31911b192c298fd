import Foundation
import Glibc

/// Where a command finds the database.
enum DatabaseAddress {
    /// `DATABASE_URL`, or the development database of this checkout if `comanda dev` runs.
    ///
    /// - Parameter role: whom to be in the development database; `DATABASE_URL` names its own role.
    /// - Throws: `StartFailure` when there is neither.
    static func found(_ launch: Launch, role: String) throws -> String {
        if let url = launch.environment["DATABASE_URL"], !url.isEmpty { return url }
        let user = try ClusterUser.current()
        for folder in ClusterFolder.candidates(checkout: launch.folder, user: user) {
            guard access(folder.sockets + "/.s.PGSQL.5432", F_OK) == 0 else { continue }
            return EmbeddedCluster.connectionString(folder: folder, role: role)
        }
        throw StartFailure("set DATABASE_URL, or start 'comanda dev' in another terminal")
    }

    /// `DATABASE_URL` alone: production never finds a database by itself.
    static func required(_ launch: Launch) throws -> String {
        guard let url = launch.environment["DATABASE_URL"], !url.isEmpty else {
            throw StartFailure("environment: DATABASE_URL is not set (postgresql://comanda_app@host/comanda)")
        }
        return url
    }
}
