import NIOCore
import NIOHTTP1
import NIOWebSocket

extension ConnectionHandler {
    /// Turns the connection into a WebSocket: from the next byte on nothing of it is HTTP.
    func upgrade(
        _ head: HTTPRequestHead, _ opening: SocketOpening, _ entrance: LiveEntrance,
        _ context: ChannelHandlerContext
    ) {
        guard let entry, let answer = opening.answer(head, on: context.channel) else {
            entrance.leave(opening.client)
            return context.close(promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        let socket = SocketHandler(
            entrance, opening, executor: executor, connections: connections, entry: entry)
        let frames = ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: entrance.limits.messageBytes))
        let pipeline = context.pipeline.syncOperations
        do {
            let observer = try pipeline.handler(type: WireObserver.self)
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandlers([frames, socket])
            // The socket goes on with the connection's place.
            self.entry = nil
            pipeline.removeHandler(observer, promise: nil)
            pipeline.removeHandler(self, promise: nil)
            pipeline.removeHandler(parser, promise: nil)
        } catch {
            // The connection is closed already.
            entrance.leave(opening.client)
        }
    }
}
