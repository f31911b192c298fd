import Accounts
import Logging
import Postgres

extension LoginServices {
    /// Sign-in over a pool for writes.
    func accounts(
        pool: PostgresPool, tokens: AccessTokens, terms: AccountTerms, logger: Logger
    ) -> AccountService {
        AccountService(
            pool: pool, hasher: hasher, rules: rules, tokens: tokens, outbox: MessageOutbox(), terms: terms,
            logger: logger)
    }
}
