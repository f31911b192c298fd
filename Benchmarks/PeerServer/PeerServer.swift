import DataLoader
import Foundation
import GraphQLExecution
import GraphQLSchema
import GraphQLValidation
import HummingbirdCore
import Logging
import NIOCore
import Postgres
import ServiceLifecycle
import Transport
import UnixSignals

/// The performance peers' schema, served by this project's engine, loaders, PostgreSQL layer and HTTP layer.
///
/// Settings are the harness's: `PORT`, and `PGURL` or, to serve one tree from memory, none. Every limit but
/// nesting is lifted, as the peers have none.
@main
struct PeerServer {
    static let sdl = """
        type Query {
          categories(org: Int!): [Category!]!
          category(id: Int!): Category
          item(id: Int!): Item
        }
        type Category { id: Int! name: String! items: [Item!]! }
        type Item { id: Int! name: String! description: String price: Int! groups: [Group!]! }
        type Group { id: Int! name: String! minSelect: Int! maxSelect: Int! options: [Option!]! }
        type Option { id: Int! name: String! delta: Int! }
        """

    static func main() async throws {
        guard let port = setting("PORT").flatMap({ Int($0) }) else { throw MissingSettings() }
        // Threads as the product has them, unless a comparison asks for others.
        ThreadShare.useEventLoops(setting("LOOPS").flatMap { Int($0) } ?? 0)
        let logger = Logger(label: "peer-server")
        if let url = setting("PGURL") {
            try await serveTables(url, port, logger)
        } else {
            try await serveMemory(port, logger)
        }
    }

    /// Everything from PostgreSQL.
    private static func serveTables(_ url: String, _ port: Int, _ logger: Logger) async throws {
        var configuration = PostgresConfiguration(url)
        configuration.readPool = .init(min: 8, max: 8)
        configuration.poolQueue = 1_000
        let reactors = ReactorGroup(count: ThreadShare.count(setting("REACTORS").flatMap { Int($0) } ?? 0))
        let readPool = PostgresPool(.read, configuration, reactors: reactors, logger: logger)
        let writePool = PostgresPool(.write, configuration, reactors: ReactorGroup(), logger: logger)
        readPool.start()
        let service = try GraphQLService(
            schema: Schema(sdl: sdl), resolvers: PeerTypes.resolvers,
            sessions: TenantSessions(readPool: readPool, writePool: writePool), limits: limits)
        let caller = TenantCaller(organization: nil)
        let responder = EngineResponder(service: service) { (_) throws(CallRefusal) in
            EngineResponder<TenantSessions>.Principal(caller: caller, access: .all)
        }
        try await serve(responder, port, logger) { reactors.next() }
    }

    /// One organization's tree from memory, with the field that the harness asks for then.
    private static func serveMemory(_ port: Int, _ logger: Logger) async throws {
        let schema = try Schema(
            sdl: sdl.replacing(
                "item(id: Int!): Item", with: "item(id: Int!): Item memCategories: [Category!]!",
                maxReplacements: 1))
        let service = try GraphQLService(
            schema: schema, resolvers: MemoryTypes.resolvers(in: schema), limits: limits)
        let responder = EngineResponder(service: service) { (_) throws(CallRefusal) in
            EngineResponder<MemorySessions>.Principal(caller: (), access: .all)
        }
        try await serve(responder, port, logger) { nil }
    }

    private static func serve<Sessions: SessionSource>(
        _ responder: EngineResponder<Sessions>, _ port: Int, _ logger: Logger,
        executor: @escaping @Sendable () -> (any TaskExecutor)?
    ) async throws {
        var settings = HTTPService<EngineResponder<Sessions>>.Settings(
            address: .hostname("127.0.0.1", port: port))
        settings.inFlightMax = 10_000
        settings.executor = executor
        let http = HTTPService(
            settings: settings, responder: responder, readiness: Readiness { .ready }, logger: logger)
        try await ServiceGroup(
            services: [http], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    private static var limits: ExecutionLimits {
        var limits = ExecutionLimits()
        limits.validation = .unlimited
        return limits
    }

    private static func setting(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name]
    }
}

/// `PORT` must be set.
struct MissingSettings: Error {}
