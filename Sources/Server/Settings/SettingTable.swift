/// Every setting's name and what may stand there. The order is that of `Config/comanda.yaml`.
struct SettingDefinition: Sendable {
    /// The dotted name: `http.maxBody`.
    let key: String
    /// What its text may be.
    let kind: SettingKind

    /// The environment variable that overrides the file: `COMANDA_HTTP_MAX_BODY`.
    var variable: String {
        var name = "COMANDA_"
        for character in key {
            if character.isUppercase { name += "_" }
            name += character == "." ? "_" : character.uppercased()
        }
        return name
    }

    init(_ key: String, _ kind: SettingKind) {
        self.key = key
        self.kind = kind
    }
}

extension SettingDefinition {
    /// All settings.
    static let all: [SettingDefinition] =
        http + ws + events + redis + kitchen + menus + graphql + limits + postgres + auth + images + docs
        + explorer + payments + metrics + log

    private static let anyCount = 1...1_000_000
    private static let anyCost = 1...1_000_000_000
    private static let anyBytes = 1...1 << 30
    private static let anyTime = Duration.milliseconds(1)...Duration.seconds(86_400)

    private static let longTime = Duration.seconds(1)...Duration.seconds(366 * 86_400)

    private static let http: [SettingDefinition] = [
        .init("http.host", .text(\.http.host)),
        .init("http.port", .count(0...65_535, \.http.port)),
        .init("http.status", .choice(["spec", "compat"], \.http.status)),
        .init("http.maxBody", .bytes(anyBytes, \.http.maxBody)),
        .init("http.maxHeaderBytes", .bytes(anyBytes, \.http.maxHeaderBytes)),
        .init("http.maxHeaders", .count(anyCount, \.http.maxHeaders)),
        .init("http.maxUri", .bytes(anyBytes, \.http.maxURI)),
        .init("http.headerDeadline", .time(anyTime, \.http.headerDeadline)),
        .init("http.bodyDeadline", .time(anyTime, \.http.bodyDeadline)),
        .init("http.idle", .time(anyTime, \.http.idle)),
        .init("http.writeStall", .time(anyTime, \.http.writeStall)),
        .init("http.serverTiming", .flag(\.http.serverTiming)),
        .init("http.eventLoops", .count(0...1_000, \.http.eventLoops)),
        .init("http.maxInFlight", .count(anyCount, \.http.maxInFlight)),
        .init("http.maxConnections", .count(0...1_000_000, \.http.maxConnections)),
        .init("http.maxUnsent", .bytes(anyBytes, \.http.maxUnsent)),
        .init("http.origins", .text(\.http.origins)),
        .init("http.compressFrom", .bytes(0...1 << 30, \.http.compressFrom)),
        .init("http.publicMaxAge", .time(.zero...Duration.seconds(86_400), \.http.publicMaxAge)),
        .init("http.proxies", .text(\.http.proxies)),
        .init("http.drainDelay", .time(.zero...Duration.seconds(300), \.http.drainDelay)),
        .init("http.shutdownGrace", .time(anyTime, \.http.shutdownGrace)),
    ]

    private static let ws: [SettingDefinition] = [
        .init("ws.origins", .text(\.ws.origins)),
        .init("ws.initWait", .time(anyTime, \.ws.initWait)),
        .init("ws.maxMessage", .bytes(anyBytes, \.ws.maxMessage)),
        .init("ws.maxFragments", .count(anyCount, \.ws.maxFragments)),
        .init("ws.maxOperations", .count(anyCount, \.ws.maxOperations)),
        .init("ws.messagesPerMinute", .count(anyCount, \.ws.messagesPerMinute)),
        .init("ws.messageBurst", .count(anyCount, \.ws.messageBurst)),
        .init("ws.ping", .time(anyTime, \.ws.ping)),
        .init("ws.deadAfter", .time(anyTime, \.ws.deadAfter)),
        .init("ws.stall", .time(anyTime, \.ws.stall)),
        .init("ws.maxUnsent", .bytes(anyBytes, \.ws.maxUnsent)),
        .init("ws.closeWait", .time(anyTime, \.ws.closeWait)),
        .init("ws.heartbeat", .time(anyTime, \.ws.heartbeat)),
        .init("ws.drainSpread", .time(anyTime, \.ws.drainSpread)),
        .init("ws.maxConnections", .count(anyCount, \.ws.maxConnections)),
        .init("ws.addressConnections", .count(anyCount, \.ws.addressConnections)),
        .init("ws.userConnections", .count(anyCount, \.ws.userConnections)),
        .init("ws.tenantConnections", .count(anyCount, \.ws.tenantConnections)),
        .init(
            "ws.recheck", .time(Duration.milliseconds(100)...Duration.seconds(600), \.ws.recheck)),
    ]

