import Foundation
import Glibc

/// Where the development cluster lies: its data, its socket and its log.
struct ClusterFolder: Sendable {
    /// The private folder that holds the rest.
    let path: String

    var data: String { path + "/data" }
    var sockets: String { path + "/s" }
    var log: String { path + "/postgresql.log" }
    var lock: String { path + "/lock" }

    /// The kernel's limit for a socket's path is 107 bytes; the name below the folder takes 20.
    private static let pathBytesMax = 80

    /// Chooses and makes the folder: `.state/postgres` of the checkout, or, where the user that PostgreSQL
    /// runs as can't reach that or a socket's path would be too long, a private folder of the system named
    /// after the checkout, so that the next start finds it again.
    static func prepared(checkout: String, user: ClusterUser) async throws -> ClusterFolder {
        let candidates = candidates(checkout: checkout, user: user)
        for candidate in candidates where await prepare(candidate, user: user) { return candidate }
        let tried = candidates.map(\.path).joined(separator: ", ")
        throw StartFailure("no folder for the development database; tried \(tried)")
    }

    /// Every folder that is tried, in this order.
    static func candidates(checkout: String, user: ClusterUser) -> [ClusterFolder] {
        let name = "comanda-\(user.name)-\(fingerprint(of: checkout))"
        let state =
            ProcessInfo.processInfo.environment["XDG_STATE_HOME"] ?? NSHomeDirectory() + "/.local/state"
        let paths = [
            checkout + "/.state/postgres", geteuid() == 0 ? "/var/lib/" + name : state + "/" + name,
            "/var/tmp/" + name, "/tmp/" + name,
        ]
        return paths.filter { $0.utf8.count <= pathBytesMax }.map { ClusterFolder(path: $0) }
    }

    /// Makes the folder and asks whether the user can write there.
    private static func prepare(_ folder: ClusterFolder, user: ClusterUser) async -> Bool {
        guard isOurs(folder.path, user: user) else { return false }
        for part in [folder.path, folder.sockets] {
            guard (try? FileManager.default.createPrivateFolder(part)) != nil else { return false }
            user.own(part)
        }
        let check = user.command(["/usr/bin/test", "-w", folder.sockets])
        return (try? await ChildProcess.run(check).status) == 0
    }

    /// In a folder that everybody writes to somebody else may have made ours before us.
    private static func isOurs(_ path: String, user: ClusterUser) -> Bool {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return true }
        let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
        let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
        return isFolder && (owner == user.identity?.user ?? geteuid() || owner == geteuid())
    }

    private static func fingerprint(of text: String) -> String {
        // FNV-1a: stable between starts, which Swift's own hash is not.
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }
}
