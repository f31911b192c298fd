/// A word that may not be written, where, and what to write instead.
struct BannedWord {
    /// Which view of a file is searched.
    enum View { case code, comments, text }

    /// The word as the message names it.
    var name: String
    /// A regular expression that finds it.
    var pattern: String
    /// A text that every finding holds; lines without it are passed over fast.
    var needle = ""
    /// What to write instead.
    var instead: String
    var view = View.code
    /// The folders it is banned in.
    var folders = ["Sources/", "Tests/", "Benchmarks/", "Package.swift"]
    /// Files and folders where it may stand, each with the reason.
    var allowed: [String: String] = [:]
    /// Whether a comment `// Sendable: …` with the proof, at most three lines away, makes it right.
    var isAllowedByProof = false

    private static let sources = ["Sources/"]
    private static let hotTargets = [
        "Sources/GraphQLLanguage/", "Sources/GraphQLSchema/", "Sources/GraphQLValidation/",
        "Sources/GraphQLExecution/", "Sources/DataLoader/", "Sources/Postgres/",
    ]

    /// Every banned word.
    static let all: [BannedWord] =
        traps + concurrency + [
            BannedWord(
                name: "print", pattern: #"(?:^|[^\w.])print\("#, needle: "print(",
                instead: "log through the Logger that was passed in", folders: sources,
                allowed: ["Sources/Server/": "commands answer on the terminal"]),
            BannedWord(
                name: "package access", pattern: #"^\s*(?:@\w+\s+|static\s+|final\s+)*package\s+\w"#,
                needle: "package ",
                instead:
                    "public: package is not inlined across targets, 4 to 16 times slower if hot",
                folders: hotTargets),
            BannedWord(
                name: "setting of a session", pattern: #"set_config\(.*, *false\)"#, needle: "set_config(",
                instead: "true, in a TenantTransaction: the tenant must not outlive the transaction",
                view: .text, folders: sources),
            BannedWord(
                name: "open task", pattern: #"\b(?:TODO|FIXME|XXX|HACK)\b"#,
                instead: "do it now, or open an issue", view: .comments),
        ]

    private static let traps = [
        BannedWord(
            name: "try!", pattern: #"\btry!"#, needle: "try!",
            instead: "let the error travel: try in a throwing function"),
        BannedWord(
            name: "as!", pattern: #"\bas!"#, needle: "as!",
            instead: "make the kind an enum case and switch over it"),
        BannedWord(
            name: "fatalError", pattern: #"\bfatalError\("#, needle: "fatalError(",
            instead: "throw a typed error; precondition for an invariant of our own", folders: sources),
        BannedWord(
            name: "uniqueKeysWithValues", pattern: #"\buniqueKeysWithValues:"#,
            needle: "uniqueKeysWithValues",
            instead: "Dictionary(_:uniquingKeysWith:), which cannot trap", folders: sources),
        BannedWord(
            name: "force unwrap", pattern: #"(?:\b(?!(?:try|as)!)\w+|[)\]}>?"])!(?!=)"#, needle: "!",
            instead: "guard let, or ?? with a value that is right", folders: sources),
        BannedWord(
            name: "unowned(unsafe)", pattern: #"\bunowned\(unsafe\)"#, needle: "unowned(",
            instead: "hold it strongly, or weak"),
    ]

    private static let concurrency = [
        BannedWord(
            name: "unstructured task",
            pattern: #"\bTask(?:<[^>\n]*>)?(?:\.(?:init|detached|immediate))?\s*(?:\([^()\n]*\)\s*)?\{"#,
            needle: "Task",
            instead: "async let or a task group, so that cancellation reaches it", folders: sources,
            allowed: [
                "Sources/Transport/Connection/ConnectionHandler.swift":
                    "an event loop is not async: requests begin here, cancelled with their connection",
                "Sources/Transport/Connection/ConnectionHandler+Events.swift":
                    "an event loop is not async: a stream begins here, cancelled with its connection",
                "Sources/Transport/WebSocket/SocketHandler.swift":
                    "an event loop is not async: operations begin here, cancelled with their socket",
            ]),
        BannedWord(
            name: "Task.detached", pattern: #"\bTask\.detached\b"#, needle: "Task.detached",
            instead: "async let or a task group, so that cancellation reaches it"),
        BannedWord(
            name: "@unchecked Sendable", pattern: #"@unchecked Sendable\b"#, needle: "@unchecked",
            instead: "a Mutex or a value type; or the proof beside it, in a comment \"// Sendable: …\"",
            isAllowedByProof: true),
        BannedWord(
            name: "nonisolated(unsafe)", pattern: #"\bnonisolated\(unsafe\)"#, needle: "nonisolated(",
            instead: "a Mutex or an Atomic; or the proof beside it, in a comment \"// Sendable: …\"",
            isAllowedByProof: true),
    ]
}