    private static let events: [SettingDefinition] = [
        .init("events.poll", .time(Duration.milliseconds(10)...Duration.seconds(60), \.events.poll)),
        .init(
            "events.pokePause", .time(Duration.milliseconds(1)...Duration.seconds(1), \.events.pokePause)),
        .init(
            "events.lookPause", .time(Duration.milliseconds(1)...Duration.seconds(1), \.events.lookPause)),
        .init("events.maxReplay", .count(anyCount, \.events.maxReplay)),
        .init("events.maxReplayAge", .time(longTime, \.events.maxReplayAge)),
        .init("events.maxBatch", .count(1...1_000, \.events.maxBatch)),
        .init("events.maxRecent", .count(anyCount, \.events.maxRecent)),
        .init("events.maxQueue", .count(anyCount, \.events.maxQueue)),
        .init("events.maxQueueBytes", .bytes(anyBytes, \.events.maxQueueBytes)),
    ]

    private static let redis: [SettingDefinition] = [
        .init("redis.timeout", .time(Duration.milliseconds(1)...Duration.seconds(5), \.redis.timeout)),
        .init("redis.maxFailures", .count(1...1_000, \.redis.maxFailures)),
        .init("redis.rest", .time(Duration.milliseconds(100)...Duration.seconds(600), \.redis.rest)),
    ]

    private static let kitchen: [SettingDefinition] = [
        .init(
            "kitchen.displayPatience",
            .time(Duration.seconds(1)...Duration.seconds(3_600), \.kitchen.displayPatience)),
        .init("kitchen.watch", .time(Duration.milliseconds(100)...Duration.seconds(600), \.kitchen.watch)),
    ]

    private static let menus: [SettingDefinition] = [
        .init("menus.cache", .flag(\.menus.cache)),
        .init("menus.cacheBytes", .bytes(anyBytes, \.menus.cacheBytes)),
        .init("menus.cacheTrust", .time(.zero...Duration.seconds(60), \.menus.cacheTrust)),
    ]

    private static let graphql: [SettingDefinition] = [
        .init("graphql.maxDocumentBytes", .bytes(anyBytes, \.graphql.maxDocumentBytes)),
        .init("graphql.maxTokens", .count(anyCount, \.graphql.maxTokens)),
        .init("graphql.maxIgnoredTokens", .count(anyCount, \.graphql.maxIgnoredTokens)),
        .init("graphql.parserDepth", .count(1...500, \.graphql.parserDepth)),
        .init("graphql.jsonDepth", .count(1...500, \.graphql.jsonDepth)),
        .init("graphql.maxDepth", .count(anyCount, \.graphql.maxDepth)),
        .init("graphql.maxMenuDepth", .count(anyCount, \.graphql.maxMenuDepth)),
        .init("graphql.maxAliases", .count(anyCount, \.graphql.maxAliases)),
        .init("graphql.maxRootFields", .count(anyCount, \.graphql.maxRootFields)),
        .init("graphql.maxMutations", .count(anyCount, \.graphql.maxMutations)),
        .init("graphql.maxDirectives", .count(anyCount, \.graphql.maxDirectives)),
        .init("graphql.maxDirectivesPerLocation", .count(anyCount, \.graphql.maxDirectivesPerLocation)),
        .init("graphql.maxExpandedFields", .count(anyCount, \.graphql.maxExpandedFields)),
        .init("graphql.maxFragments", .count(anyCount, \.graphql.maxFragments)),
        .init("graphql.maxOperations", .count(anyCount, \.graphql.maxOperations)),
        .init("graphql.maxVariables", .count(anyCount, \.graphql.maxVariables)),
        .init("graphql.maxErrors", .count(anyCount, \.graphql.maxErrors)),
        .init("graphql.maxResponseBytes", .bytes(anyBytes, \.graphql.maxResponseBytes)),
        .init("graphql.maxDeliveries", .count(anyCount, \.graphql.maxDeliveries)),
        .init("graphql.maxCost", .count(anyCount, \.graphql.maxCost)),
        .init("graphql.maxPlanFields", .count(anyCount, \.graphql.maxPlanFields)),
        .init("graphql.maxPlanSelections", .count(anyCount, \.graphql.maxPlanSelections)),
        .init("graphql.planCacheBytes", .bytes(anyBytes, \.graphql.planCacheBytes)),
        .init("graphql.deadline", .time(anyTime, \.graphql.deadline)),
        .init("graphql.suggestions", .flag(\.graphql.suggestions)),
        .init("graphql.introspection", .flag(\.graphql.introspection)),
        .init("graphql.documents", .choice(["any", "trusted"], \.graphql.documents)),
        .init("graphql.sharedDocuments", .text(\.graphql.sharedDocuments)),
    ]

