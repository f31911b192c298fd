public import GraphQLExecution

/// Who answers live connections: WebSockets and event streams. The server implements it, tests a fake.
///
/// The transport keeps the protocol, its limits and its clocks; who calls and what happens in the restaurant
/// is decided here.
public protocol LiveResponder: Sendable {
    /// Who opened a connection, as the responder knows it.
    associatedtype Caller: Sendable

    /// Finds out who opens a connection.
    ///
    /// Called once for each connection. A storm of connections comes after every restart, so a signed token
    /// is looked at without the database.
    ///
    /// - Parameter end: ends the connection, at any time from now until `disconnect` (a right was taken away,
    ///   the process gives up); later calls do nothing.
    func connect(
        _ hello: LiveHello, end: @escaping @Sendable (LiveClose) -> Void
    ) async -> LiveAdmission<Caller>

    /// Begins an operation of an admitted connection. Never throws: a refusal is an operation too.
    ///
    /// Rights are looked at anew each time. Queries and mutations run to their end in here; cancelled when
    /// the client completes the operation or is gone.
    func start(_ request: GraphQLRequest, for caller: Caller, requestID: String) async -> LiveOperation

    /// An admitted connection is over, and how; called once for each, after its operations were cancelled.
    func disconnect(_ caller: Caller, _ ending: LiveEnding)
}

/// What became of a hello.
public enum LiveAdmission<Caller: Sendable>: Sendable {
    /// Known; `expiresIn` is how long its credential holds, nil for one that does not end by itself.
    case admitted(Caller, expiresIn: Duration?)
    /// The connection ends like this.
    case refused(LiveClose)
}

/// What a client says of itself when it opens a connection.
public struct LiveHello: Sendable {
    /// How it came.
    public enum Way: Sendable, Equatable {
        case webSocket, eventStream
    }

    /// How it came.
    public let way: Way
    /// The token of `Authorization: Bearer`, of `connection_init`'s payload or of the request's header; nil
    /// without one, empty where it has another shape.
    public let bearerToken: String?
    /// The organization in which who runs the platform acts.
    public let actAs: String?
    /// Why.
    public let actAsReason: String?
    /// The client's network address; nil where the connection tells none.
    public let client: ClientAddress?
    /// Whether a mutation must be refused: a stream that was opened by GET.
    public let queriesOnly: Bool
    /// The cursor behind which the only operation of an event stream resumes, whatever its `after` says
    /// (`Last-Event-ID`); nil where it does not.
    public let resumesAfter: Int64?
    /// The id of the request that opened the connection.
    public let requestID: String

    /// A hello.
    public init(
        way: Way, bearerToken: String?, actAs: String? = nil, actAsReason: String? = nil,
        client: ClientAddress? = nil, queriesOnly: Bool = false, resumesAfter: Int64? = nil,
        requestID: String
    ) {
        self.queriesOnly = queriesOnly
        self.resumesAfter = resumesAfter
        self.way = way
        self.bearerToken = bearerToken
        self.actAs = actAs
        self.actAsReason = actAsReason
        self.client = client
        self.requestID = requestID
    }
}
