import GraphQLExecution
import GraphQLSchema
import NIOCore
import NIOHTTP1

/// The reading of a shared stream.
struct SharedStream: Sendable {
    let name: String
    let commands: AsyncStream<SharedStreams.Command>
}

/// An operation for a shared stream, not yet read.
struct SharedOperation: Sendable {
    let name: String
    let body: ByteBuffer
    let requestID: String
}

extension Endpoint {
    /// A request about a shared stream.
    func beginShared(
        _ request: SharedStreamRequest, _ head: HTTPRequestHead, body: ByteBuffer,
        from client: ClientAddress?, requestID: String, _ live: LiveEntrance
    ) -> Start {
        guard !readiness.isDraining else { return .answered(refusal(.unavailable, requestID: requestID)) }
        do throws(SharedStreams.Refusal) {
            switch request {
            case .reserve:
                let hello = LiveHello(
                    way: .eventStream, bearerToken: head.headers.bearerToken,
                    actAs: head.headers.first(name: "act-as"),
                    actAsReason: head.headers.first(name: "act-as-reason"), client: client,
                    requestID: requestID)
                return .answered(plain(.created, try sharedStreams.reserve(hello), requestID))
            case .open(let name):
                let opened = try sharedStreams.open(name)
                if let outcome = live.enter(client) {
                    sharedStreams.close(name)
                    return .answered(refusal(outcome, requestID: requestID))
                }
                return .events(
                    EventCall(
                        payload: .json(ByteBuffer()), hello: opened.hello, entrance: live,
                        shared: SharedStream(name: name, commands: opened.commands)))
            case .start(let name):
                guard RequestMediaType.isReadable(head.headers.first(name: "content-type")) else {
                    return .answered(refusal(.unsupportedMediaType, requestID: requestID))
                }
                guard admission.enter() else { return .answered(refusal(.overloaded, requestID: requestID)) }
                return .work(.shared(SharedOperation(name: name, body: body, requestID: requestID)))
            case .cancel(let name, let id):
                guard let id else {
                    return .answered(
                        refusal(
                            .badRequest, requestID: requestID,
                            message: "DELETE takes the parameter 'operationId'."))
                }
                try sharedStreams.cancel(id, on: name)
                return .answered(plain(.ok, "", requestID))
            }
        } catch {
            return .answered(refused(error, requestID))
        }
    }

    /// Reads an operation and hands it to its stream, which answers it.
    func answer(_ operation: SharedOperation, limit: Int) -> ByteBuffer {
        let requestID = operation.requestID
        let parsed = operation.body.withUnsafeReadableBytes { bytes in
            try? JSONReader.read(bytes, depthMax: JSONReader.depthMax)
        }
        guard let parsed, case .string(let id)? = parsed["extensions"]?["operationId"], !id.isEmpty,
            id.utf8.count <= ClientMessage.idBytesMax
        else {
            return refusal(
                .badRequest, requestID: requestID,
                message: "An operation of a shared stream is JSON with a text 'operationId' in 'extensions'.")
        }
        let request: GraphQLRequest
        do throws(RequestBodyError) {
            request = try RequestBody.request(from: parsed)
        } catch {
            return refusal(.badRequest, requestID: requestID, message: error.message, code: error.code)
        }
        do throws(SharedStreams.Refusal) {
            try sharedStreams.start(id, request, on: operation.name, limit: limit)
            return plain(.accepted, "", requestID)
        } catch {
            return refused(error, requestID)
        }
    }

    private func plain(_ status: HTTPResponseStatus, _ text: String, _ requestID: String) -> ByteBuffer {
        var answer = Answer(status: status, requestID: requestID)
        answer.contentType = "text/plain; charset=utf-8"
        return answer.encoded(text, allocator: allocator)
    }

