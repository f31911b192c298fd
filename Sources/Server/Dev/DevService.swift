import Accounts
import DataLoader
import GraphQLExecution
import Logging
import NIOCore
import Permissions
import Postgres
import Restaurant
import ServiceLifecycle

/// The development server: the cluster around everything else, so that it starts first and stops last.
struct DevService: QuietService {
    let launch: Launch
    let product: Product
    let tokens: AccessTokens
    /// After which folder the cluster is named, and where it lies if it can.
    let checkout: String
    /// Whether `POST /execute` runs queries on any schema.
    var conformance = false
    /// Whether an evening of orders is played where the demonstration data is new.
    var playsEvening = true
    /// Called once requests are taken: the port, the cluster, what is in it.
    let onServing: @Sendable (Int, EmbeddedCluster, [DevBanner.Organization]) async -> Void

    /// Runs until a graceful shutdown.
    func run() async throws {
        let cluster = try await EmbeddedCluster.prepared(checkout: checkout, logger: launch.logger)
        let keeper = ClusterKeeper(cluster: cluster, logger: launch.logger)
        try await keeper.whileRunning {
            try await cluster.createDatabase()
            try await migrate(cluster)
            let organizations = try await loadDemo(cluster)
            let address = EmbeddedCluster.connectionString(
                folder: cluster.folder, role: EmbeddedCluster.application)
            let catalog = try await DatabaseCheck.run(launch, address: address)
            let product = try product.checked(against: catalog)
            guard !Task.isShuttingDownGracefully else { return }
            var serving = Serving(
                launch: launch, product: product, tokens: tokens, address: address, messages: "log",
                conformance: conformance,
                development: DevelopmentDoors(
                    tokens: DevTokens(tokens: tokens, roles: product.permissions.roles),
                    organizations: organizations.map(DevBanner.Organization.init)))
            if playsEvening { serving.onEngine = { service in await play(organizations, over: service) } }
            try await serving.run { bound in
                await onServing(bound?.port ?? 0, cluster, organizations.map(DevBanner.Organization.init))
            }
        }
    }

    private func migrate(_ cluster: EmbeddedCluster) async throws {
        let address = EmbeddedCluster.connectionString(folder: cluster.folder, role: EmbeddedCluster.owner)
        try await Databases.with(address, launch.reactors) { connection in
            do {
                let done = try await Migrations.runner().up(connection)
                if !done.isEmpty { launch.logger.info("applied \(done.count) migrations") }
            } catch let error as MigrationError {
                throw StartFailure("migrations: \(error)")
            }
        }
    }

    private func loadDemo(_ cluster: EmbeddedCluster) async throws -> [DemoData.Organization] {
        let address = EmbeddedCluster.connectionString(
            folder: cluster.folder, role: EmbeddedCluster.application)
        return try await Databases.with(address, launch.reactors) { connection in
            do {
                let organizations = try await DemoData(directory: "Config/demo").load(on: connection)
                for new in organizations where new.isNew { launch.logger.info("loaded \(new.name)") }
                return organizations
            } catch let error as MenuImportError {
                throw StartFailure("demonstration data: \(error)")
            }
        }
    }

    /// Plays an evening in the branches of what has just been loaded.
    private func play(
        _ organizations: [DemoData.Organization], over service: GraphQLService<TenantSessions>
    ) async {
        for organization in organizations where organization.isNew {
            let engine = DemoEngine(
                service: service, organization: organization.id,
                access: { role in product.permissions.policy(for: role) })
            for branch in organization.branches {
                let id = EntityKind.branch.id(branch.id)
                await DemoEvening(engine: engine, branch: id, logger: launch.logger).play()
            }
        }
    }
}
