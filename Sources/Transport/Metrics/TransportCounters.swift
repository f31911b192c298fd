import NIOCore
import Synchronization

/// What the transport has done since the start, for metrics.
public final class TransportCounters: Sendable {
    /// How a request came.
    public enum Way: String, Sendable, CaseIterable {
        case http
        case webSocket = "websocket"
        case eventStream = "events"
    }

    private struct Answer: Hashable {
        let way: Way
        let outcome: Outcome
    }

    private let answered = Mutex<[Answer: Int]>([:])
    /// How long GraphQL requests over HTTP took, from their last byte to their answer.
    public let requestTimes = DurationHistogram(
        bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
    /// How late the event loops took up what they were asked to do.
    public let loopLags = DurationHistogram(bounds: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1])

    /// Zeros.
    public init() {}

    func count(_ outcome: Outcome, over way: Way) {
        answered.withLock { $0[Answer(way: way, outcome: outcome), default: 0] += 1 }
    }

    /// How many requests ended how, in a steady order; those that did not happen are left out.
    public var answers: [(way: Way, outcome: Outcome, count: Int)] {
        let answered = answered.withLock { $0 }
        return Way.allCases.flatMap { way in
            Outcome.allCases.compactMap { outcome in
                answered[Answer(way: way, outcome: outcome)].map { (way, outcome, $0) }
            }
        }
    }

    /// Asks the loops from time to time how busy they are, until the task is cancelled.
    func watch(_ loops: [any EventLoop]) async {
        while !Task.isCancelled {
            for loop in loops {
                let asked = ContinuousClock.now
                loop.execute { self.loopLags.note(.now - asked) }
            }
            try? await Task.sleep(for: Self.loopInterval)
        }
    }

    /// Often enough to see a loop that stands still for as long as a person notices.
    private static let loopInterval = Duration.milliseconds(100)
}

extension TransportCounters.Way {
    init(_ way: LiveHello.Way) {
        switch way {
        case .webSocket: self = .webSocket
        case .eventStream: self = .eventStream
        }
    }
}

extension Outcome {
    /// Its name in metrics, as in `data_with_errors`.
    public var metricsName: String {
        var name = ""
        var isWord = false
        for character in "\(self)" {
            if character.isUppercase, isWord { name += "_" }
            isWord = character.isLowercase
            name += character.lowercased()
        }
        return name
    }
}
