public import HummingbirdCore
public import Logging
public import NIOCore
import NIOPosix
public import ServiceLifecycle

/// The HTTP server as a service of the process: listens until a graceful shutdown, then turns `/ready` to
/// 503, stops accepting, and ends when the last request in flight is answered.
public struct HTTPService<Responder: GraphQLResponder>: Service, CustomStringConvertible, CustomReflectable {
    /// The settings of the server.
    public struct Settings: Sendable {
        /// Where to listen.
        public var address: BindAddress
        /// Limits of a connection and a request.
        public var limits = HTTPLimits()
        /// Which statuses to answer with.
        public var profile = StatusProfile.spec
        /// Whether answers tell in `Server-Timing` how long they took.
        public var tellsTime = false
        /// Most GraphQL requests at once; more are answered 503 at once.
        public var inFlightMax = 512
        /// Chooses for each connection where its requests run; nil is the global executor.
        ///
        /// Requests that run on the thread of their database connections change threads twice instead of
        /// three times or more.
        public var executor: @Sendable () -> (any TaskExecutor)? = { nil }
        /// Whether `/execute` exists: conformance tests only, never in production.
        public var executes = false
        /// Answers `POST /oauth/token`; nil where there is none.
        public var tokenEndpoint: FormHandler?
        /// Hears what is told at `/hooks/payments`; nil where nobody is expected.
        public var hook: HookHandler?
        /// Has what lies at `/images/`; nil where there is nothing.
        public var files: (any FileService)?
        /// Pages of the server's own, by their paths.
        public var pages: [String: StaticPage] = [:]
        /// Has the pages below `/docs`; nil where there are none.
        public var documentation: (any PageService)?
        /// The pages of other origins that may call from a browser, with scheme and port.
        public var origins: Set<String> = []
        /// How many bytes a body must have to be compressed for those who take it; nil for never.
        public var compressedFrom: Int? = 2 << 10
        /// How many seconds caches may answer a public GET in our place; with 0 they ask each time whether it
        /// has changed.
        public var sharedSeconds = 0
        /// Pages for readers on this machine alone, by their paths: in development only.
        public var localPages: [String: LocalPage] = [:]
        /// Whether the pages may open WebSockets from a browser on this machine.
        public var pagesConnect = true
        /// Whether the header `Explain` is heeded, which tells statements, tables and the names of rules: in
        /// development only.
        public var explains = false
        /// Lets requests in; nil for all.
        public var gate: (any RequestGate)?
        /// Who is believed about whom they ask for.
        public var proxies = ProxyList()
        /// Answers live connections at `/graphql`; nil for none.
        public var live: LiveEntrance?
        /// What is counted, and for whom; nil where nobody is told.
        public var metrics: MetricsPage?
        /// Where the transport counts.
        public var counters = TransportCounters()
        /// Most open connections: beyond it the one that has rested longest goes, and while none rests, more
        /// wait in the kernel's queue.
        public var connectionsMax = 16_000
        /// Most bytes of answers, of all connections, that slow readers have not taken; beyond it those that
        /// wait longest are closed.
        public var unsentBytesMax = 256 << 20

        /// Settings for `address`; the rest have defaults.
        public init(address: BindAddress) {
            self.address = address
        }
    }

    private let settings: Settings
    private let endpoint: Endpoint<Responder>
    private let readiness: Readiness
    private let logger: Logger
    private let onListening: @Sendable (SocketAddress?) async -> Void

    /// - Parameter onListening: called once the socket is bound, with its address.
    public init(
        settings: Settings, responder: Responder, readiness: Readiness, logger: Logger,
        onListening: @escaping @Sendable (SocketAddress?) async -> Void = { _ in }
    ) {
        self.settings = settings
        self.readiness = readiness
        self.logger = logger
        self.onListening = onListening
        endpoint = Endpoint(
            responder: responder, readiness: readiness, admission: Admission(limit: settings.inFlightMax),
            profile: settings.profile, tellsTime: settings.tellsTime, executes: settings.executes,
            tokenEndpoint: settings.tokenEndpoint, hook: settings.hook, files: settings.files,
            pages: settings.pages, documentation: settings.documentation,
            crossOrigin: CrossOrigin(settings.origins), compressedFrom: settings.compressedFrom,
            sharedSeconds: settings.sharedSeconds, localPages: settings.localPages,
            pagesConnect: settings.pagesConnect, explains: settings.explains, gate: settings.gate,
            proxies: settings.proxies, live: settings.live,
            metrics: settings.metrics, counters: settings.counters)
    }

    /// Nothing of what it serves: logs print services whole.
    public var description: String { "HTTPService" }
    /// Nothing of what it serves.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Serves until a graceful shutdown. Throws if the address can't be bound.
    public func run() async throws {
        let server = server()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await readiness.watch() }
            if settings.metrics != nil {
                let loops = Array(MultiThreadedEventLoopGroup.singleton.makeIterator())
                tasks.addTask { await settings.counters.watch(loops) }
            }
            defer { tasks.cancelAll() }
            try await withGracefulShutdownHandler {
                try await server.run()
            } onGracefulShutdown: {
                readiness.drain()
            }
        }
    }

    private func server() -> any Service {
        let connections = OpenConnections(unsentBytesMax: settings.unsentBytesMax)
        let channel = GraphQLChannel(
            endpoint: endpoint, limits: settings.limits, connections: connections,
            executor: settings.executor)
        return channel.server(
            configuration: ServerConfiguration(
                address: settings.address, backlog: 1024,
                availableConnectionsDelegate: ConnectionCap(settings.connectionsMax, connections)),
            onServerRunning: { [onListening] in await onListening($0.localAddress) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    }
}
