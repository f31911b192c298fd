import Accounts
import Audit
import DataLoader
import Domain
import Foundation
import GraphQLExecution
import GraphQLSchema
import Logging
import Permissions
import Postgres
import Restaurant
import Synchronization
import TestSupport
import Testing

/// The server without its transport, over the database of the running test.
struct World: Sendable {
    let service: GraphQLService<TenantSessions>
    let permissions: Permissions
    let readPool: PostgresPool
    let writePool: PostgresPool
    /// What mutations send to people.
    let letters: Letters
    private let closing: Closing

    /// The migrated schema with the small fixed world in it.
    static let template = DatabaseTemplate("world") { url in
        try await PostgresConnection.withConnection(
            PostgresConfiguration(url), reactors: TestReactors.shared
        ) { connection in
            let migrations = try MigrationSet(directory: Repository.path("Migrations"))
            _ = try await MigrationRunner(migrations).up(connection)
            _ = try await connection.execute(script: Repository.text("Tests/GoldenTests/World/world.sql"))
        }
    }

    /// The product's files, read once: they are long, and every test has a world of its own.
    private static let files = Result {
        let schema = try Schema(sdl: Repository.text("schema.graphql"))
        return (schema, try Permissions(yaml: Repository.text("Config/permissions.yaml"), schema: schema))
    }

    /// Opens pools of the application's role.
    ///
    /// - Parameters:
    ///   - wire: what stands before the server; nil for nothing.
    ///   - connections: of each pool.
    ///   - cache: what keeps menus in memory; nil for nothing.
    init(by wire: FaultyWire? = nil, connections: Int = 1, cache: RowCache? = nil) throws {
        // Answers are compared byte by byte, cursors too.
        CursorKey.use(Array("a fixed key".utf8))
        let database = try TestDatabase.current.url
        let url = (wire?.url(database) ?? database)
            .replacingOccurrences(of: "user=postgres", with: "user=comanda_app")
        var configuration = PostgresConfiguration(url)
        // All tests share one small server and run at once: a few connections each, and time to get them.
        configuration.readPool = .init(min: 1, max: connections)
        configuration.writePool = .init(min: 1, max: connections)
        configuration.poolWait = .seconds(30)
        configuration.connectTimeout = .seconds(30)
        configuration.sessionLimit = .seconds(60)
        readPool = PostgresPool(.read, configuration, reactors: TestReactors.shared)
        writePool = PostgresPool(.write, configuration, reactors: TestReactors.shared)
        closing = Closing(pools: [readPool, writePool])
        let (schema, permissions) = try Self.files.get()
        self.permissions = permissions
        letters = Letters(pool: writePool)
        MasterKeys.use(try #require(MasterKeys([Array(repeating: 7, count: MasterKeys.byteCount)])))
        let services = try Self.services()
        let sessions = TenantSessions(readPool: readPool, writePool: writePool, cache: cache)
        service = try GraphQLService(
            schema: schema, resolvers: Restaurant.resolvers, mutations: Restaurant.mutations(services),
            detached: Restaurant.detachedMutations(nil, services, sessions), sessions: sessions,
            scalars: Restaurant.scalars)
    }

    /// What tells an answer that was given before from the first.
    static let replayMark = #","extensions":{"idempotentReplay":true}}"#

    /// Runs a request as a role of the first organization; PUBLIC has no organization. An answer that was
    /// given before does not show it.
    ///
    /// - Parameter member: the caller's place; its login's number is 100 less.
    func run(
        _ document: String, role: String = "ORG_ADMIN", organization: Int = 1, branches: [Int]? = nil,
        member: Int? = nil, variables: InputValue? = nil, user: Int? = nil, address: String? = nil,
        claims: [String: ClaimValue] = [:], observer: StatementObserver? = nil
    ) async -> (text: String, statements: [StatementEvent]) {
        let events = Events()
        let caller = caller(role, organization, branches, member, user, address, claims) { event in
            events.append(event)
            observer?(event)
        }
        let response = await respond(to: document, variables, for: caller)
        let text = response.body.text
        let isReplay = text.hasSuffix(Self.replayMark)
        return (isReplay ? text.dropLast(Self.replayMark.count) + "}" : text, events.statements)
    }

    /// Runs a request as somebody at the till, with the key of a header, and shows all of its answer.
    func answer(
        _ document: String, key: String? = nil, variables: InputValue? = nil
    ) async -> GraphQLResponse {
        let caller = caller("BRANCH_MANAGER", 1, [11], 404, nil, nil, [:], observer: nil)
        return await respond(to: document, variables, for: caller, key: key)
    }

    private func caller(
        _ role: String, _ organization: Int, _ branches: [Int]?, _ member: Int?, _ user: Int?,
        _ address: String?, _ claims: [String: ClaimValue], observer: StatementObserver?
    ) -> TenantCaller {
        var caller = TenantCaller(
            organization: role == "PUBLIC" ? nil : Self.uuid(organization),
            branches: branches?.map(Self.uuid),
            role: role, user: (user ?? member.map { $0 - 100 }).map(Self.uuid),
            member: member.map(Self.uuid), origin: RequestOrigin(address: address, requestID: "test"),
            observer: observer)
        caller.claims = claims
        return caller
    }

    private func respond(
        to document: String, _ variables: InputValue?, for caller: TenantCaller, key: String? = nil
    ) async -> GraphQLResponse {
        await service.execute(
            GraphQLRequest(document: Array(document.utf8), variables: variables), for: caller,
            access: permissions.policy(for: caller.role),
            values: RequestValues(nowSeconds: 1_772_380_800, idempotencyKey: key), requestID: "test")
    }

    /// What the server lends to mutations.
    static func services() throws -> MutationServices {
        var services = MutationServices(
            plans: try PlanFile(yaml: Repository.text("Config/plans.yaml")).plans, scopes: { ["menu:read"] },
            hasher: try PasswordHasher(cost: .init(memoryKiB: 8, passes: 1)),
            rules: PasswordRules(blocked: BlockedPasswords(list: "password1234")), outbox: MessageOutbox(),
            images: ImageTerms(store: ListedImages.shared), logger: Logger(label: "test"),
            guestTokens: { seat in "a token of \(EntityKind.sessionGuest.id(seat.guest))" })
        // What nobody answers here: a payment that is asked for stays so.
        services.providedMethods = [.yape]
        return services
    }

    /// Runs a script as a superuser, whom nothing binds.
    static func asSuperuser(_ script: String) async throws {
        try await PostgresConnection.withConnection(
            TestDatabase.current.configuration, reactors: TestReactors.shared
        ) { _ = try await $0.execute(script: script) }
    }

    /// The n-th UUID of the fixed world.
    static func uuid(_ number: Int) -> UUIDBytes {
        UUIDBytes(
            high: 0x0190_0000_0000_7000,
            low: 0x8000_0000_0000_0000 | (UInt64(String(number), radix: 16) ?? 0))
    }

    /// The ID of the n-th UUID.
    static func id(_ kind: EntityKind, _ number: Int) -> String { kind.id(uuid(number)) }
}

/// Closes pools with the last world over them, or they would look for a database that is gone.
private final class Closing: Sendable {
    private let pools: [PostgresPool]

