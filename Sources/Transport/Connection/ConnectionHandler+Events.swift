import NIOCore

extension ConnectionHandler {
    /// Answers with a stream of events.
    func follow(_ call: EventCall, _ context: ChannelHandlerContext) {
        let loop = context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: loop)
        guard let entry else { return call.entrance.leave(call.hello.client) }
        let sink = EventSink(loop: loop) { [connections] part, promise in
            let max = call.entrance.limits.unsentBytes
            guard connections.hold(part.readableBytes, of: entry, max: max, at: .now()) else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return
            }
            loop.execute { bound.value.send(part, keeping: promise) }
        }
        stream = call
        work = Task(executorPreference: executor) { [endpoint] in
            let bytes = await endpoint.follow(call, sink)
            loop.execute { bound.value.finish(bytes) }
        }
    }

    /// The server goes down: a stream ends after a while, so that not all come back at once.
    func leaveStream(_ context: ChannelHandlerContext) {
        guard let stream, let work else { return }
        let spread = max(stream.entrance.limits.drainSpread.nanoseconds, 1)
        context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(.random(in: 0..<spread))) {
            stream.ending.note(.draining)
            work.cancel()
        }
    }
}
