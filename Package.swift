// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings)
}

let package = Package(
    name: "comanda",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "comanda", targets: ["Server"]),
        .library(
            name: "GraphQL",
            targets: ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution"]),
    ],
    dependencies: [
        // The command line: sub-commands, options, help.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Settings from YAML files and the environment, with one order of precedence.
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        // SHA-256 and HMAC, key generation.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // One logging interface for us and every library below.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Event loops and byte buffers under the HTTP server.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // HTTP server: routing, keep-alive, limits.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        // Permissions, settings and fixtures are YAML.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // Requests to payment providers, mailers and stores of pictures, each sent once and whole.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // Starts and stops the services of the process in order, on signals.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // CSV menus.
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        // Signed tokens.
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // The PostgreSQL client library of the system, 14 or later.
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // Argon2id, in the fastest form that the processor knows.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        // Text of every script, set and drawn: receipts as PDF and for printers.
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        // QR codes as modules.
        .systemLibrary(
            name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        // Redis, which pokes between processes where an operator has one.
        .systemLibrary(name: "CHiredis", pkgConfig: "hiredis", providers: [.apt(["libhiredis-dev"])]),
        // The two Linux headers that Glibc's module leaves out: the reactor waits with epoll.
        .systemLibrary(name: "CEpoll"),
        // Answers for those who take them compressed.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // What the C library can do for a program that is started and does not show to Swift.
        .systemLibrary(name: "CSpawn"),

        library("GraphQLLanguage"),
        library("GraphQLSchema", ["GraphQLLanguage"]),
        library("GraphQLValidation", ["GraphQLLanguage", "GraphQLSchema"]),
        library("GraphQLExecution", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation"]),
        // Answers the cases of other engines' test suites.
        library(
            "Conformance", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution"]),
        // The same over standard input and output, without a package: what fuzzers and scripts drive.
        .executableTarget(
            name: "ConformanceCommand", dependencies: ["Conformance"], swiftSettings: settings),
        library("Postgres", ["CEpoll", "CLibpq", logging]),
        library(
            "DataLoader",
            [
                "GraphQLSchema", "GraphQLExecution", "Postgres",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        library("Permissions", ["GraphQLLanguage", "GraphQLSchema", "GraphQLExecution", yams]),
        library("Domain"),
        // Pages about a schema, and the guides, which are part of the program.
        library(
            "Documentation", ["GraphQLSchema", "GraphQLExecution"],
            resources: [
                .embedInCode("Style/docs.css"), .embedInCode("Style/docs.js"),
                .embedInCode("Guides/start.md"), .embedInCode("Guides/authentication.md"),
                .embedInCode("Guides/errors.md"), .embedInCode("Guides/pagination.md"),
                .embedInCode("Guides/cost.md"), .embedInCode("Guides/idempotency.md"),
                .embedInCode("Guides/subscriptions.md"), .embedInCode("Guides/clients.md"),
            ]),
        library("Redis", ["CHiredis"]),
        // Not a folder of Restaurant: the log is written and verified without GraphQL, too.
        library("Audit", ["Domain", "Postgres", .product(name: "Crypto", package: "swift-crypto")]),
        library(
            "Accounts",
            [
                "CSodium", "Domain", "Postgres", "Audit", logging,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]),
        library(
            "Restaurant",
            [
                "CPango", "CQrencode", "GraphQLSchema", "GraphQLExecution", "DataLoader", "Postgres",
                "Permissions", "Domain", "Accounts", "Audit", yams, logging,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            exclude: ["Import/FORMAT.md"]),
        library(
            "Transport",
            [
                "CZlib", "GraphQLSchema", "GraphQLExecution", logging,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                // The frames of WebSockets and the answer to their handshake.
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        library("TestSupport", ["Postgres"]),
        .executableTarget(
            name: "Server",
            dependencies: [
                "CSpawn", "GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution",
                "Conformance", "DataLoader", "Postgres", "Redis", "Permissions", "Domain", "Accounts",
                "Audit", "Documentation", "Restaurant", "Transport", yams, logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            // Part of the program, so that it is served from wherever it runs.
            resources: [
                .embedInCode("Dev/Kitchen/kitchen.html"), .embedInCode("Dev/Kitchen/kitchen.css"),
                .embedInCode("Dev/Kitchen/kitchen.js"), .embedInCode("Dev/Kitchen/board.js"),
                .embedInCode("Dev/Kitchen/live.js"), .embedInCode("Dev/Kitchen/requests.js"),
            ]
                + [
                    "callers.js", "demonstration.js", "details.css", "details.js", "elements.js",
                    "examples.js", "explorer.css", "explorer.html", "explorer.js", "guide.js",
                    "licences.txt", "operations.js", "vocabulary.js", "workbench.js",
                ].map { .embedInCode("Explorer/Page/\($0)") },
            swiftSettings: settings),

        // Serves the schema of the performance peers with our engine and HTTP; see Benchmarks/README.md.
        .executableTarget(
            name: "PeerServer",
            dependencies: [
                "GraphQLSchema", "GraphQLValidation", "GraphQLExecution", "DataLoader", "Postgres",
                "Transport",
                logging, .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Benchmarks/PeerServer",
            swiftSettings: settings),
        // Compares ways of waiting for PostgreSQL; the figures stand beside `Reactor`.
        .executableTarget(
            name: "PostgresTransport", dependencies: ["CLibpq", "Postgres"],
            path: "Benchmarks/PostgresTransport",
            swiftSettings: settings),
        // Times the engine alone; see Benchmarks/EngineBenchmark/run.
        .executableTarget(
            name: "EngineBenchmark",
            dependencies: ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution"],
            path: "Benchmarks/EngineBenchmark/Comanda", swiftSettings: settings),
        // Counts what a role's permissions cost; see Benchmarks/AccessCost/run.
        .executableTarget(
            name: "AccessCost", dependencies: ["GraphQLSchema", "GraphQLExecution"],
            path: "Benchmarks/AccessCost/Requests", swiftSettings: settings),
        // Holds thousands of live connections against a server; see Benchmarks/README.md.
        .executableTarget(
            name: "SocketLoad", dependencies: ["CEpoll"], path: "Benchmarks/SocketLoad",
            swiftSettings: settings),
        // WebSockets of NIO's without anything: what live connections are measured against.
        .executableTarget(
            name: "SocketEcho",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            path: "Benchmarks/SocketEcho", swiftSettings: settings),
        // A constant Hummingbird route: what `{ __typename }` is measured against.
        .executableTarget(
            name: "StaticRoute",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
            path: "Benchmarks/StaticRoute",
            swiftSettings: settings),

        tests("GraphQLLanguageTests", ["GraphQLLanguage"]),
        tests("GraphQLSchemaTests", ["GraphQLLanguage", "GraphQLSchema"]),
        tests("GraphQLValidationTests", ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation"]),
        tests(
            "GraphQLExecutionTests",
            ["GraphQLLanguage", "GraphQLSchema", "GraphQLValidation", "GraphQLExecution"]),
        .testTarget(
            name: "ConformanceTests", dependencies: ["Conformance"], exclude: ["Recorder"],
            swiftSettings: settings),
        tests(
            "TransportTests",
            [
                "Transport", "GraphQLExecution", "GraphQLSchema", logging,
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        tests(
            "ServerTests",
            [
                "Accounts", "Audit", "GraphQLSchema", "Permissions", "Postgres", "Redis", "Restaurant",
                "Server", "TestSupport", "Transport", logging,
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], exclude: ["Clients/Python", "Images/Moto", "Live/Client"]),
        // Beside the tests stands a model in Python that prices what they make up.
        .testTarget(
            name: "DomainTests", dependencies: ["Domain", "TestSupport"], exclude: ["Pricing/Model"],
            swiftSettings: settings),
        tests(
            "AccountsTests",
            [
                "Accounts", "Audit", "Domain", "Postgres", "TestSupport", logging,
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        tests("AuditTests", ["Audit", "Postgres"]),
        tests("PostgresTests", ["Postgres", "TestSupport"]),
        tests("MigrationTests", ["Postgres", "TestSupport"]),
        tests("ImportTests", ["Domain", "Postgres", "Restaurant", "TestSupport"]),
        tests("DataLoaderTests", ["DataLoader", "GraphQLExecution", "GraphQLSchema", "Postgres"]),
        // What the pages tell, for every role of the product.
        tests(
            "DocumentationTests",
            [
                "Documentation", "GraphQLExecution", "GraphQLLanguage", "GraphQLSchema",
                "GraphQLValidation", "Permissions",
            ]),
        tests("PermissionsTests", ["GraphQLExecution", "GraphQLSchema", "Permissions"]),
        tests(
            "RestaurantTests",
            ["DataLoader", "Domain", "GraphQLExecution", "GraphQLSchema", "Postgres", "Restaurant"]),
        .testTarget(
            name: "GoldenTests",
            dependencies: [
                "Accounts", "Audit", "DataLoader", "Domain", "GraphQLExecution", "GraphQLSchema",
                "Permissions", "Postgres", "Restaurant", "TestSupport", logging,
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Queries", "Receipts/Expected", "World/world.sql"], swiftSettings: settings),
        // Every role × every field and every ID of another tenant, against a server process.
        .testTarget(
            name: "AccessTests",
            dependencies: [
                "Accounts", "DataLoader", "GraphQLExecution", "GraphQLSchema", "Postgres", "Restaurant",
                "Server", "TestSupport", yams, .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["World/rows.sql"], swiftSettings: settings),
        tests("TidyTests"),
    ]
)

// The engine alone, without any package: fast to build, also under a sanitizer (`.ci/run`).
if Context.environment["COMANDA_TARGETS"] == "engine" {
    let kept = ["GraphQL", "Conformance", "EngineBenchmark", "AccessCost", "TidyTests"]
    package.targets.removeAll { target in !kept.contains { target.name.hasPrefix($0) } }
    package.products.removeAll { $0.name != "GraphQL" }
    package.dependencies.removeAll()
}
