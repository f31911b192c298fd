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
        let hasLineEnd = connection.isAwaitingRequest && unwrapInboundIn(data).readableBytesView.contains(10)
        connection.bytesArrived(endingLine: hasLineEnd)
        context.fireChannelRead(data)
    }
}

/// What the observer tells the connection.
protocol WireEvents: AnyObject {
    /// Whether the bytes to come belong to a head.
    var isAwaitingRequest: Bool { get }
    /// Bytes came in; `endingLine` if a line ended among them.
    func bytesArrived(endingLine: Bool)
}
