/// The reactors of the process: one thread each, connections spread over them.
public final class ReactorGroup: Sendable {
    /// Starts `count` threads; they run until the process ends.
    public init(count: Int = 1) {}
}
