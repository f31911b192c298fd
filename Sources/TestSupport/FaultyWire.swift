import Foundation
import Glibc
import Synchronization

/// Stands between a pool and its server, and fails one statement when it is told to.
///
/// It listens on a socket of its own and counts what passes by the protocol's Bind messages, so that those of
/// the session itself (BEGIN, the tenant, COMMIT) count as well and the product knows nothing of it.
public final class FaultyWire: Sendable {
    /// What becomes of a statement.
    public enum Fault: Sendable {
        /// The server refuses it: it is asked to run one that it does not know.
        case refusal
        /// The connection breaks before the server hears of it.
        case loss
    }

    private struct Plan {
        var statementsLeft: Int
        let fault: Fault
        let spares: Set<String>
        var hit: String?
    }

    private let plan = Mutex<Plan?>(nil)
    private let folder: String
    private let server: String
    private let listener: Int32

    /// Listens before a server that is reached over a Unix socket.
    public init(to url: String) throws {
        guard let server = Self.host(in: url), server.hasPrefix("/") else { throw FaultyWireError.noSocket }
        self.server = server
        folder = "/tmp/comanda-wire-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let isBound = Self.withAddress(Self.socketPath(folder)) { bind(listener, $0, $1) }
        guard listener >= 0, isBound == 0, listen(listener, 16) == 0 else { throw FaultyWireError.noSocket }
        Thread.detachNewThread { [self] in accept() }
    }

    /// The same database by way of the wire.
    public func url(_ url: String) -> String {
        url.replacingOccurrences(of: "host=\(server)", with: "host=\(folder)")
    }

    /// Lets the n-th statement from now on fail.
    ///
    /// - Parameter spares: texts of statements that do not count.
    public func fail(_ number: Int, by fault: Fault = .refusal, sparing spares: Set<String> = []) {
        plan.withLock { $0 = Plan(statementsLeft: number, fault: fault, spares: spares) }
    }

    /// Lets everything pass again.
    ///
    /// - Returns: the text of the statement that failed; nil if fewer passed.
    public func heal() -> String? {
        plan.withLock { plan in
            defer { plan = nil }
            return plan?.hit
        }
    }

    /// Takes no more connections.
    public func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What is to become of a statement that passes now.
    func faultNow(_ statement: String) -> Fault? {
        plan.withLock { plan in
            guard let now = plan, now.hit == nil, !now.spares.contains(statement) else { return nil }
            plan?.statementsLeft -= 1
            guard plan?.statementsLeft == 0 else { return nil }
            plan?.hit = statement
            return plan?.fault
        }
    }

    // MARK: Connections

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard Self.withAddress(Self.socketPath(server), { connect(connection, $0, $1) }) == 0 else {
                Glibc.close(client)
                Glibc.close(connection)
                continue
            }
            Thread.detachNewThread { [self] in
                relay(client: client, server: connection)
                Glibc.close(client)
                Glibc.close(connection)
            }
        }
        Glibc.close(listener)
    }

    /// Hands on what comes from either side until one of them hangs up.
    private func relay(client: Int32, server: Int32) {
        var messages = FrontendMessages()
        var sides = [
            pollfd(fd: client, events: Int16(POLLIN), revents: 0),
            pollfd(fd: server, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&sides, 2, -1) > 0 {
            if sides[1].revents != 0 {
                guard let bytes = Self.read(server), Self.write(bytes, to: client) else { return }
            }
            if sides[0].revents != 0 {
                guard let bytes = Self.read(client) else { return }
                let onward = messages.receive(bytes, fault: faultNow)
                guard Self.write(onward, to: server), !messages.isLost else { return }
            }
        }
    }

    private static func read(_ side: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(side, &buffer, buffer.count)
        return count > 0 ? Array(buffer.prefix(count)) : nil
    }

    private static func write(_ bytes: [UInt8], to side: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(side, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func host(in url: String) -> String? {
        url.components(separatedBy: "host=").dropFirst().first?.split(separator: "&").first.map(String.init)
    }

    private static func socketPath(_ folder: String) -> String { "\(folder)/.s.PGSQL.5432" }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// Why there is no wire.
public enum FaultyWireError: Error {
    /// The server is not reached over a Unix socket, or none can be made.
    case noSocket
}

/// What one client sends, message by message.
private struct FrontendMessages {
    private var pending: [UInt8] = []
    private var hasStarted = false
    /// The texts of prepared statements by name.
    private var texts: [String: String] = [:]
    /// Whether the connection has to break.
    private(set) var isLost = false

    /// Takes bytes as they come.
    ///
    /// - Returns: what goes on to the server.
    mutating func receive(_ bytes: [UInt8], fault: (String) -> FaultyWire.Fault?) -> [UInt8] {
        pending += bytes
        var onward: [UInt8] = []
        while !isLost, let message = next() {
            switch message.first {
            case UInt8(ascii: "P"):
                let strings = Self.strings(message, count: 2)
                texts[strings[0]] = strings[1]
                onward += message
            case UInt8(ascii: "B"):
                switch fault(texts[Self.strings(message, count: 2)[1]] ?? "?") {
                case .refusal: onward += Self.unknown
                case .loss: isLost = true
                case nil: onward += message
                }
            default: onward += message
            }
        }
        return onward
    }

    /// The next whole message. The first one has no letter.
    private mutating func next() -> [UInt8]? {
        let start = hasStarted ? 1 : 0
        guard pending.count >= start + 4 else { return nil }
        let length = pending[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
        guard pending.count >= start + length else { return nil }
        hasStarted = true
        defer { pending.removeFirst(start + length) }
        return Array(pending.prefix(start + length))
    }

    private static func strings(_ message: [UInt8], count: Int) -> [String] {
        let parts = message.dropFirst(5).split(
            separator: 0, maxSplits: count, omittingEmptySubsequences: false)
        return (0..<count).map { $0 < parts.count ? String(decoding: parts[$0], as: UTF8.self) : "" }
    }

    /// Binds nothing to a statement that was never prepared.
    private static let unknown: [UInt8] = {
        let body = [0] + Array("nobody prepared this".utf8) + [UInt8](repeating: 0, count: 7)
        return [UInt8(ascii: "B"), 0, 0, 0, UInt8(body.count + 4)] + body
    }()
}