    private static let limits: [SettingDefinition] = [
        .init("limits.mode", .choice(["enforce", "report"], \.limits.mode)),
        .init("limits.callerRequests", .count(anyCount, \.limits.callerRequests)),
        .init("limits.addressRequests", .count(anyCount, \.limits.addressRequests)),
        .init("limits.unprovenRequests", .count(anyCount, \.limits.unprovenRequests)),
        .init("limits.tenantRequests", .count(anyCount, \.limits.tenantRequests)),
        .init("limits.callerCost", .count(anyCost, \.limits.callerCost)),
        .init("limits.callerCostPerSecond", .count(anyCost, \.limits.callerCostPerSecond)),
        .init("limits.addressCost", .count(anyCost, \.limits.addressCost)),
        .init("limits.addressCostPerSecond", .count(anyCost, \.limits.addressCostPerSecond)),
        .init("limits.tenantCost", .count(anyCost, \.limits.tenantCost)),
        .init("limits.tenantCostPerSecond", .count(anyCost, \.limits.tenantCostPerSecond)),
        .init("limits.tenantConcurrency", .count(anyCount, \.limits.tenantConcurrency)),
        .init("limits.buckets", .count(anyCount, \.limits.buckets)),
        .init("limits.heartbeat", .time(Duration.seconds(1)...Duration.seconds(600), \.limits.heartbeat)),
    ]

    private static let postgres: [SettingDefinition] = [
        .init("postgres.readThreads", .count(0...1_000, \.postgres.readThreads)),
        .init("postgres.writeThreads", .count(0...1_000, \.postgres.writeThreads)),
        .init("postgres.readConnections", .count(1...1_000, \.postgres.readConnections)),
        .init("postgres.writeConnections", .count(1...1_000, \.postgres.writeConnections)),
        .init("postgres.connect", .time(anyTime, \.postgres.connect)),
        .init("postgres.poolWait", .time(anyTime, \.postgres.poolWait)),
        .init("postgres.poolQueue", .count(anyCount, \.postgres.poolQueue)),
        .init("postgres.statementTimeout", .time(anyTime, \.postgres.statementTimeout)),
        .init("postgres.lockTimeout", .time(anyTime, \.postgres.lockTimeout)),
        .init("postgres.idleInTransaction", .time(anyTime, \.postgres.idleInTransaction)),
        .init("postgres.sweep", .time(Duration.seconds(1)...Duration.seconds(86_400), \.postgres.sweep)),
        .init("postgres.sweepCartIdle", .time(anyTime, \.postgres.sweepCartIdle)),
    ]

