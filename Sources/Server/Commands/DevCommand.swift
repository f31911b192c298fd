import ArgumentParser
import Logging
import Permissions
import ServiceLifecycle
import Transport
import UnixSignals

/// `comanda dev`: everything for a first look, in one process: a database of its own, migrated and filled
/// with demonstration data, and the API over it.
struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev", abstract: "Start a database of our own, fill it with a demonstration, and serve.",
        discussion: """
            PostgreSQL refuses to run as root; started by root it runs as the system's user postgres, or \
            else nobody. Its data lies in .state/postgres, or in a private folder of the system where that \
            user can't reach it; a message at the first start names the folder.
            """)

    @Flag(help: "Answer POST /execute {schema, query, variables} on any schema. Loopback only, for tests.")
    var conformance = false

    func run() async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            ThreadShare.useEventLoops(launch.settings.http.eventLoops)
            let product = try Product.read()
            let tokens = try await launch.accessTokens()
            let service = DevService(
                launch: launch, product: product, tokens: tokens, checkout: launch.folder,
                conformance: conformance
            ) { port, _, organizations in
                let tokens = DevTokens(tokens: tokens, roles: product.permissions.roles)
                await DevBanner(tokens: tokens, organizations: organizations).show(port: port)
            }
            var configuration = ServiceGroupConfiguration(
                services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: launch.logger)
            configuration.maximumGracefulShutdownDuration = launch.settings.http.shutdownGrace
            try await ServiceGroup(configuration: configuration).run()
        }
    }
}
