import CSpawn
import Foundation
import Glibc

/// A program started by us: in a process group of its own, in `/`, with default signals, no input, and none
/// of our files.
///
/// Its own group keeps Ctrl-C from reaching PostgreSQL before the requests in flight have ended; `/` because
/// an unprivileged user may not enter the folder we were started in.
struct ChildProcess: Sendable {
    /// The process's id.
    let id: pid_t

    /// Starts a program by its absolute path, with its output appended to a file.
    ///
    /// - Throws: `StartFailure` when the program can't be started.
    static func start(_ arguments: [String], output: String) throws -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Nothing else of ours: a database that held the server's sockets would keep its port after its end.
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        posix_spawn_file_actions_addchdir_np(&actions, "/")

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var id = pid_t()
        let result = posix_spawnp(&id, arguments[0], &actions, &attributes, &words, environ)
        guard result == 0 else {
            throw StartFailure("cannot start \(arguments.joined(separator: " ")): error \(result)")
        }
        return ChildProcess(id: id)
    }

    /// Runs a program to its end and returns its status and its output, at most 64 KiB of it.
    static func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
        let path = NSTemporaryDirectory() + "comanda-\(UUID().uuidString)"
        defer { unlink(path) }
        let child = try start(arguments, output: path)
        let status = await child.wait()
        let data = FileManager.default.contents(atPath: path) ?? Data()
        return (status, String(decoding: data.prefix(65_536), as: UTF8.self))
    }

    /// Waits for the end: the exit status, or 128 and the signal's number.
    func wait() async -> Int32 {
        while true {
            if let status = statusIfEnded() { return status }
            // Not cancelled with the task: what we started, we wait for.
            await Self.pause(milliseconds: 20)
        }
    }

    /// The status if the process has ended; it can be asked for once.
    func statusIfEnded() -> Int32? {
        var status: Int32 = 0
        let result = waitpid(id, &status, WNOHANG)
        guard result != 0 else { return nil }
        guard result == id else { return 127 }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// Sends a signal.
    func signal(_ number: Int32) {
        kill(id, number)
    }

    /// A pause that cancellation does not cut short.
    static func pause(milliseconds: Int) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                continuation.resume()
            }
        }
    }
}
