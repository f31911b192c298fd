import Glibc

/// Held by the process that runs a cluster: a second start on the same folder ends with a line instead of a
/// fight.
///
/// The kernel drops the lock when its holder ends, by kill -9 too, so there is no stale lock.
final class ClusterLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StartFailure` naming the process that holds the lock.
    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StartFailure("cannot open \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var buffer = [UInt8](repeating: 0, count: 16)
            let count = read(descriptor, &buffer, buffer.count)
            close(descriptor)
            let holder = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
            throw StartFailure(
                "another comanda (process \(holder)) already runs the database of this checkout")
        }
        ftruncate(descriptor, 0)
        let text = "\(getpid())"
        _ = text.withCString { write(descriptor, $0, text.utf8.count) }
    }

    deinit {
        close(descriptor)
    }
}
