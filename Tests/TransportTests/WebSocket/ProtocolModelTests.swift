import Foundation
import NIOCore
import Testing

@testable import Transport

/// Clients, responders and clocks in any order: what a client sees keeps the protocol's promises.
@Suite struct ProtocolModelTests {
    private static let isFull = ProcessInfo.processInfo.environment["COMANDA_TEST_FULL"] == "1"

    @Test func `no interleaving breaks a promise of the protocol`() {
        for seed in 0..<UInt64(Self.isFull ? 10_000 : 400) {
            var run = ModelRun(seed: seed)
            for _ in 0..<80 { run.step() }
            #expect(run.broken.isEmpty, "seed \(seed): \(run.broken.prefix(3)) after \(run.history)")
            guard run.broken.isEmpty else { return }
        }
    }
}

/// One connection, and what a client may conclude from what it sent and what it saw.
private struct ModelRun {
    private var socket: ProtocolHarness
    private var random: SeededNumbers
    /// What happened, for a failure's message.
    private(set) var history: [String] = []
    /// Promises that were broken.
    private(set) var broken: [String] = []

    // What the client knows.
    private var hasInit = false
    private var isAcknowledged = false
    private var isClosed = false
    /// The operations under way by their ids.
    private var live: [String: Int] = [:]
    /// Every operation that was ever started.
    private var started: [Int: String] = [:]

    private static let operationsMax = 3

    init(seed: UInt64) {
        random = SeededNumbers(state: seed)
        socket = ProtocolHarness {
            $0.operations = Self.operationsMax
            $0.messageBurst = 70
        }
    }

    mutating func step() {
        let id = ["a", "b", "c", "d", "e"].randomElement(using: &random) ?? "a"
        let number = Int.random(in: 1...max(started.count, 1), using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case ..<6: initialize()
        case ..<14: admit()
        case ..<40: subscribe(id)
        case ..<55: complete(id)
        case ..<70: produce(.next(LivePayload(bytes: ByteBuffer()), cursor: 1), number, "next")
        case ..<77: produce(.complete, number, "complete")
        case ..<82: produce(.failed(ByteBuffer(string: "[]")), number, "error")
        case ..<83:
            close(socket.produces(.close(.slow(cursor: 1)), number), isAllowed: live.values.contains(number))
        case ..<84: close(socket.ends(.forbidden), isAllowed: !isClosed)
        case ..<85:
            close(socket.state.quiesce(after: .seconds(1), at: socket.now).map(\.label), isAllowed: !hasInit)
        case ..<92: check("ping", socket.sends(#"{"type":"ping"}"#), [[]])
        case ..<97: wait(.random(in: 0..<1_500, using: &random))
        case ..<99: wait(.random(in: 0..<20_000, using: &random))
        default: close(socket.sends("nonsense"), isAllowed: !isClosed, code: "4400")
        }
    }

    private mutating func initialize() {
        let actions = socket.sends(#"{"type":"connection_init"}"#)
        if isClosed || !hasInit {
            check("init", actions, [isClosed ? [] : ["connect -"]])
            hasInit = true
        } else {
            close(actions, isAllowed: true, code: "4429")
        }
    }

    private mutating func admit() {
        let expected = hasInit && !isAcknowledged && !isClosed ? ["ack"] : []
        check("admit", socket.admitted(milliseconds: 60_000), [expected])
        if !expected.isEmpty { isAcknowledged = true }
    }

    private mutating func subscribe(_ id: String) {
        let actions = socket.subscribes(id)
        if isClosed { return check("subscribe \(id)", actions, [[]]) }
        guard isAcknowledged else { return close(actions, isAllowed: true, code: "4401") }
        guard live[id] == nil else { return close(actions, isAllowed: true, code: "4409") }
        guard live.count < Self.operationsMax else {
            return check("subscribe \(id)", actions, [["limit \(id)"]])
        }
        let number = started.count + 1
        check("subscribe \(id)", actions, [["start \(number)"]])
        live[id] = number
        started[number] = id
    }

    private mutating func complete(_ id: String) {
        let number = live.removeValue(forKey: id)
        check("client's complete \(id)", socket.completes(id), [number.map { ["cancel \($0)"] } ?? []])
    }

    private mutating func produce(_ output: LiveOutput, _ number: Int, _ name: String) {
        let id = started[number] ?? "?"
        let isLive = live[id] == number
        check("\(name) of \(number)", socket.produces(output, number), [isLive ? ["\(name) \(id)"] : []])
        if isLive, name != "next" { live[id] = nil }
    }

    private mutating func wait(_ milliseconds: Int64) {
        let wasClosed = isClosed
        let labels = socket.waits(milliseconds)
        history.append("wait \(milliseconds)")
        for label in labels where label != "ping frame" {
            guard label == "terminate" || label.hasPrefix("close") else {
                broken.append("the clock did \(label)")
                continue
            }
            if wasClosed, label != "terminate" { broken.append("closed twice: \(label)") }
            isClosed = true
            live = [:]
        }
        if wasClosed, labels.contains("ping frame") { broken.append("a ping after the close") }
    }

    /// The actions must be a close and nothing else, or nothing where the connection is over already.
    private mutating func close(_ actions: [String], isAllowed: Bool, code: String = "") {
        history.append("\(actions)")
        guard !actions.isEmpty else {
            if isAllowed, !isClosed { broken.append("no close \(code)") }
            return
        }
        if isClosed || !isAllowed { broken.append("closed: \(actions)") }
        if actions.count != 1 || !(actions.first ?? "").hasPrefix("close \(code)") {
            broken.append("\(actions) in place of \(code)")
        }
        isClosed = true
        live = [:]
    }

    private mutating func check(_ event: String, _ actions: [String], _ allowed: [[String]]) {
        history.append("\(event): \(actions)")
        if !allowed.contains(actions) { broken.append("\(event): \(actions) in place of \(allowed)") }
    }
}

/// Numbers that a seed decides.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
