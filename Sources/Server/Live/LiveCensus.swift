import Transport

/// Live connections, counted for metrics.
struct LiveCensus: Sendable, Equatable {
    /// Whose they are, and how they came.
    struct Place: Sendable, Hashable {
        let tenant: String
        let way: LiveHello.Way
    }

    /// Whose they were, and how they ended.
    struct Ending: Sendable, Hashable {
        let tenant: String
        let ending: LiveEnding
    }

    /// Those that are open; 0 for a place where there were some.
    let open: [Place: Int]
    /// Those that have ended so far.
    let ended: [Ending: Int]
}
