/// Everything an operator can set, with the values used when nothing is said.
///
/// `Config/comanda.yaml` states the same values with their reasons; a test compares the two.
struct Settings: Sendable, Equatable {
    var http = HTTP()
    var ws = WS()
    var events = Events()
    var redis = Redis()
    var kitchen = Kitchen()
    var menus = Menus()
    var graphql = GraphQL()
    var postgres = Postgres()
    var auth = Auth()
    var limits = Limits()
    var images = Images()
    var docs = Docs()
    var payments = Payments()
    var explorer = Explorer()
    var metrics = Metrics()
    var log = Log()

    /// Listening, and what a connection and a request may cost.
    struct HTTP: Sendable, Equatable {
        var host = "127.0.0.1"
        var port = 8080
        var status = "spec"
        var maxBody = 1 << 20
        var maxHeaderBytes = 32 << 10
        var maxHeaders = 100
        var maxURI = 8 << 10
        var headerDeadline = Duration.seconds(10)
        var bodyDeadline = Duration.seconds(20)
        var idle = Duration.seconds(60)
        var writeStall = Duration.seconds(30)
        var serverTiming = false
        var eventLoops = 0
        var maxInFlight = 512
        var maxConnections = 0
        var maxUnsent = 256 << 20
        var origins = ""
        var compressFrom = 2 << 10
        var publicMaxAge = Duration.zero
        var proxies = ""
        var drainDelay = Duration.seconds(5)
        var shutdownGrace = Duration.seconds(20)
    }

    /// Live connections: WebSockets and event streams.
    struct WS: Sendable, Equatable {
        var origins = ""
        var initWait = Duration.seconds(3)
        var maxMessage = 64 << 10
        var maxFragments = 32
        var maxOperations = 50
        var messagesPerMinute = 100
        var messageBurst = 60
        var ping = Duration.seconds(25)
        var deadAfter = Duration.seconds(60)
        var stall = Duration.seconds(15)
        var maxUnsent = 16 << 20
        var closeWait = Duration.seconds(5)
        var heartbeat = Duration.seconds(15)
        var drainSpread = Duration.seconds(10)
        var maxConnections = 12_000
        var addressConnections = 200
        var userConnections = 20
        var tenantConnections = 2_000
        var recheck = Duration.seconds(4)
    }

    /// How subscriptions follow the logs of branches.
    struct Events: Sendable, Equatable {
        var poll = Duration.milliseconds(250)
        var pokePause = Duration.milliseconds(20)
        var lookPause = Duration.milliseconds(5)
        var maxReplay = 1_000
        var maxReplayAge = Duration.seconds(86_400)
        var maxBatch = 64
        var maxRecent = 1_024
        var maxQueue = 256
        var maxQueueBytes = 256 << 10
    }

    /// Redis, where `REDIS_URL` names one.
    struct Redis: Sendable, Equatable {
        var timeout = Duration.milliseconds(50)
        var maxFailures = 5
        var rest = Duration.seconds(10)
    }

    /// When a kitchen's managers are told that nobody sees its tickets.
    struct Kitchen: Sendable, Equatable {
        var displayPatience = Duration.seconds(60)
        var watch = Duration.seconds(10)
    }

    /// What is kept of menus in memory.
    struct Menus: Sendable, Equatable {
        var cache = true
        var cacheBytes = 64 << 20
        var cacheTrust = Duration.milliseconds(250)
    }

    /// What a document and an operation may ask for.
    struct GraphQL: Sendable, Equatable {
        var maxDocumentBytes = 64 << 10
        var maxTokens = 4_000
        var maxIgnoredTokens = 100_000
        var parserDepth = 64
        var jsonDepth = 64
        var maxDepth = 12
        var maxMenuDepth = 40
        var maxAliases = 30
        var maxRootFields = 20
        var maxMutations = 5
        var maxDirectives = 50
        var maxDirectivesPerLocation = 4
        var maxExpandedFields = 2_000
        var maxFragments = 50
        var maxOperations = 10
        var maxVariables = 50
        var maxErrors = 20
        var maxResponseBytes = 16 << 20
        var maxDeliveries = 10_000
        var maxCost = 1_000
        var maxPlanFields = 20_000
        var maxPlanSelections = 200_000
        var planCacheBytes = 32 << 20
        var deadline = Duration.seconds(10)
        var suggestions = false
        var introspection = true
        var documents = "any"
        var sharedDocuments = ""
    }

