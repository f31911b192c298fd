public import NIOCore

/// What one connection and one request may cost before anything of GraphQL is looked at.
///
/// Every value is a key of `Config/comanda.yaml` under `http`; the reasons stand there.
public struct HTTPLimits: Sendable, Equatable {
    /// Most bytes of a request body; more is answered 413 and the connection ends.
    public var bodyBytes: Int
    /// Most bytes of a request's target and header fields together; more is answered 431.
    public var headerBytes: Int
    /// Most header fields; more is answered 431.
    public var headerCount: Int
    /// Most bytes of a request target; more is answered 414.
    public var targetBytes: Int
    /// From a request's first byte until its head is complete, however the bytes trickle.
    public var headerDeadline: TimeAmount
    /// From a complete head until the body is complete, however the bytes trickle.
    public var bodyDeadline: TimeAmount
    /// How long a connection may rest between requests.
    public var idle: TimeAmount
    /// How long a reader may stand still while an answer waits for it; once or twice this, as it is looked at
    /// when the time is over.
    public var writeStall: TimeAmount
    /// How long bytes of a refused request are thrown away so that its answer can arrive.
    public var linger: TimeAmount
    /// How long a request runs on after its caller stopped sending; a caller that only half closed still
    /// gets a quick answer, one that left does not hold a database connection.
    public var abandonedAfter: TimeAmount

    /// Limits that suit a server on the open internet; every parameter has its default.
    public init(
        bodyBytes: Int = 1 << 20, headerBytes: Int = 32 << 10, headerCount: Int = 100,
        targetBytes: Int = 8 << 10,
        headerDeadline: TimeAmount = .seconds(10), bodyDeadline: TimeAmount = .seconds(20),
        idle: TimeAmount = .seconds(60), writeStall: TimeAmount = .seconds(30),
        linger: TimeAmount = .seconds(1), abandonedAfter: TimeAmount = .milliseconds(250)
    ) {
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
        self.headerCount = headerCount
        self.targetBytes = targetBytes
        self.headerDeadline = headerDeadline
        self.bodyDeadline = bodyDeadline
        self.idle = idle
        self.writeStall = writeStall
        self.linger = linger
        self.abandonedAfter = abandonedAfter
    }
}
