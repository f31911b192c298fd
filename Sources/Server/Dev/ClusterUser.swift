import Foundation
import Glibc

/// Who PostgreSQL runs as: ourselves, or, since it refuses root, an unprivileged user of the system.
struct ClusterUser: Sendable {
    /// The user's name for messages.
    let name: String
    /// Nil where no change of user is needed.
    let identity: Identity?

    /// What root changes to.
    struct Identity: Sendable {
        let user: uid_t
        let group: gid_t
        /// The words before a command that change the user.
        let prefix: [String]
    }

    /// The present user; for root `postgres`, which Debian's package makes, or else `nobody`.
    ///
    /// - Throws: `StartFailure` if root finds neither a user nor a tool to change to it.
    static func current() throws -> ClusterUser {
        guard geteuid() == 0 else { return ClusterUser(name: NSUserName(), identity: nil) }
        for name in ["postgres", "nobody"] {
            guard let entry = getpwnam(name)?.pointee else { continue }
            let identity = Identity(user: entry.pw_uid, group: entry.pw_gid, prefix: try prefix(name, entry))
            return ClusterUser(name: name, identity: identity)
        }
        throw StartFailure("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
    }

    /// The command as this user runs it.
    func command(_ arguments: [String]) -> [String] {
        (identity?.prefix ?? []) + arguments
    }

    /// Makes a file or folder this user's own.
    func own(_ path: String) {
        guard let identity else { return }
        chown(path, identity.user, identity.group)
    }

    private static func prefix(_ name: String, _ entry: passwd) throws -> [String] {
        if let setpriv = Executable.find("setpriv") {
            return [setpriv, "--reuid=\(entry.pw_uid)", "--regid=\(entry.pw_gid)", "--clear-groups", "--"]
        }
        if let runuser = Executable.find("runuser") { return [runuser, "-u", name, "--"] }
        throw StartFailure(
            "PostgreSQL does not run as root; install util-linux (setpriv) or start as another user")
    }
}

/// Programs of the system.
enum Executable {
    /// The absolute path of a program, looked up in `PATH` and the usual folders.
    static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders =
            path.split(separator: ":").map(String.init) + ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
        return folders.map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }
}
