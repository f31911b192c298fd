import ArgumentParser

/// `comanda documents`: documents that callers name instead of sending.
struct DocumentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "Trusted documents.", subcommands: [Import.self])

    /// `comanda documents import`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a client's documents for an organization: all of them, or nothing.",
            discussion: """
                The manifest is {"<sha256>": "<document>", …}, or {"operations": [{"id": "<sha256>", \
                "name": "…", "body": "<document>"}, …]}. Each document must have its hash and be valid. \
                Callers then send "documentId": "sha256:<sha256>" in place of "query".
                """)

        @Option(help: "The organization: its id (org_…) or its slug.")
        var organization: String

        @Argument(help: "The manifest, JSON.")
        var file: String

        func run() async throws {
            try await StartFailure.reporting {
                let launch = try await Launch.prepared()
                let product = try Product.read()
                let manifest = try product.manifest(file, launch.settings.graphql)
                let text = try await TenantDirectory(launch: launch).organization(organization)
                let address = try DatabaseAddress.found(launch, role: EmbeddedCluster.application)
                let organization = try DocumentImport.organization(text)
                let count = try await Databases.with(address, launch.reactors) { connection in
                    try await DocumentImport(organization: organization).run(manifest, on: connection)
                }
                Terminal.say("\(count) documents imported, \(manifest.entries.count - count) known before")
            }
        }
    }
}
