import Accounts
import Audit
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the folder of keys again: from time to time, and at once on SIGHUP.
struct KeyReload: QuietService {
    let tokens: AccessTokens
    let folder: String
    let interval: Duration
    /// Whether SIGHUP means to read again; it ends a process that a terminal started.
    let heedsHangUp: Bool
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    while !Task.isCancelled {
                        try? await Task.sleep(for: interval)
                        await reload()
                    }
                }
                if heedsHangUp {
                    tasks.addTask {
                        for await _ in await UnixSignalsSequence(trapping: .sighup) {
                            await reload()
                            logger.notice("the folder of keys was read again")
                        }
                    }
                }
                await tasks.waitForAll()
            }
        }
    }

    /// Takes over what the folder holds; on an error the keys stay as they are.
    private func reload() async {
        do throws(SigningKeyError) {
            try await tokens.reload()
        } catch {
            logger.error("the signing keys stay as they are: \(error.line)")
        }
        do {
            MasterKeys.use(try MasterKeyFolder.read(folder))
        } catch let failure as StartFailure {
            logger.error("the master keys stay as they are: \(failure.line)")
        } catch {
            logger.error("the master keys stay as they are")
        }
    }
}
