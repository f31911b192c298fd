import Audit
import Crypto
import Domain
import Foundation
import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Accounts

/// Keeps messages instead of sending them.
final class KeptMessages: MessageSender {
    private let kept = Mutex<[AccountMessage]>([])

    func send(_ message: AccountMessage) async throws(MessageFailure) {
        kept.withLock { $0.append(message) }
    }

    var all: [AccountMessage] { kept.withLock { $0 } }
}

/// One process of the account service over the database of the running test.
struct AccountWorld: Sendable {
    static let password = "an old elm beside the gate"
    static let here = AccountClient(address: "192.0.2.1")

    let service: AccountService
    let tokens: AccessTokens
    private let messages: KeptMessages
    private let delivery: MessageDelivery
    private let pool: PostgresPool

    static let template = DatabaseTemplate("accounts") { url in
        try await PostgresConnection.withConnection(
            PostgresConfiguration(url), reactors: TestReactors.shared
        ) { _ = try await MigrationRunner(MigrationSet(directory: Checkout.path("Migrations"))).up($0) }
    }

    init(terms: AccountTerms = AccountTerms(), lanes: Int = 2) async throws {
        MasterKeys.use(try #require(MasterKeys([Array(repeating: 7, count: MasterKeys.byteCount)])))
        let url = try TestDatabase.current.url.replacingOccurrences(
            of: "user=postgres", with: "user=comanda_app")
        var configuration = PostgresConfiguration(url)
        configuration.writePool = .init(min: 1, max: 4)
        configuration.poolWait = .seconds(30)
        configuration.connectTimeout = .seconds(30)
        configuration.sessionLimit = .seconds(60)
        configuration.lockTimeout = .seconds(30)
        pool = PostgresPool(.write, configuration, reactors: TestReactors.shared)
        tokens = await AccessTokens(
            keys: SigningKeys(secrets: [Curve25519.Signing.PrivateKey()]), terms: AccessTokens.Terms())
        messages = KeptMessages()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        service = AccountService(
            pool: pool, hasher: try PasswordHasher(cost: .init(memoryKiB: 8, passes: 1), lanes: lanes),
            rules: PasswordRules(blocked: try Checkout.blockedPasswords()), tokens: tokens,
            outbox: MessageOutbox(), terms: terms, logger: logger)
        delivery = MessageDelivery(pool: pool, sender: messages, logger: logger)
    }

    /// Closes the pool and returns what was sent. Call it last.
    func close() async -> [AccountMessage] {
        do throws(PostgresError) {
            try await delivery.deliverDue()
        } catch {
            Issue.record(error)
        }
        pool.close()
        return messages.all
    }

    /// A business with an owner of this address.
    func register(_ email: String = "ana@example.com", name: String = "Mar Adentro") async throws {
        try await service.register(
            Registration(
                email: email, password: Self.password, displayName: "Ana Quispe", locale: "es",
                organizationName: name, branchName: "Miraflores", timezone: "America/Lima",
                currency: try #require(Domain.Currency(code: "PEN"))), from: Self.here)
    }

    func login(
        _ email: String = "ana@example.com", _ password: String = password,
        organization: UUIDBytes? = nil, from client: AccountClient = here
    ) async throws(AccountFailure) -> SignedIn {
        try await service.login(email: email, password: password, organization: organization, from: client)
    }

    /// The first column of a query's rows, asked by somebody whom nothing binds.
    @discardableResult
    func sql(_ text: String) async throws -> [String] {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { connection in
            let rows = try await connection.execute(script: text).last
            return (0..<(rows?.rowCount ?? 0)).map { rows?.string($0, 0) ?? "" }
        }
    }
}

/// The refusal that an operation ends with; nil if it goes well or fails otherwise.
func refusal<Value>(_ body: () async throws(AccountFailure) -> Value) async -> AccountRefusal? {
    do throws(AccountFailure) {
        _ = try await body()
        return nil
    } catch {
        guard case .refused(let refusal) = error else { return nil }
        return refusal
    }
}

extension SignedIn {
    /// The refresh token's text.
    var refreshText: String { refresh?.token.text ?? "" }
}

/// The checkout that the tests run in.
enum Checkout {
    static func path(_ relative: String, from file: String = #filePath) -> String {
        var folder = URL(fileURLWithPath: file)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder.appendingPathComponent(relative).path
    }

    static func blockedPasswords() throws -> BlockedPasswords {
        BlockedPasswords(
            list: try String(contentsOfFile: path("Config/blocked-passwords.txt"), encoding: .utf8))
    }
}
