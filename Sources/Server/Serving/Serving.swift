import Accounts
import Audit
import DataLoader
import Glibc
import GraphQLExecution
import HummingbirdCore
import Logging
import NIOCore
import Permissions
import Postgres
import Redis
import Restaurant
import ServiceLifecycle
import Transport

/// Puts the product behind HTTP: pools, engine, transport, as services that start in this order and end in
/// the opposite one.
struct Serving: CustomStringConvertible, CustomReflectable {
    let launch: Launch
    let product: Product
    let tokens: AccessTokens
    /// A connection string of the application's role.
    let address: String
    /// How messages reach people where the settings name no way.
    var messages = "none"
    /// Whether `POST /execute` runs queries on any schema: `comanda dev` alone.
    var conformance = false
    /// What only developers are told, at their own machine: `comanda dev` alone.
    var development: DevelopmentDoors?
    /// Called with the engine once requests are taken, before `onListening`: for the demonstration alone.
    var onEngine: (@Sendable (GraphQLService<TenantSessions>) async -> Void)?
    /// Whether SIGHUP makes the process look at the permissions: where no terminal sends it.
    var heedsHangUp = false

    /// Serves until a graceful shutdown of the services around it.
    ///
    /// - Parameter onListening: called with the bound address.
    /// - Throws: `StartFailure` when the address can't be had.
    func run(onListening: @escaping @Sendable (SocketAddress?) async -> Void) async throws {
        let pools = pools
        let group = try group(pools, try readiness(pools), onListening: onListening)
        try await reporting { try await group.run() }
    }

