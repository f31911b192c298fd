import GraphQLExecution
import NIOCore
import Synchronization

extension Endpoint {
    /// Takes a piece of an answer for the connection to send; false if there is no peer any more.
    typealias Sender = @Sendable (ByteBuffer) -> Bool

    /// Answers a call whose caller takes parts.
    ///
    /// A response that is one payload is answered as always, whole.
    ///
    /// - Returns: the bytes that end the answer; nil if it broke off, so that the connection must end.
    func performInParts(
        _ call: GraphQLCall, _ mediaType: ResponseMediaType, _ send: Sender
    ) async -> ByteBuffer? {
        let parts = MultipartAnswer(requestID: call.requestID, rate: call.rate, allocator: allocator)
        let progress = Mutex(PartProgress())
        let reply = await responder.respond(to: call) { payload in
            let isFirst = progress.withLock { $0.begin(payload) }
            guard let isFirst else { return true }
            let part = parts.part(payload, isFirst: isFirst)
            guard payload.hasNext else {
                progress.withLock { $0.last = part }
                return true
            }
            return send(part)
        }
        let last = progress.withLock { $0 }
        guard let reply = reply ?? last.whole.map(GraphQLReply.init) else {
            counters.count(.data, over: .http)
            return last.last
        }
        return encoded(reply, mediaType: mediaType, call: call, took: nil)
    }
}

/// How far an answer in parts has come.
private struct PartProgress {
    private var isBegun = false
    /// The only payload.
    private(set) var whole: GraphQLResponse?
    /// The bytes of the last part.
    var last: ByteBuffer?

    /// Notes a payload; says whether it is the first part, or nil if it is the whole response.
    mutating func begin(_ payload: GraphQLPayload) -> Bool? {
        guard isBegun || payload.hasNext else {
            whole = payload.response
            return nil
        }
        defer { isBegun = true }
        return !isBegun
    }
}
