import DataLoader
import Glibc
import GraphQLExecution
import HummingbirdCore
import Logging
import NIOCore
import Permissions
import Postgres
import ServiceLifecycle
import Transport
import UnixSignals

/// Puts the product behind HTTP: pools, engine, transport, as services that start in this order and end in
/// the opposite one.
struct Serving {
    let launch: Launch
    let product: Product
    let tokens: AccessTokens
    /// A connection string of the application's role.
    let address: String

    /// Serves until a graceful shutdown.
    ///
    /// - Parameter onListening: called with the bound address.
    /// - Throws: `StartFailure` when the address can't be had.
    func run(onListening: @escaping @Sendable (SocketAddress?) async -> Void) async throws {
        do {
            try await group(onListening: onListening).run()
        } catch let error as IOError {
            let http = launch.settings.http
            let reason = String(cString: strerror(error.errnoCode))
            throw StartFailure("cannot listen on \(http.host), http.port \(http.port): \(reason)", status: 69)
        }
    }

    private func group(onListening: @escaping @Sendable (SocketAddress?) async -> Void) throws -> ServiceGroup
    {
        let settings = launch.settings
        let pools = DatabasePools(
            address: address, settings: settings.postgres, reactors: launch.reactors, logger: launch.logger)
        let service = try product.service(
            sessions: TenantSessions(readPool: pools.read, writePool: pools.write), settings: settings.graphql
        )
        let principals = Principals(
            tokens: tokens, permissions: product.permissions, deadline: settings.graphql.deadline)
        let responder = EngineResponder(service: service, jsonDepthMax: settings.graphql.jsonDepth) {
            (token) throws(Unauthenticated) in
            try await principals.principal(token)
        }
        var transport = HTTPService<EngineResponder<TenantSessions>>.Settings(settings.http)
        transport.executor = { [reactors = launch.reactors] in reactors.next() }
        let http = HTTPService(
            settings: transport, responder: responder,
            readiness: Readiness { await pools.answers() ? .ready : .waiting("database") },
            logger: launch.logger, onListening: onListening)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: pools),
                .init(service: http, successTerminationBehavior: .gracefullyShutdownGroup),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: launch.logger)
        configuration.maximumGracefulShutdownDuration = settings.http.shutdownGrace
        return ServiceGroup(configuration: configuration)
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
        inFlightMax = settings.maxInFlight
        connectionsMax = settings.maxConnections > 0 ? settings.maxConnections : Self.descriptorShare
    }

    /// 95 % of the descriptors that the system grants: the rest is for the database and files.
    private static var descriptorShare: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 900 }
        return Int(min(limit.rlim_cur, 1_000_000)) * 95 / 100
    }
}
