import GraphQLExecution
import HummingbirdCore
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Transport

/// A responder without an engine: the body's text says how to answer.
final class ScriptedResponder: GraphQLResponder {
    private let received = Mutex<[GraphQLCall]>([])
    private let cancelled = Mutex(0)
    /// How many payloads of an endless answer were taken.
    let taken = Mutex(0)

    /// 64 MiB, made once: tests that wait for a slow reader must not wait for these.
    static let huge = padding(64 << 20)

    /// Bytes that mean nothing.
    static func padding(_ count: Int) -> ResponseBuffer {
        var buffer = ResponseBuffer(capacity: count)
        let piece = String(repeating: " ", count: 1 << 16)
        while buffer.count < count { buffer.append(piece) }
        return buffer
    }

    /// The calls so far.
    var calls: [GraphQLCall] { received.withLock { $0 } }
    /// How many of them were cancelled.
    var cancelledCount: Int { cancelled.withLock { $0 } }

    func respond(to call: GraphQLCall) async -> GraphQLReply {
        received.withLock { $0.append(call) }
        switch call.text {
        case "partial": return reply(.dataWithErrors, #"{"data":null}"#)
        case "invalid": return reply(.requestError, #"{"errors":[]}"#)
        case "syntax": return reply(.syntaxError, #"{"errors":[]}"#)
        case "down": return GraphQLReply(failure: .unavailable)
        case "big": return GraphQLReply(GraphQLResponse(body: Self.padding(8 << 20), kind: .data))
        case "huge": return GraphQLReply(GraphQLResponse(body: Self.huge, kind: .data))
        case "slow":
            do {
                try await Task.sleep(for: .seconds(20))
            } catch {
                cancelled.withLock { $0 += 1 }
            }
            return GraphQLReply(failure: .deadlineExceeded)
        case "short": try? await Task.sleep(for: .milliseconds(300))
        default: break
        }
        return reply(.data, #"{"data":{"__typename":"Query"}}"#)
    }
}

private func reply(_ kind: GraphQLResponse.Kind, _ text: String) -> GraphQLReply {
    var body = ResponseBuffer()
    body.append(text)
    return GraphQLReply(GraphQLResponse(body: body, kind: kind))
}

extension GraphQLCall {
    /// The body, or the query of the URL.
    var text: String {
        switch payload {
        case .json(let body): String(buffer: body)
        case .parameters(let parameters): parameters.query ?? ""
        case .request(let request): String(decoding: request.document ?? [], as: UTF8.self)
        }
    }
}

/// Runs a server on a free port for the time of `body`.
func withServer(
    _ responder: ScriptedResponder = ScriptedResponder(),
    ready: @escaping @Sendable () async -> Readiness.State = { .ready }, readiness: Readiness? = nil,
    change: (inout HTTPService<ScriptedResponder>.Settings) -> Void = { _ in },
    body: (Int) async throws -> Void
) async throws {
    var settings = HTTPService<ScriptedResponder>.Settings(address: .hostname("127.0.0.1", port: 0))
    change(&settings)
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let readiness = readiness ?? Readiness(interval: .milliseconds(10), probe: ready)
    let service = HTTPService(
        settings: settings, responder: responder, readiness: readiness, logger: logger,
        onListening: { continuation.yield($0?.port ?? 0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await service.run() }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        while readiness.state == .waiting("start") { try await Task.sleep(for: .milliseconds(1)) }
        try await body(port)
        group.cancelAll()
    }
}

/// The text of a POST of `body` to `/graphql`; `headers` are whole lines.
func post(_ body: String, headers: [String] = []) -> String {
    var lines = ["POST /graphql HTTP/1.1", "Host: test", "Content-Type: application/json"]
    lines += headers
    lines.append("Content-Length: \(body.utf8.count)")
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
}

/// The text of a bodiless request.
func request(_ method: String, _ target: String, headers: [String] = []) -> String {
    (["\(method) \(target) HTTP/1.1", "Host: test"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
}
