import GraphQLExecution
import Synchronization

@testable import Transport

/// A live responder without an engine: the token says who connects, the document what happens.
final class ScriptedLive: LiveResponder {
    /// What happened so far.
    struct Events: Sendable {
        var hellos: [LiveHello] = []
        var started: [String] = []
        var cancelledStreams = 0
        var endedParts = 0
        var endings: [LiveEnding] = []
        var disconnected: Int { endings.count }
        var ends: [@Sendable (LiveClose) -> Void] = []
    }

    let events = Mutex(Events())

    func connect(
        _ hello: LiveHello, end: @escaping @Sendable (LiveClose) -> Void
    ) async -> LiveAdmission<String> {
        events.withLock {
            $0.hellos.append(hello)
            $0.ends.append(end)
        }
        switch hello.bearerToken {
        case "wrong": return .refused(.forbidden)
        case "busy": return .refused(.tryAgainLater)
        case "short": return .admitted("short", expiresIn: .milliseconds(150))
        default: return .admitted(hello.bearerToken ?? "nobody", expiresIn: .seconds(900))
        }
    }

    func start(_ request: GraphQLRequest, for caller: String, requestID: String) async -> LiveOperation {
        let text = String(decoding: request.document ?? [], as: UTF8.self)
        events.withLock { $0.started.append(text) }
        let words = text.split(separator: " ")
        let count = words.count > 1 ? Int(words[1]) ?? 0 : 0
        switch words.first {
        case "invalid": return .answer(reply(.requestError, #"{"errors":[{"message":"no ]\" field"}]}"#))
        case "down": return .answer(GraphQLReply(failure: .unavailable))
        case "parts": return .parts(parts(max(count, 3)))
        case "wide": return .parts(parts(max(count, 3), size: 64 << 10))
        case "count": return .stream(stream(count, size: 0, end: .complete))
        case "events": return .stream(stream(count, size: 0, end: nil))
        case "large": return .stream(stream(count, size: 64 << 10, end: nil))
        case "resync":
            let errors = response(
                .requestError, #"{"errors":[{"message":"gone","extensions":{"code":"RESYNC_REQUIRED"}}]}"#)
            return .stream(stream(1, size: 0, end: .failed(errors)))
        case "slow": return .stream(stream(1, size: 0, end: .close(.slow(cursor: 41))))
        default: return .answer(reply(.data, #"{"data":{"__typename":"Query"}}"#))
        }
    }

    private func parts(_ count: Int, size: Int = 0) -> LiveParts {
        let padding = size > 0 ? ",\"padding\":\"\(String(repeating: "x", count: size))\"" : ""
        return LiveParts { deliver in
            for index in 1...count {
                let text = "{\"part\":\(index)\(padding)}"
                let part = GraphQLPayload(response(.data, text), hasNext: index < count)
                guard deliver(part) else { break }
            }
            self.events.withLock { $0.endedParts += 1 }
            return nil
        }
    }

    func disconnect(_ caller: String, _ ending: LiveEnding) {
        events.withLock { $0.endings.append(ending) }
    }

    /// Items with the cursors 1 to `count`, then `end`; without one the stream waits to be cancelled.
    private func stream(_ count: Int, size: Int, end: LiveItem?) -> LiveStream {
        let source = Mutex(0)
        let (waiting, continuation) = AsyncStream<Void>.makeStream()
        let padding = String(repeating: "x", count: size)
        return LiveStream {
            let number = source.withLock { number in
                number += 1
                return number
            }
            if number <= count {
                let text = "{\"data\":{\"n\":\(number),\"padding\":\"\(padding)\"}}"
                return .next(LivePayload(response(.data, text)), cursor: Int64(number))
            }
            if let end { return end }
            for await _ in waiting {}
            return .complete
        } cancel: { [self] in
            continuation.finish()
            events.withLock { $0.cancelledStreams += 1 }
        }
    }
}

private func response(_ kind: GraphQLResponse.Kind, _ text: String) -> GraphQLResponse {
    var body = ResponseBuffer()
    body.append(text)
    return GraphQLResponse(body: body, kind: kind)
}

private func reply(_ kind: GraphQLResponse.Kind, _ text: String) -> GraphQLReply {
    GraphQLReply(response(kind, text))
}
