import ArgumentParser
import Logging
import NIOCore
import ServiceLifecycle
import Transport

/// `comanda serve`: production. Takes a database, never starts one.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the API from the database that DATABASE_URL names.")

    func run() async throws {
        try await StartFailure.reporting {
            let launch = try await Launch.prepared()
            ThreadShare.useEventLoops(launch.settings.http.eventLoops)
            let tokens = try await launch.accessTokens()
            let address = try DatabaseAddress.required(launch)
            let catalog = try await DatabaseCheck.run(launch, address: address)
            let product = try Product.read(catalog: catalog)
            let serving = Serving(
                launch: launch, product: product, tokens: tokens, address: address, heedsHangUp: true)
            let logger = launch.logger
            try await serving.runUntilSignal { bound in
                logger.info("serving", metadata: ["address": "\(bound?.description ?? "")"])
            }
        }
    }
}
