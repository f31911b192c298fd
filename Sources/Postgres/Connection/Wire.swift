import CLibpq

/// A libpq connection in non-blocking mode, registered with a reactor.
///
/// Not Sendable: the actor that owns it is its confinement. It knows libpq's calls and nothing of sessions.
final class Wire {
    /// What `receive` found.
    enum Received {
        /// The server has not answered yet.
        case nothing
        /// The mark between the results of two statements.
        case end
        case result(PostgresResult, ExecStatusType)
    }

    private let connection: OpaquePointer
    private let reactor: Reactor
    private let socket: Int32
    private var token: UInt64 = 0
    private var waitsToWrite = false
    private var encoder = ParameterEncoder()
    private(set) var isOpen = true

    /// Takes over a connection made by ``Connector``.
    init(_ connected: Connected, reactor: Reactor) {
        connection = connected.pointer
        self.reactor = reactor
        socket = PQsocket(connection)
        PQsetnonblocking(connection, 1)
        // libpq would print notices to standard error.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
    }

    /// Starts to watch the socket.
    func register(_ handler: any SocketHandler) {
        token = reactor.add(socket, handler)
    }

    /// Ends the connection at once; what is outstanding is lost.
    func close() {
        guard isOpen else { return }
        isOpen = false
        reactor.remove(socket, token: token)
        PQfinish(connection)
    }

    /// The last message of libpq, for logs.
    var message: String { isOpen ? String(cString: PQerrorMessage(connection)) : "closed" }
    var isBroken: Bool { !isOpen || PQstatus(connection) == CONNECTION_BAD }
    var isIdle: Bool { isOpen && PQtransactionStatus(connection) == PQTRANS_IDLE }
    var processID: Int32 { isOpen ? PQbackendPID(connection) : 0 }

    /// All later statements are pipelined.
    func enterPipeline() -> Bool { PQenterPipelineMode(connection) == 1 }

    // MARK: Sending. Each returns whether libpq took it; nothing is written before `flush`.

    func sendPrepare(_ statement: Statement, name: String) -> Bool {
        let types = statement.parameterTypes.map { Oid($0.rawValue) }
        return PQsendPrepare(
            connection, name, statement.sql, Int32(truncatingIfNeeded: types.count), types) == 1
    }

    func sendExecute(_ bound: BoundStatement, name: String) -> Bool {
        let format = bound.statement.resultFormat.rawValue
        return encoder.withEncoded(bound.parameters) { encoded in
            PQsendQueryPrepared(
                connection, name, encoded.count, encoded.values, encoded.lengths, encoded.formats, format)
        } == 1
    }

    /// Sends a statement that is not worth preparing.
    func sendUnprepared(_ bound: BoundStatement) -> Bool {
        let types = bound.statement.parameterTypes.map { Oid($0.rawValue) }
        guard types.isEmpty || types.count == bound.parameters.count else { return false }
        return encoder.withEncoded(bound.parameters) { encoded in
            PQsendQueryParams(
                connection, bound.statement.sql, encoded.count, types.isEmpty ? nil : types, encoded.values,
                encoded.lengths, encoded.formats, bound.statement.resultFormat.rawValue)
        } == 1
    }

    func sendScript(_ script: String) -> Bool { PQsendQuery(connection, script) == 1 }
    func sendSync() -> Bool { PQpipelineSync(connection) == 1 }
    func sendFlushRequest() -> Bool { PQsendFlushRequest(connection) == 1 }

    /// Whether libpq took the bytes; nil when its buffer is full and must be flushed first.
    func sendCopy(_ bytes: [UInt8]) -> Bool? {
        let status = bytes.withUnsafeBytes { raw in
            PQputCopyData(
                connection, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: raw.count))
        }
        return status == 0 ? nil : status == 1
    }

    func sendCopyEnd(error: String?) -> Bool? {
        let status = PQputCopyEnd(connection, error)
        return status == 0 ? nil : status == 1
    }

    /// Writes what is buffered; what the socket does not take now follows when it is writable.
    ///
    /// - Returns: false when the connection is broken.
    func flush() -> Bool {
        let status = PQflush(connection)
        guard status >= 0 else { return false }
        if waitsToWrite != (status == 1) {
            waitsToWrite = status == 1
            reactor.update(socket, token: token, writable: waitsToWrite)
        }
        return true
    }

    /// Whether everything has been written.
    var isFlushed: Bool { !waitsToWrite }

    // MARK: Receiving

    /// Reads what the socket has; false when the connection is broken.
    func consume() -> Bool {
        guard PQconsumeInput(connection) == 1 else { return false }
        // While a write waits, reading may have made room on the server's side.
        return waitsToWrite ? flush() : true
    }

    /// The next result without waiting.
    func receive() -> Received {
        guard PQisBusy(connection) == 0 else { return .nothing }
        guard let pointer = PQgetResult(connection) else { return .end }
        return .result(PostgresResult(owning: pointer), PQresultStatus(pointer))
    }

    /// The next notification that was read.
    func notification() -> (channel: String, payload: String)? {
        guard let notify = PQnotifies(connection) else { return nil }
        defer { PQfreemem(notify) }
        return (String(cString: notify.pointee.relname), String(cString: notify.pointee.extra))
    }
}
