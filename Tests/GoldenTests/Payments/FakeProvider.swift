import Foundation
import Glibc
import Synchronization
import Testing

/// A payment provider on a port of this machine: does each key once, and has the faults that a test scripts.
final class FakeProvider: Sendable {
    /// What goes wrong with one request for an act.
    enum Fault: String, CaseIterable {
        /// No answer, and nothing was done.
        case silentBefore
        /// No answer, though it was done.
        case silentAfter
        case errorBefore
        case errorAfter
        /// Done, with an answer that nobody can read.
        case garbage
        /// Done, with an answer about something else.
        case otherKey
        /// Done, and answered with 409 as if the same request were under way still.
        case underWay
        /// Later than anybody waits.
        case slow
        /// Not done, and it will not be.
        case refused
        /// Held until the test lets it go on, before and after it was done.
        case heldBefore
        case heldAfter
    }

    /// What was done.
    struct Entry: Sendable, Equatable {
        let act: String
        let payment: String
        let amountMinor: Int64
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var refused: Set<String> = []
        var faults: [Fault] = []
        var faultOfPayment: [String: Fault] = [:]
        var asked = 0
        var looked = 0
        var held = 0
    }

    let port: Int
    private let socket: Int32
    private let state = Mutex(State())
    private let gate = DispatchSemaphore(value: 0)

    init() throws {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        socket = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isBound)
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { self.serve() }
    }

    func close() {
        shutdown(socket, Int32(SHUT_RDWR))
        Glibc.close(socket)
        for _ in 0..<64 { gate.signal() }
    }

    /// The next requests for acts have these faults, one each.
    func script(_ faults: [Fault]) { state.withLock { $0.faults = faults } }

    /// The next request for an act of this payment has this fault.
    func script(_ fault: Fault, of payment: String) {
        state.withLock { $0.faultOfPayment[payment] = fault }
    }

    /// What was done, by key.
    var entries: [String: Entry] { state.withLock { $0.entries } }
    /// How many requests wait to go on.
    var heldCount: Int { state.withLock { $0.held } }
    /// How often anybody asked for an act, and looked one up.
    var counts: (asked: Int, looked: Int) { state.withLock { ($0.asked, $0.looked) } }

    /// Lets what is held go on.
    func release() { gate.signal() }

    /// What a payment came to here: charges and captures less refunds; nothing of a void one.
    func balance(of payment: String) -> Int64 {
        let own = entries.values.filter { $0.payment == payment }
        guard !own.contains(where: { $0.act == "VOID" }) else { return 0 }
        return own.reduce(0) { sum, entry in
            switch entry.act {
            case "CHARGE", "CAPTURE": sum + entry.amountMinor
            case "REFUND": sum - entry.amountMinor
            default: sum
            }
        }
    }

    private func serve() {
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread {
                self.answer(connection)
                Glibc.close(connection)
            }
        }
    }

    private func answer(_ connection: Int32) {
        let request = Self.request(connection)
        guard let line = request.head.split(separator: "\r\n").first else { return }
        let words = line.split(separator: " ")
        guard words.count == 3, request.head.contains("Bearer \(Self.secret)") else {
            return Self.send(401, "{}", to: connection)
        }
        if words[0] == "GET" {
            let key = words[1].split(separator: "/").last.map(String.init) ?? ""
            let said = state.withLock { state -> String? in
                state.looked += 1
                return state.entries[key] != nil ? "DONE" : state.refused.contains(key) ? "REFUSED" : nil
            }
            guard let said else { return Self.send(404, "{}", to: connection) }
            return Self.send(200, Self.said(key, said), to: connection)
        }
        act(request.body, connection)
    }

    /// The secret by which this provider knows the house.
    static let secret = "the secret of a house at its provider"

    private struct Asked: Decodable {
        let key: String
        let act: String
        let payment: String
        let amountMinor: Int64
    }

    private func act(_ body: String, _ connection: Int32) {
        guard let asked = try? JSONDecoder().decode(Asked.self, from: Data(body.utf8)) else {
            return Self.send(400, "{}", to: connection)
        }
        let fault = state.withLock { state -> Fault? in
            state.asked += 1
            if let fault = state.faultOfPayment.removeValue(forKey: asked.payment) { return fault }
            return state.faults.isEmpty ? nil : state.faults.removeFirst()
        }
        switch fault {
        case .silentBefore: return wait(connection)
        case .errorBefore: return Self.send(500, "{}", to: connection)
        case .refused:
            state.withLock { _ = $0.refused.insert(asked.key) }
            return Self.send(200, Self.said(asked.key, "REFUSED"), to: connection)
        case .heldBefore: hold()
        default: break
        }
        state.withLock { state in
            let entry = Entry(act: asked.act, payment: asked.payment, amountMinor: asked.amountMinor)
            if state.entries[asked.key] == nil { state.entries[asked.key] = entry }
        }
        switch fault {
        case .silentAfter: return wait(connection)
        case .errorAfter: return Self.send(503, "{}", to: connection)
        case .garbage: return Self.send(200, "<html>DONE", to: connection)
        case .otherKey: return Self.send(200, Self.said("another", "DONE"), to: connection)
        case .underWay: return Self.send(409, "{}", to: connection)
        case .slow: usleep(1_500_000)
        case .heldAfter: hold()
        default: break
        }
        Self.send(200, Self.said(asked.key, "DONE"), to: connection)
    }

    private func hold() {
        state.withLock { $0.held += 1 }
        gate.wait()
        state.withLock { $0.held -= 1 }
    }

    /// Returns when the other side has gone.
    private func wait(_ connection: Int32) {
        var byte: UInt8 = 0
        while read(connection, &byte, 1) > 0 {}
    }

    private static func said(_ key: String, _ status: String) -> String {
        #"{"key":"\#(key)","status":"\#(status)","reference":"PSP-\#(key.suffix(6))"}"#
    }

    private static func send(_ status: Int, _ body: String, to connection: Int32) {
        let text =
            "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(body)"
        _ = Array(text.utf8).withUnsafeBytes {
            Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    private static func request(_ connection: Int32) -> (head: String, body: String) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound]
                let digits = head.lowercased().range(of: "content-length: ").map { range in
                    head.lowercased()[range.upperBound...].prefix { $0.isNumber }
                }
                if text[end.upperBound...].utf8.count >= digits.flatMap({ Int($0) }) ?? 0 {
                    return (String(head), String(text[end.upperBound...]))
                }
            }
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return (text, "") }
            bytes += buffer.prefix(count)
        }
    }
}
