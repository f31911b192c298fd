import NIOCore
import NIOHTTP1

/// What `GET /metrics` answers, and to whom.
public struct MetricsPage: Sendable {
    /// Whether a bearer token may read it.
    let admits: @Sendable (String) -> Bool
    /// The metrics of now.
    let text: @Sendable () async -> MetricsText

    /// - Parameters:
    ///   - admits: whether a bearer token may read it; should take the same time for all of them.
    ///   - text: the metrics of now, made anew each time.
    public init(
        admits: @escaping @Sendable (String) -> Bool, text: @escaping @Sendable () async -> MetricsText
    ) {
        self.admits = admits
        self.text = text
    }
}

extension Endpoint {
    /// Answers with the metrics.
    func answer(_ metrics: MetricsPage, requestID: String, sendsBody: Bool) async -> ByteBuffer {
        var answer = Answer(status: .ok, requestID: requestID)
        answer.contentType = MetricsText.contentType
        answer.sendsBody = sendsBody
        return answer.encoded(await metrics.text().text, allocator: allocator)
    }
}
