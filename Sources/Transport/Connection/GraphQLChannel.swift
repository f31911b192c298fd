import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// An accepted connection of Hummingbird's server, set up for our own handlers.
///
/// Hummingbird accepts, counts and quiesces; from the bytes on the pipeline is ours (observer, NIO's HTTP
/// parser, `ConnectionHandler`). The rejected way was Hummingbird's `HTTP1Channel` with a router: its async
/// sequence of request parts costs a suspension per part, cancels nothing when the caller is gone, answers a
/// parser error without a body, and has no absolute deadlines.
struct GraphQLChannel<Responder: GraphQLResponder>: ServerChildChannel {
    /// What Hummingbird holds of a connection.
    struct Connection: ServerChildChannelValue {
        let channel: any Channel
    }

    let endpoint: Endpoint<Responder>
    let limits: HTTPLimits
    let connections: OpenConnections
    let executor: @Sendable () -> (any TaskExecutor)?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            var decoderLimits = NIOHTTPDecoderLimitConfiguration()
            decoderLimits.maxHeaderFieldSize = limits.headerBytes
            decoderLimits.maxHeaderListSize = limits.headerBytes
            decoderLimits.maxHeaderFieldCount = limits.headerCount
            let handler = ConnectionHandler(
                endpoint: endpoint, limits: limits, connections: connections, executor: executor())
            let decoder = HTTPRequestDecoder(
                // What comes behind the request for a WebSocket are frames.
                leftOverBytesStrategy: .forwardBytes, limitConfiguration: decoderLimits)
            try channel.pipeline.syncOperations.addHandlers([
                WireObserver(connection: handler), ByteToMessageHandler(decoder), handler,
            ])
            return Connection(channel: channel)
        }
    }

    /// Lasts as long as the connection; cancellation (the time for a graceful shutdown is over) cuts it.
    func handle(value connection: Connection, logger: Logger) async {
        await withTaskCancellationHandler {
            // The future only reports that the channel closed; how it closed is of no use here.
            try? await connection.channel.closeFuture.get()
        } onCancel: {
            connection.channel.close(promise: nil)
        }
    }
}
