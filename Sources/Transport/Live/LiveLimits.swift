public import NIOCore

/// What one live connection, and all of them, may cost.
///
/// Every value is a key of `Config/comanda.yaml` under `ws`; the reasons stand there.
public struct LiveLimits: Sendable, Equatable {
    /// How long a socket may stay without `connection_init`; then 4408.
    public var initWait = TimeAmount.seconds(3)
    /// Most bytes of a message of a client; more is closed with 1009.
    public var messageBytes = 64 << 10
    /// Most frames of a message; more is closed with 1009.
    public var fragments = 32
    /// Most operations of a connection at once; another one is an error of its own.
    public var operations = 50
    /// How many messages of a client a minute are good in the long run, pings among them.
    public var messagesPerMinute = 100
    /// How many may come at once; beyond it 1008.
    public var messageBurst = 60
    /// Time from one ping of ours to the next.
    public var ping = TimeAmount.seconds(25)
    /// A peer that was not heard for so long is gone.
    public var deadAfter = TimeAmount.seconds(60)
    /// How long a reader may stand still while something waits for it; then 1013.
    public var stall = TimeAmount.seconds(15)
    /// Most bytes that wait for one reader; more, and it is closed with 1013. A single message may be larger.
    public var unsentBytes = 16 << 20
    /// How long a closing handshake may take, and what waits before it.
    public var closeWait = TimeAmount.seconds(5)
    /// Over how long the connections are spread that end with the process.
    public var drainSpread = TimeAmount.seconds(10)
    /// Time from one comment of an event stream to the next where nothing else is sent.
    public var heartbeat = TimeAmount.seconds(15)
    /// Most connections of a process; more are refused with 503.
    public var connections = 12_000
    /// Most connections of a network address; more are refused with 429.
    public var connectionsPerAddress = 200
    /// The pages that may connect from a browser, as `https://kitchen.example.com`; programs name none.
    public var origins: Set<String> = []

    /// The limits of `Config/comanda.yaml`.
    public init() {}
}