    private static let auth: [SettingDefinition] = [
        .init("auth.issuer", .text(\.auth.issuer)),
        .init("auth.audience", .text(\.auth.audience)),
        .init("auth.keyFolder", .text(\.auth.keyFolder)),
        .init("auth.keyReload", .time(anyTime, \.auth.keyReload)),
        .init("auth.accessLifetime", .time(anyTime, \.auth.accessLifetime)),
        .init("auth.permissionReload", .time(anyTime, \.auth.permissionReload)),
        .init("auth.skew", .time(.zero...Duration.seconds(300), \.auth.skew)),
        .init("auth.cachedTokens", .count(anyCount, \.auth.cachedTokens)),
        .init("auth.factLifetime", .time(anyTime, \.auth.factLifetime)),
        .init("auth.actingWindow", .time(anyTime, \.auth.actingWindow)),
        .init("auth.refreshLifetime", .time(longTime, \.auth.refreshLifetime)),
        .init("auth.familyLifetime", .time(longTime, \.auth.familyLifetime)),
        .init("auth.reuseGrace", .time(.zero...Duration.seconds(60), \.auth.reuseGrace)),
        .init("auth.resetLifetime", .time(anyTime, \.auth.resetLifetime)),
        .init("auth.accountGuesses", .count(1...10_000, \.auth.accountGuesses)),
        .init("auth.accountFreeGuesses", .count(1...10_000, \.auth.accountFreeGuesses)),
        .init("auth.accountSpan", .time(anyTime, \.auth.accountSpan)),
        .init("auth.accountDelay", .time(anyTime, \.auth.accountDelay)),
        .init("auth.addressGuesses", .count(1...10_000, \.auth.addressGuesses)),
        .init("auth.addressSpan", .time(anyTime, \.auth.addressSpan)),
        .init("auth.messagesPerHour", .count(1...1_000, \.auth.messagesPerHour)),
        .init("auth.hashMemory", .bytes(8_192...1 << 30, \.auth.hashMemory)),
        .init("auth.hashPasses", .count(1...100, \.auth.hashPasses)),
        .init("auth.hashesAtOnce", .count(1...64, \.auth.hashesAtOnce)),
        .init("auth.hashQueue", .count(0...10_000, \.auth.hashQueue)),
        .init("auth.blockedPasswords", .text(\.auth.blockedPasswords)),
        .init("auth.messages", .choice(["none", "log", "folder", "webhook"], \.auth.messages)),
        .init("auth.messageFolder", .text(\.auth.messageFolder)),
        .init("auth.messageWebhook", .text(\.auth.messageWebhook)),
        .init(
            "auth.messageTimeout",
            .time(Duration.milliseconds(100)...Duration.seconds(20), \.auth.messageTimeout)),
        .init("auth.messagePoll", .time(anyTime, \.auth.messagePoll)),
        .init("auth.messageAttempts", .count(1...1_000, \.auth.messageAttempts)),
    ]

    private static let images: [SettingDefinition] = [
        .init("images.store", .choice(["local", "s3"], \.images.store)),
        .init("images.folder", .text(\.images.folder)),
        .init("images.publicUrl", .text(\.images.publicUrl)),
        .init("images.maxBytes", .bytes(1_024...64 << 20, \.images.maxBytes)),
        .init("images.uploadLifetime", .time(longTime, \.images.uploadLifetime)),
        .init("images.maxUploads", .count(anyCount, \.images.maxUploads)),
        .init("images.unusedLifetime", .time(longTime, \.images.unusedLifetime)),
        .init("images.s3Endpoint", .text(\.images.s3Endpoint)),
        .init("images.s3Region", .text(\.images.s3Region)),
        .init("images.s3Bucket", .text(\.images.s3Bucket)),
        .init("images.s3Prefix", .text(\.images.s3Prefix)),
        .init("images.s3Timeout", .time(anyTime, \.images.s3Timeout)),
    ]

    private static let docs: [SettingDefinition] = [
        .init("docs.serve", .flag(\.docs.serve)),
        .init("docs.cacheBytes", .bytes(anyBytes, \.docs.cacheBytes)),
    ]

    private static let payments: [SettingDefinition] = [
        .init("payments.provider", .text(\.payments.provider)),
        .init("payments.providerMethods", .text(\.payments.providerMethods)),
        .init(
            "payments.providerTimeout",
            .time(Duration.milliseconds(100)...Duration.seconds(20), \.payments.providerTimeout)),
        .init(
            "payments.providerPatience",
            .time(Duration.seconds(1)...Duration.seconds(3_600), \.payments.providerPatience)),
        .init("payments.providerFailures", .count(1...1_000, \.payments.providerFailures)),
        .init(
            "payments.providerRest",
            .time(Duration.seconds(1)...Duration.seconds(3_600), \.payments.providerRest)),
        .init("payments.maxTip", .count(1...1_000_000_000_000_000, \.payments.maxTip)),
        .init("payments.maxFloat", .count(1...1_000_000_000_000_000, \.payments.maxFloat)),
        .init("payments.maxMovement", .count(1...1_000_000_000_000_000, \.payments.maxMovement)),
    ]

    private static let explorer: [SettingDefinition] = [
        .init("explorer.served", .flag(\.explorer.served)),
        .init("explorer.folder", .text(\.explorer.folder)),
    ]

    private static let metrics: [SettingDefinition] = [
        .init("metrics.maxTenants", .count(0...10_000, \.metrics.maxTenants))
    ]

    private static let log: [SettingDefinition] = [
        .init(
            "log.level",
            .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"], \.log.level))
    ]
}
