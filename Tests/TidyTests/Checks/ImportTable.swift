/// What a target may import.
struct AllowedImports {
    /// Targets of this package.
    var project: Set<String> = []
    /// Modules of other packages.
    var packages: Set<String> = []
    /// Modules that come with Swift or the system.
    var system: Set<String> = []

    /// Whether the target may import a module.
    func contains(_ module: String) -> Bool {
        project.contains(module) || packages.contains(module) || system.contains(module)
    }

    /// What each target may import; a target that isn't listed may not exist.
    ///
    /// The engine imports nothing but itself and the standard library, so that it can be tested from text
    /// alone and its cost can be read off its own source. No arrow points from the engine or from `Postgres`
    /// to `Restaurant`.
    static let table: [String: AllowedImports] = [
        "CEpoll": AllowedImports(),
        "CHiredis": AllowedImports(),
        "CLibpq": AllowedImports(),
        "CPango": AllowedImports(),
        "CQrencode": AllowedImports(),
        "CSodium": AllowedImports(),
        "CSpawn": AllowedImports(),
        "CZlib": AllowedImports(),
        "GraphQLLanguage": AllowedImports(system: ["Synchronization"]),
        "GraphQLSchema": AllowedImports(project: ["GraphQLLanguage"], system: ["Synchronization"]),
        "GraphQLValidation": AllowedImports(
            project: ["GraphQLLanguage", "GraphQLSchema"], system: ["Synchronization"]),
        "GraphQLExecution": AllowedImports(
            project: ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation"], system: ["Synchronization"]),
        "Conformance": AllowedImports(
            project: ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution"]),
        "ConformanceCommand": AllowedImports(project: ["Conformance"], system: ["Glibc"]),
        "Postgres": AllowedImports(
            project: ["CEpoll", "CLibpq"], packages: ["Logging"],
            system: ["Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization"]),
        "DataLoader": AllowedImports(
            project: ["GraphQLSchema", "GraphQLExecution", "Postgres"], packages: ["Crypto"],
            system: ["Synchronization"]),
        "Permissions": AllowedImports(
            project: ["GraphQLLanguage", "GraphQLSchema", "GraphQLExecution"], packages: ["Yams"],
            system: ["Synchronization"]),
        "Redis": AllowedImports(
            project: ["CHiredis"], system: ["Dispatch", "FoundationEssentials", "Glibc", "Synchronization"]),
        "Documentation": AllowedImports(project: ["GraphQLSchema", "GraphQLExecution"]),
        "Domain": AllowedImports(system: ["FoundationEssentials"]),
        "Accounts": AllowedImports(
            project: ["CSodium", "Domain", "Postgres", "Audit"], packages: ["Crypto", "JWTKit", "Logging"],
            system: ["Dispatch", "Foundation", "Glibc", "Synchronization"]),
        "Audit": AllowedImports(
            project: ["Domain", "Postgres"], packages: ["Crypto"],
            system: ["Foundation", "FoundationEssentials", "Synchronization"]),
        "Restaurant": AllowedImports(
            project: [
                "CPango", "CQrencode", "GraphQLSchema", "GraphQLExecution", "DataLoader", "Postgres",
                "Permissions", "Domain", "Accounts", "Audit",
            ],
            packages: ["Crypto", "Logging", "SwiftCSV", "Yams"],
            system: ["Foundation", "FoundationEssentials", "Synchronization"]),
        "Transport": AllowedImports(
            project: ["CZlib", "GraphQLSchema", "GraphQLExecution"],
            packages: [
                "Logging", "HummingbirdCore", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOWebSocket",
                "ServiceLifecycle",
            ],
            system: ["Foundation", "FoundationEssentials", "Glibc", "Synchronization"]),
        "Server": AllowedImports(
            project: [
                "CSpawn", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution",
                "Conformance", "DataLoader", "Postgres", "Redis", "Permissions", "Domain", "Accounts",
                "Audit", "Documentation", "Restaurant", "Transport",
            ],
            packages: [
                "Yams", "Logging", "ArgumentParser", "AsyncHTTPClient", "Configuration", "Crypto",
                "HummingbirdCore", "NIOCore", "NIOHTTP1", "ServiceLifecycle", "UnixSignals",
            ],
            system: ["Foundation", "FoundationEssentials", "Glibc", "Synchronization"]),
        "TestSupport": AllowedImports(
            project: ["Postgres"], system: ["Foundation", "Glibc", "Synchronization", "Testing"]),
        "AccessCost": AllowedImports(project: ["GraphQLSchema", "GraphQLExecution"]),
        "EngineBenchmark": AllowedImports(
            project: ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution"],
            system: ["Glibc"]),
        "PeerServer": AllowedImports(
            project: [
                "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "DataLoader", "Postgres",
                "Transport",
            ],
            packages: ["HummingbirdCore", "Logging", "NIOCore", "ServiceLifecycle", "UnixSignals"],
            system: ["Foundation", "Glibc"]),
        "SocketLoad": AllowedImports(project: ["CEpoll"], system: ["Glibc"]),
        "SocketEcho": AllowedImports(
            packages: ["NIOCore", "NIOHTTP1", "NIOPosix", "NIOWebSocket"], system: ["Glibc"]),
        "StaticRoute": AllowedImports(packages: ["Hummingbird"], system: ["Foundation"]),
        "PostgresTransport": AllowedImports(
            project: ["CLibpq", "Postgres"], system: ["Dispatch", "Foundation", "Glibc", "Synchronization"]),
    ]
}