    /// How much a caller may ask for in a time.
    struct Limits: Sendable, Equatable {
        var mode = "enforce"
        var callerRequests = 3_000
        var addressRequests = 6_000
        var unprovenRequests = 1_200
        var tenantRequests = 60_000
        var callerCost = 2_000
        var callerCostPerSecond = 100
        var addressCost = 50_000
        var addressCostPerSecond = 2_500
        var tenantCost = 1_000_000
        var tenantCostPerSecond = 50_000
        var tenantConcurrency = 32
        var buckets = 100_000
        var heartbeat = Duration.seconds(5)
    }

    /// Limits towards the database. Its address is `DATABASE_URL`, never a file.
    struct Postgres: Sendable, Equatable {
        var readThreads = 0
        var writeThreads = 0
        var readConnections = 8
        var writeConnections = 4
        var connect = Duration.seconds(3)
        var poolWait = Duration.seconds(1)
        var poolQueue = 100
        var statementTimeout = Duration.seconds(5)
        var lockTimeout = Duration.seconds(2)
        var idleInTransaction = Duration.seconds(10)
        var sweep = Duration.seconds(600)
        var sweepCartIdle = Duration.seconds(1_800)
    }

    /// Logins: tokens, hashing, guesses.
    struct Auth: Sendable, Equatable {
        var issuer = "comanda"
        var audience = "comanda-api"
        var keyFolder = ".state/keys"
        var keyReload = Duration.seconds(30)
        var accessLifetime = Duration.seconds(15 * 60)
        var permissionReload = Duration.seconds(1)
        var skew = Duration.seconds(60)
        var cachedTokens = 4_096
        var factLifetime = Duration.seconds(3)
        var actingWindow = Duration.seconds(600)
        var refreshLifetime = Duration.seconds(7 * 86_400)
        var familyLifetime = Duration.seconds(30 * 86_400)
        var reuseGrace = Duration.seconds(10)
        var resetLifetime = Duration.seconds(30 * 60)
        var accountGuesses = 100
        var accountFreeGuesses = 5
        var accountSpan = Duration.seconds(3_600)
        var accountDelay = Duration.seconds(300)
        var addressGuesses = 100
        var addressSpan = Duration.seconds(900)
        var messagesPerHour = 5
        var hashMemory = 19_456 << 10
        var hashPasses = 2
        var hashesAtOnce = 2
        var hashQueue = 64
        var blockedPasswords = "Config/blocked-passwords.txt"
        var messages = "none"
        var messageFolder = ".state/messages"
        var messageWebhook = ""
        var messageTimeout = Duration.seconds(10)
        var messagePoll = Duration.seconds(5)
        var messageAttempts = 12
    }

    /// Pictures: where they lie, and how much.
    struct Images: Sendable, Equatable {
        var store = "local"
        var folder = ".state/images"
        var publicUrl = ""
        var maxBytes = 5 << 20
        var uploadLifetime = Duration.seconds(900)
        var maxUploads = 5_000
        var unusedLifetime = Duration.seconds(86_400)
        var s3Endpoint = ""
        var s3Region = ""
        var s3Bucket = ""
        var s3Prefix = ""
        var s3Timeout = Duration.seconds(5)
    }

    /// The documentation at `/docs`.
    struct Docs: Sendable, Equatable {
        var serve = true
        var cacheBytes = 32 << 20
    }

    /// Money: who moves it, and the largest amounts that somebody types in, in minor units.
    struct Payments: Sendable, Equatable {
        var provider = ""
        var providerMethods = "CARD"
        var providerTimeout = Duration.seconds(10)
        var providerPatience = Duration.seconds(30)
        var providerFailures = 5
        var providerRest = Duration.seconds(10)
        var maxTip = 1_000_000_000
        var maxFloat = 100_000_000_000
        var maxMovement = 100_000_000_000
    }

    /// The page at `/` on which the schema is explored.
    struct Explorer: Sendable, Equatable {
        var served = true
        var folder = ".state/graphiql"
    }

    /// What `/metrics` tells, where METRICS_TOKEN is set.
    struct Metrics: Sendable, Equatable {
        var maxTenants = 50
    }

    /// The log on standard error.
    struct Log: Sendable, Equatable {
        var level = "info"
    }
}
