import NIOCore

/// Sees a connection's bytes before the HTTP parser does: when a request begins, and whether its first line
/// has ended (what tells a target that is too long from headers that are too many).
final class WireObserver: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let connection: any WireEvents

    init(connection: any WireEvents) {
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        let before = connection.progress
        let isInHead = before.phase == .idle || before.phase == .head
        connection.bytesArrived(bytes, endingLine: isInHead && bytes.readableBytesView.contains(10))
        context.fireChannelRead(data)
        connection.bytesParsed(bytes, since: before.phase, bodyBytes: before.bodyBytes)
    }
}

/// What the observer tells the connection.
protocol WireEvents: AnyObject {
    /// What the connection is doing, and how much of a body it has.
    var progress: (phase: ConnectionState.Phase, bodyBytes: Int) { get }
    /// Bytes came in; `endingLine` if a line ended among them.
    func bytesArrived(_ bytes: ByteBuffer, endingLine: Bool)
    /// The parser has had these bytes, which came when `progress` was as given.
    func bytesParsed(_ bytes: ByteBuffer, since phase: ConnectionState.Phase, bodyBytes: Int)
}
