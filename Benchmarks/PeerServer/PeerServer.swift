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
/// Settings are the harness's: `PGURL` and `PORT`. Every limit but nesting is lifted, as the peers have none.
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
        guard let url = setting("PGURL"), let port = setting("PORT").flatMap({ Int($0) }) else {
            throw MissingSettings()
        }
        if let loops = setting("LOOPS").flatMap({ Int($0) }) {
            NIOSingletons.groupLoopCountSuggestion = loops
        }
        var configuration = PostgresConfiguration(url)
        configuration.readPool = .init(min: 8, max: 8)
        configuration.poolQueue = 1_000
        let logger = Logger(label: "peer-server")
        let reactors = ReactorGroup(count: setting("REACTORS").flatMap { Int($0) } ?? 1)
        let readPool = PostgresPool(.read, configuration, reactors: reactors, logger: logger)
        let writePool = PostgresPool(.write, configuration, reactors: reactors, logger: logger)
        readPool.start()

        let service = try GraphQLService(
            schema: Schema(sdl: sdl), resolvers: PeerTypes.resolvers,
            sessions: TenantSessions(readPool: readPool, writePool: writePool), limits: limits)
        let caller = TenantCaller(organization: nil)
        let responder = EngineResponder(service: service) { (_) throws(Unauthenticated) in
            EngineResponder<TenantSessions>.Principal(caller: caller, view: .all)
        }
        var settings = HTTPService<EngineResponder<TenantSessions>>.Settings(
            address: .hostname("127.0.0.1", port: port))
        settings.inFlightMax = 10_000
        settings.executor = { reactors.next() }
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

/// `PGURL` and `PORT` must be set.
struct MissingSettings: Error {}
