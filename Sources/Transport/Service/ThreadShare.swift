public import NIOCore

/// How many threads there are of each kind that serves: event loops, which read and write connections, and
/// those that run requests. With more of them than cores, each takes the core from another within a request.
public enum ThreadShare {
    /// The threads of one kind.
    ///
    /// - Parameters:
    ///   - wanted: what the settings say; 0 leaves it to the cores: half of them, one at least.
    ///   - cores: of this machine.
    public static func count(_ wanted: Int, cores: Int = System.coreCount) -> Int {
        wanted > 0 ? wanted : max(1, cores / 2)
    }

    /// Says how many event loops serve. Once a process, before anything is served; a second time ends it.
    ///
    /// - Parameter wanted: as in ``count(_:cores:)``.
    public static func useEventLoops(_ wanted: Int) {
        NIOSingletons.groupLoopCountSuggestion = count(wanted)
    }
}