    init(pools: [PostgresPool]) {
        self.pools = pools
    }

    deinit { for pool in pools { pool.close() } }
}

/// What is sent, in order.
final class Letters: MessageSender {
    private let sent = Mutex<[AccountMessage]>([])
    private let pool: PostgresPool

    init(pool: PostgresPool) {
        self.pool = pool
    }

    func send(_ message: AccountMessage) async throws(MessageFailure) {
        sent.withLock { $0.append(message) }
    }

    /// All of them, with those that wait.
    func all() async -> [AccountMessage] {
        let delivery = MessageDelivery(pool: pool, sender: self, logger: Logger(label: "test"))
        do throws(PostgresError) {
            try await delivery.deliverDue()
        } catch {
            Issue.record(error)
        }
        return sent.withLock { $0 }
    }
}

/// The statements of one request, without those of the session itself.
final class Events: Sendable {
    private let events = Mutex<[StatementEvent]>([])

    func append(_ event: StatementEvent) {
        events.withLock { $0.append(event) }
    }

    var statements: [StatementEvent] { events.withLock { $0.filter { !$0.isOverhead } } }
}

/// The checkout that the tests run in.
enum Repository {
    static func path(_ relative: String, from file: String = #filePath) -> String {
        var folder = URL(fileURLWithPath: file)
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder.appendingPathComponent(relative).path
    }

    static func text(_ relative: String) throws -> String {
        try String(contentsOfFile: path(relative), encoding: .utf8)
    }
}
