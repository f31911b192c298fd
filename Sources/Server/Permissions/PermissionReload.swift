import Logging
import Permissions
import ServiceLifecycle
import UnixSignals

/// Puts the file of permissions in force again when it has changed; while it is broken the old version stays.
///
/// Its text is compared, no time of the file: times stand still where files are restored or mounted, and to
/// read a few ten kilobytes costs next to nothing. A file caught half written lacks entries, and is refused.
struct PermissionReload: QuietService {
    let live: LivePermissions
    /// How often the file is looked at.
    let interval: Duration
    /// Whether SIGHUP makes it look at once, and say what it found although nothing has changed.
    var heedsHangUp = false
    let logger: Logger
    /// The file's text.
    let read: @Sendable () throws -> String
    /// Compiles a text and holds it against everything that it must fit.
    let compile: @Sendable (String) throws -> Permissions

    /// Why the file is looked at.
    enum Occasion { case time, signal }

    /// Problems of one version that are logged: `comanda permissions check` shows all of them.
    private static let problemCountMax = 20

    /// Looks at the file until a graceful shutdown.
    func run() async throws {
        // Looking takes less than an interval, so that none of these few places is ever wanting.
        let (occasions, occasion) = AsyncStream<Occasion>.makeStream(bufferingPolicy: .bufferingOldest(8))
        await cancelWhenGracefulShutdown {
            await withTaskGroup { tasks in
                tasks.addTask {
                    while !Task.isCancelled {
                        try? await Task.sleep(for: interval)
                        occasion.yield(.time)
                    }
                }
                if heedsHangUp {
                    tasks.addTask {
                        for await _ in await UnixSignalsSequence(trapping: .sighup) {
                            occasion.yield(.signal)
                        }
                    }
                }
                var seen: String? = live.current.permissions.version
                for await occasion in occasions { look(occasion, &seen) }
                tasks.cancelAll()
            }
        }
    }

    /// Looks at the file once.
    ///
    /// - Parameter seen: the version that was looked at last; nil where it could not be read.
    func look(_ occasion: Occasion, _ seen: inout String?) {
        let text: String
        do {
            text = try read()
        } catch {
            // Said once: as long as it stays away there is nothing new.
            if seen != nil || occasion == .signal {
                logger.error("\(PermissionSource.path) can't be read: the permissions stay as they are")
            }
            seen = nil
            return
        }
        let version = Permissions.version(of: text)
        guard version != seen || occasion == .signal else { return }
        seen = version
        let old = live.current.permissions.version
        guard version != old else {
            logger.notice("the permissions are in force as they stand", metadata: ["version": "\(old)"])
            return
        }
        do {
            live.replace(with: try compile(text))
            logger.notice("changed permissions are in force", metadata: ["version": "\(version)"])
        } catch {
            report(error, old)
        }
    }

    private func report(_ error: any Error, _ old: String) {
        let problems = ((error as? StartFailure)?.line ?? "\(error)").split(separator: "\n")
        logger.error(
            "changed permissions are refused: the old ones stay in force",
            metadata: ["version": "\(old)", "problems": "\(problems.count)"])
        for problem in problems.prefix(Self.problemCountMax) { logger.error("\(problem)") }
    }
}

extension PermissionReload {
    /// The reload of the project's file.
    init(
        _ live: LivePermissions, from source: PermissionSource, interval: Duration, heedsHangUp: Bool,
        logger: Logger
    ) {
        self.init(
            live: live, interval: interval, heedsHangUp: heedsHangUp, logger: logger,
            read: { try source.read() }, compile: { try source.permissions($0) })
    }
}