    /// Serves until a signal ends it, see `EndSignals`.
    func runUntilSignal(onListening: @escaping @Sendable (SocketAddress?) async -> Void) async throws {
        let pools = pools
        let readiness = try readiness(pools)
        let group = try group(pools, readiness, onListening: onListening)
        let signals = EndSignals(
            readiness: readiness, drainDelay: launch.settings.http.drainDelay, logger: launch.logger)
        try await reporting {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await signals.end(group) }
                defer { tasks.cancelAll() }
                do {
                    try await group.run()
                } catch is CancellationError {
                    // The time for a graceful end was over: what was still under way has been cut.
                }
            }
        }
    }

    private func reporting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as IOError {
            let http = launch.settings.http
            let reason = String(cString: strerror(error.errnoCode))
            throw StartFailure("cannot listen on \(http.host), http.port \(http.port): \(reason)", status: 69)
        }
    }

    /// The connections, which are opened when they run.
    var pools: DatabasePools {
        DatabasePools(
            address: address, settings: launch.settings.postgres, reactors: launch.reactors,
            writeReactors: launch.writeReactors, logger: launch.logger)
    }

    /// What `/ready` asks: the database and its schema.
    func readiness(_ pools: DatabasePools) throws -> Readiness {
        let steps = try Migrations.numbers()
        return Readiness { await pools.state(steps: steps) }
    }

    /// Documents by name: the file of the settings for everybody, the table for each organization.
    private func persisted(
        _ pools: DatabasePools, _ settings: Settings.GraphQL
    ) throws -> PersistedDocuments<TenantCaller> {
        let file = settings.sharedDocuments
        let shared = file.isEmpty ? nil : try product.manifest(file, settings)
        return PersistedDocuments(
            TrustedDocuments(shared: shared, pool: pools.read), trustedOnly: settings.documents == "trusted")
    }

    private func group(
        _ pools: DatabasePools, _ readiness: Readiness,
        onListening: @escaping @Sendable (SocketAddress?) async -> Void
    ) throws -> ServiceGroup {
        let services = try services(pools, readiness, onListening: onListening)
        var configuration = ServiceGroupConfiguration(services: services, logger: launch.logger)
        configuration.maximumGracefulShutdownDuration = launch.settings.http.shutdownGrace
        return ServiceGroup(configuration: configuration)
    }

    /// What runs, in the order of its start.
    func services(
        _ pools: DatabasePools, _ readiness: Readiness,
        onListening: @escaping @Sendable (SocketAddress?) async -> Void
    ) throws -> [ServiceGroupConfiguration.ServiceConfiguration] {
        let settings = launch.settings
        CursorKey.use(try CursorSecret.read(folder: settings.auth.keyFolder))
        MasterKeys.use(try MasterKeyFolder.read(settings.auth.keyFolder))
        let logins = try LoginServices(settings.auth)
        let accounts = logins.accounts(
            pool: pools.write, tokens: tokens, terms: settings.auth.accountTerms, logger: launch.logger)
        let images = try openedImages()
        let permissions = LivePermissions(product.permissions)
        let cache = RowCache(MenuCache.tables, limits: RowCacheLimits(settings.menus))
        let tenants = TenantLabels(countMax: settings.metrics.maxTenants)
        let relay = try relay(pools, cache, tenants)
        let grown = GrowthFollowers()
        let provider = try ProviderSetting(settings.payments, environment: launch.environment)
        let sessions = sessions(pools, cache, relay, grown, provider?.asked)
        let service = try product.service(
            sessions: sessions, settings: settings, logins: logins, accounts: accounts, images: images.terms,
            live: permissions, persisted: try persisted(pools, settings.graphql),
            provider: provider, logger: launch.logger)
        let facts = PrincipalFacts(
            pool: pools.read, writePool: pools.write, lifetime: settings.auth.factLifetime)
        let principals = principals(facts, permissions, pools)
        let callers = LiveCallers(principals, settings.ws, tenants: tenants)
        let listening: @Sendable (SocketAddress?) async -> Void = { [onEngine] bound in
            await onEngine?(service)
            await onListening(bound)
        }
        let instances = LiveInstances()
        let throttles = throttles(instances)
        let admit: @Sendable (GraphQLCall) async throws(CallRefusal) -> Principals.Principal = {
            (call) throws(CallRefusal) in
            try await throttles.admitted(call, by: principals)
        }
        let responder = EngineResponder(
            service: service, jsonDepthMax: settings.graphql.jsonDepth, principal: admit)
        let operations = LiveOperations(service: service, relay: relay)
        let live = LiveEntrance(
            ServerLiveResponder(callers: callers, operations: operations, admit: admit),
            limits: LiveLimits(settings.ws), counters: TransportCounters())
        let metrics = try metrics(
            ServerMetrics(
                entrance: live, callers: callers, relay: relay, service: service, menus: cache, pools: pools,
                instances: instances, readiness: readiness))
        let grants = grants(accounts)
        let pages = documentation(service, admit)
        let lent = product.services(logins, accounts, images.terms, permissions, launch.logger)
        let carrier = provider?.carrier(sessions, lent, pools, settings, launch.logger)
        let http =
            conformance
            ? try http(
                ConformanceResponder(responder), live, metrics, pages, grants, throttles, images, readiness,
                listening
            ) {
                try $0.openConformance(settings)
            }
            : try http(responder, live, metrics, pages, grants, throttles, images, readiness, listening) {
                $0.hook = carrier?.hook
            }
        return [
            .init(service: pools),
            .init(service: RelayService(relay: relay)),
            .init(service: try messageService(pools)),
            .init(service: heartbeat(instances, pools)),
        ] + followers(lent, pools, sessions, grown, carrier) + watches(facts, callers, permissions, pools) + [
            .init(service: http, successTerminationBehavior: .gracefullyShutdownGroup)
        ]
    }

    /// What does by itself what time and the logs ask for.
    private func followers(
        _ services: MutationServices, _ pools: DatabasePools, _ sessions: TenantSessions,
        _ grown: GrowthFollowers, _ carrier: ProviderSetting.Carrier?
    ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        let services = services.watching(launch.settings.kitchen)
        let ours: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(
                service: Sweeper(
                    launch.settings.postgres, pool: pools.write, sessions: sessions, services: services,
                    logger: launch.logger)),
            .init(
                service: AwardService(
                    grown: grown.awards, sessions: sessions, services: services, logger: launch.logger)),
            .init(
                service: KitchenWatchService(
                    grown: grown.kitchens, sessions: sessions, services: services, pool: pools.write,
                    interval: launch.settings.kitchen.watch, logger: launch.logger)),
        ]
        return ours + (carrier?.services ?? [])
    }

    private func messageService(_ pools: DatabasePools) throws -> MessageService {
        let auth = launch.settings.auth
        return MessageService(
            auth, sender: try auth.sender(otherwise: messages, launch.logger), pool: pools.write,
            configuration: PostgresConfiguration(address), reactors: launch.reactors, logger: launch.logger)
    }

    private func throttles(_ instances: LiveInstances) -> Throttles {
        let settings = launch.settings
        return Throttles(
            settings.limits, costMax: settings.graphql.maxCost,
            store: MemoryBuckets(countMax: settings.limits.buckets), instances: instances)
    }

    private func grants(_ accounts: AccountService) -> TokenEndpoint {
        TokenEndpoint(
            accounts: accounts, logger: launch.logger, deadline: launch.settings.graphql.deadline)
    }

    private func heartbeat(_ instances: LiveInstances, _ pools: DatabasePools) -> InstanceHeartbeat {
        InstanceHeartbeat(
            instances: instances, pool: pools.write, interval: launch.settings.limits.heartbeat,
            logger: launch.logger)
    }

    private func principals(
        _ facts: PrincipalFacts, _ permissions: LivePermissions, _ pools: DatabasePools
    ) -> Principals {
        Principals(
            tokens: tokens, permissions: permissions, facts: facts,
            acting: ActingRecord(
                pool: pools.write, window: launch.settings.auth.actingWindow, logger: launch.logger),
            deadline: launch.settings.graphql.deadline, logger: launch.logger)
    }

    /// What opens transactions, and tells those who follow of what they have written.
    private func sessions(
        _ pools: DatabasePools, _ cache: RowCache, _ relay: EventRelay<LivePayload>,
        _ grown: GrowthFollowers, _ asked: AskedOrganizations?
    ) -> TenantSessions {
        TenantSessions(
            readPool: pools.read, writePool: pools.write, cache: launch.settings.menus.cache ? cache : nil,
            onGrowth: { places in
                relay.hasGrown(places)
                grown.hear(places)
                asked?.hear(places)
            })
    }

    /// What follows the branches' logs, on a connection of its own besides the pool's.
    private func relay(
        _ pools: DatabasePools, _ cache: RowCache, _ tenants: TenantLabels
    ) throws -> EventRelay<LivePayload> {
        EventRelay(
            pool: pools.read, pokes: OverheardPokes(try pokes(pools), for: cache),
            limits: RelayLimits(launch.settings.events),
            deadline: launch.settings.graphql.deadline, tenants: tenants, pack: LivePayload.init)
    }

    /// What is counted, for who has the token of the environment.
    private func metrics(_ metrics: ServerMetrics) throws -> MetricsPage? {
        guard let token = try MetricsToken(launch.environment) else { return nil }
        return MetricsPage(admits: { token.admits($0) }, text: { metrics.text() })
    }

    /// How processes tell each other that something has happened.
    private func pokes(_ pools: DatabasePools) throws -> any EventPokes {
        let pokes = PostgresPokes(
            pool: pools.write, configuration: PostgresConfiguration(address), reactors: launch.reactors)
        guard let url = launch.environment["REDIS_URL"], !url.isEmpty else { return pokes }
        // Not shown: it may hold a password.
        guard let redis = RedisAddress(url) else {
            throw StartFailure(
                "environment: REDIS_URL is no address such as redis://user:password@host:6379/0")
        }
        return RedisPokes(redis, launch.settings.redis, otherwise: pokes, logger: launch.logger)
    }

    /// What notices that keys, permissions or somebody's rights have changed.
    private func watches(
        _ facts: PrincipalFacts, _ callers: LiveCallers, _ permissions: LivePermissions,
        _ pools: DatabasePools
    ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        let settings = launch.settings
        return [
            .init(
                service: PrincipalWatch(
                    facts: facts, live: callers, configuration: PostgresConfiguration(address),
                    reactors: launch.reactors)),
            .init(
                service: LiveCallerWatch(
                    callers: callers, facts: facts, permissions: permissions, pool: pools.write,
                    interval: settings.ws.recheck, logger: launch.logger)),
            .init(
                service: KeyReload(
                    tokens: tokens, folder: settings.auth.keyFolder, interval: settings.auth.keyReload,
                    heedsHangUp: heedsHangUp, logger: launch.logger)),
            .init(
                service: PermissionReload(
                    permissions, from: product.permissionSource,
                    interval: settings.auth.permissionReload, heedsHangUp: heedsHangUp,
                    logger: launch.logger)),
        ]
    }

    /// Nothing of the database's address.
    var description: String { "(serving)" }
    /// Nothing of the database's address.
    var customMirror: Mirror { Mirror(self, children: []) }

    private func http<Responder: GraphQLResponder>(
        _ responder: Responder, _ live: LiveEntrance, _ metrics: MetricsPage?,
        _ documentation: DocumentationPages?, _ grants: TokenEndpoint, _ gate: Throttles,
        _ images: ImageSetting, _ readiness: Readiness,
        _ onListening: @escaping @Sendable (SocketAddress?) async -> Void,
        _ change: (inout HTTPService<Responder>.Settings) throws -> Void = { _ in }
    ) throws -> any Service {
        var transport = HTTPService<Responder>.Settings(launch.settings.http)
        try change(&transport)
        transport.gate = gate
        transport.live = live
        transport.metrics = metrics
        transport.counters = live.counters
        transport.proxies = try Self.proxies(launch.settings.http)
        transport.files = images.files
        transport.pages = try ExplorerPage.pages(launch.settings.explorer)
        transport.pagesConnect = false
        development?.open(&transport)
        transport.documentation = documentation
        transport.origins = Set(launch.settings.http.origins.split(separator: " ").map(String.init))
        transport.tokenEndpoint = { await grants.reply(to: $0) }
        transport.executor = { [reactors = launch.reactors] in reactors.next() }
        return HTTPService(
            settings: transport, responder: responder, readiness: readiness, logger: launch.logger,
            onListening: onListening)
    }
}

