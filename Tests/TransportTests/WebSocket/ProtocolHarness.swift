import GraphQLExecution
import NIOCore

@testable import Transport

/// The protocol's state with a clock of its own, and its actions as short texts.
struct ProtocolHarness {
    var state: GraphQLTransportWSProtocol
    /// Milliseconds since the connection was opened.
    private(set) var milliseconds: Int64 = 0
    /// Bytes that the peer has acknowledged.
    var acknowledged: UInt64 = 0

    init(_ change: (inout LiveLimits) -> Void = { _ in }) {
        var limits = LiveLimits()
        change(&limits)
        state = GraphQLTransportWSProtocol(limits: limits, now: Self.time(0))
    }

    /// One that is acknowledged.
    static func opened(_ change: (inout LiveLimits) -> Void = { _ in }) -> ProtocolHarness {
        var harness = ProtocolHarness(change)
        _ = harness.sends(#"{"type":"connection_init"}"#)
        _ = harness.admitted()
        return harness
    }

    private static func time(_ milliseconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(1_000_000_000) + .milliseconds(milliseconds)
    }

    var now: NIODeadline { Self.time(milliseconds) }

    // MARK: Events

    /// The client sends a message.
    mutating func sends(_ text: String) -> [String] {
        var actions = state.heard(at: now)
        do throws(SocketClose) {
            actions += state.received(try ClientMessage(ByteBuffer(string: text)), at: now)
        } catch {
            actions += state.violated(error, at: now)
        }
        return actions.map(\.label)
    }

    /// The client subscribes.
    mutating func subscribes(_ id: String) -> [String] {
        sends(#"{"id":"\#(id)","type":"subscribe","payload":{"query":"{ a }"}}"#)
    }

    /// The client completes.
    mutating func completes(_ id: String) -> [String] {
        sends(#"{"id":"\#(id)","type":"complete"}"#)
    }

    mutating func admitted(milliseconds: Int64? = nil) -> [String] {
        state.admitted(expiresIn: milliseconds.map { .milliseconds($0) }, at: now).map(\.label)
    }

    mutating func ends(_ close: LiveClose) -> [String] { state.ended(close, at: now).map(\.label) }

    mutating func produces(_ output: LiveOutput, _ number: Int) -> [String] {
        state.produced(output, by: number, at: now).map(\.label)
    }

    mutating func next(_ number: Int) -> [String] {
        produces(.next(LivePayload(bytes: ByteBuffer(string: "{}")), cursor: nil), number)
    }

    /// Time passes; the timer rings whenever it is due.
    mutating func waits(_ time: Int64) -> [String] {
        let end = milliseconds + time
        var labels: [String] = []
        for _ in 0..<1_000 {
            guard state.deadline <= Self.time(end) else { break }
            let due = (state.deadline - Self.time(0)).nanoseconds
            milliseconds = max(milliseconds, (due + 999_999) / 1_000_000)
            labels += state.timerFired(at: now, acknowledged: acknowledged).map(\.label)
        }
        milliseconds = end
        return labels
    }
}

extension GraphQLTransportWSProtocol.Action {
    /// The action in a word or two.
    var label: String {
        switch self {
        case .connect(let claims): "connect \(claims.bearerToken ?? "-")"
        case .start(let number, _): "start \(number)"
        case .cancel(let number): "cancel \(number)"
        case .send(let message): message.label
        case .close(let close): "close \(close.code) \(close.reason)"
        case .shut: "shut"
        case .terminate: "terminate"
        }
    }
}

extension ServerMessage {
    /// The message in a word or two.
    var label: String {
        switch self {
        case .acknowledged: "ack"
        case .next(let id, _): "next \(id.text)"
        case .error(let id, let errors):
            String(buffer: errors).contains("SUBSCRIPTION_LIMIT") ? "limit \(id.text)" : "error \(id.text)"
        case .complete(let id): "complete \(id.text)"
        case .pong: "pong"
        case .pingFrame: "ping frame"
        case .pongFrame(let data): "pong frame \(String(buffer: data))"
        case .close(let close): "close frame \(close.code)"
        }
    }
}
