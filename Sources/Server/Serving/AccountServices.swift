import Accounts
import Logging
import Postgres
import ServiceLifecycle

extension LoginServices {
    /// Sign-in over a pool for writes.
    func accounts(
        pool: PostgresPool, tokens: AccessTokens, terms: AccountTerms, logger: Logger
    ) -> AccountService {
        AccountService(
            pool: pool, hasher: hasher, rules: rules, tokens: tokens, outbox: outbox, terms: terms,
            logger: logger)
    }
}

/// Looks at the folder of signing keys from time to time.
struct KeyReload: Service {
    let tokens: AccessTokens
    let interval: Duration
    let logger: Logger

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: interval) }
            do throws(SigningKeyError) {
                try await tokens.reload()
            } catch {
                logger.error("the signing keys stay as they are: \(error.line)")
            }
        }
    }
}