extension Serving {
    /// The store of pictures, and from now on their addresses.
    private func openedImages() throws -> ImageSetting {
        let images = try ImageSetting(
            launch.settings, environment: launch.environment, logger: launch.logger)
        ImageAddress.use(images.base)
        return images
    }

    /// The proxies of the settings.
    private static func proxies(_ settings: Settings.HTTP) throws -> ProxyList {
        do throws(BadProxy) {
            return try ProxyList(settings.proxies)
        } catch {
            throw StartFailure(
                "http.proxies: '\(error.entry)' is neither an address nor a network such as 10.0.0.0/8")
        }
    }
}

extension HTTPService.Settings {
    /// The transport's part of the settings.
    init(_ settings: Settings.HTTP) {
        self.init(address: .hostname(settings.host, port: settings.port))
        limits.bodyBytes = settings.maxBody
        limits.headerBytes = settings.maxHeaderBytes
        limits.headerCount = settings.maxHeaders
        limits.targetBytes = settings.maxURI
        limits.headerDeadline = TimeAmount(settings.headerDeadline)
        limits.bodyDeadline = TimeAmount(settings.bodyDeadline)
        limits.idle = TimeAmount(settings.idle)
        limits.writeStall = TimeAmount(settings.writeStall)
        profile = StatusProfile(rawValue: settings.status) ?? .spec
        tellsTime = settings.serverTiming
        compressedFrom = settings.compressFrom == 0 ? nil : settings.compressFrom
        sharedSeconds = Int(settings.publicMaxAge.components.seconds)
        inFlightMax = settings.maxInFlight
        unsentBytesMax = settings.maxUnsent
        connectionsMax = settings.maxConnections > 0 ? settings.maxConnections : Self.descriptorShare
    }

    /// 95 % of the descriptors that the system grants: the rest is for the database and files.
    private static var descriptorShare: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 900 }
        return Int(min(limit.rlim_cur, 1_000_000)) * 95 / 100
    }
}