    private func refused(_ refusal: SharedStreams.Refusal, _ requestID: String) -> ByteBuffer {
        func conflict(_ message: String) -> ByteBuffer {
            let text = ErrorDocument.text(message: message, code: "CONFLICT", requestID: requestID)
            return Answer(status: .conflict, requestID: requestID).encoded(text, allocator: allocator)
        }
        switch refusal {
        case .missing:
            return self.refusal(.notFound, requestID: requestID, message: "There is no such stream.")
        case .isOpen: return conflict("Somebody reads this stream already.")
        case .isRunning: return conflict("The stream has an operation of this id.")
        case .tooMany: return self.refusal(.tooManyRequests, requestID: requestID, retryAfter: 1)
        }
    }

    // MARK: Reading

    /// Answers with what the operations of a shared stream bring, until its credential is over or its reader
    /// gone.
    ///
    /// - Returns: the whole answer if it is none of events, else the end of the stream.
    func follow(_ shared: SharedStream, _ call: EventCall, _ sink: EventSink) async -> ByteBuffer {
        defer {
            sharedStreams.close(shared.name)
            call.entrance.leave(call.hello.client)
        }
        return await stream(call, sink) { session, _, end in
            await serve(shared, session, call, sink, end: end)
        } isComplete: {
            false
        }
    }

    /// Runs the operations of a stream side by side.
    private func serve(
        _ shared: SharedStream, _ session: LiveEntrance.Session, _ call: EventCall, _ sink: EventSink,
        end: @escaping @Sendable () -> Void
    ) async {
        let events = SharedEvents(allocator: allocator)
        let requestID = call.hello.requestID
        await withTaskGroup(of: Void.self) { operations in
            var cancels: [String: AsyncStream<Void>.Continuation] = [:]
            for await command in shared.commands {
                switch command {
                case .cancel(let id), .finished(let id): cancels.removeValue(forKey: id)?.finish()
                case .start(let id, let request):
                    let (canceled, cancel) = AsyncStream<Void>.makeStream()
                    cancels[id] = cancel
                    operations.addTask { [sharedStreams] in
                        let run = LiveRun(session: session, requestID: requestID, loop: sink.loop) {
                            output, taken in
                            if case .close(let close) = output { call.ending.note(LiveEnding(close)) }
                            guard let bytes = events.bytes(of: output, id) else { return end() }
                            sink.send(bytes, taken)
                        }
                        await firstOf({ await run.run(request) }, { for await _ in canceled {} })
                        sharedStreams.finished(id, on: shared.name)
                    }
                }
            }
            operations.cancelAll()
        }
    }
}

/// Events that name their operation.
struct SharedEvents {
    let allocator: ByteBufferAllocator

    /// What is sent of an output, as one chunk; nil for what no event says.
    func bytes(of output: LiveOutput, _ id: String) -> ByteBuffer? {
        let name = "{\"id\":\(ErrorDocument.quoted(id))"
        switch output {
        case .next(let payload, _): return next(name, "", payload.bytes, "")
        case .failed(let errors):
            return next(name, "{\"errors\":", errors, "}", end: Self.complete(name))
        case .complete: return chunk(Self.complete(name))
        case .close: return nil
        }
    }

    private static func complete(_ name: String) -> String { "event: complete\ndata: \(name)}\n\n" }

    private func next(
        _ name: String, _ before: String, _ payload: ByteBuffer, _ behind: String, end: String = ""
    ) -> ByteBuffer {
        var text = ByteBuffer(string: "event: next\ndata: \(name),\"payload\":\(before)")
        text.writeImmutableBuffer(payload)
        text.writeString("\(behind)}\n\n\(end)")
        return chunk(text)
    }

    private func chunk(_ text: String) -> ByteBuffer { chunk(ByteBuffer(string: text)) }

    private func chunk(_ text: ByteBuffer) -> ByteBuffer {
        var chunk = allocator.buffer(capacity: text.readableBytes + 16)
        chunk.writeString(String(text.readableBytes, radix: 16) + "\r\n")
        chunk.writeImmutableBuffer(text)
        chunk.writeStaticString("\r\n")
        return chunk
    }
}
