import Accounts

/// What logins need besides the database: one hasher for the whole process, and the rules of passwords.
struct LoginServices: Sendable {
    let hasher: PasswordHasher
    let rules: PasswordRules

    /// - Throws: `StartFailure` for a cost that this machine can't pay, and for a list that can't be read.
    init(_ settings: Settings.Auth) throws {
        do throws(PasswordHasher.Unusable) {
            hasher = try PasswordHasher(
                cost: .init(memoryKiB: settings.hashMemory >> 10, passes: settings.hashPasses),
                lanes: settings.hashesAtOnce, queue: settings.hashQueue)
        } catch {
            throw StartFailure("auth.hashMemory: this machine cannot hash passwords at this cost")
        }
        let blocked = BlockedPasswords(list: try Product.text(settings.blockedPasswords))
        guard blocked.count >= BlockedPasswords.countMin else {
            throw StartFailure(
                "auth.blockedPasswords: \(settings.blockedPasswords) holds \(blocked.count) passwords, "
                    + "fewer than \(BlockedPasswords.countMin)")
        }
        rules = PasswordRules(blocked: blocked)
    }
}
