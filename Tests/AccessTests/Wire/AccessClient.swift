import Foundation
import FoundationNetworking
import Synchronization

/// Sends documents over connections that are kept, several at a time, and looks for the other tenant's marks
/// in every answer.
struct AccessClient: Sendable {
    /// One request.
    struct Request: Sendable {
        var document: String
        let principal: Principal
        var variables: [String: JSON] = [:]
        /// The other tenant's IDs that the request itself holds: they may come back.
        var asked: Set<String> = []
        var carriage = Carriage.post
    }

    /// An answer as it came.
    struct Reply: Sendable {
        var status: Int
        var head: [String]
        var body: Data
    }

    let url: URL
    let marks: Marks
    /// A fault on the way of answers, for tests of the tests.
    var fault: (@Sendable (_ request: Request, _ reply: inout Reply) -> Void)?
    private let session: URLSession
    private let sockets: SocketPool
    private var leaks = Leaks()

    init(port: Int, marks: Marks) throws {
        guard let url = URL(string: "http://127.0.0.1:\(port)/graphql") else { throw URLError(.badURL) }
        self.url = url
        self.marks = marks
        sockets = SocketPool(port: port)
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = Self.lanes
        configuration.timeoutIntervalForRequest = 120
        session = URLSession(configuration: configuration)
    }

    private static let lanes = 4

    /// What came out of the other tenant so far, one line each.
    var leaked: [String] { leaks.lines }

    /// The same client with a fault on the way of answers, and with leaks of its own.
    func failing(_ fault: @escaping @Sendable (Request, inout Reply) -> Void) -> AccessClient {
        var failing = self
        failing.fault = fault
        failing.leaks = Leaks()
        return failing
    }

    /// Sends one request.
    func ask(_ document: String, as principal: Principal) async throws -> Answer {
        try await ask(Request(document: document, principal: principal))
    }

    /// Sends requests, a few at a time; the answers are in the order of the requests.
    func ask(_ requests: [Request]) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: (Int, Answer).self) { tasks in
            var answers: [Answer?] = Array(repeating: nil, count: requests.count)
            for (index, request) in requests.enumerated() {
                if index >= Self.lanes, let (place, answer) = try await tasks.next() {
                    answers[place] = answer
                }
                tasks.addTask { (index, try await ask(request)) }
            }
            for try await (place, answer) in tasks { answers[place] = answer }
            return answers.compactMap { $0 }
        }
    }

    /// Sends one request.
    func ask(_ request: Request) async throws -> Answer {
        var reply = try await reply(to: request)
        if request.carriage == .hash, Answer(reply).errors.contains(where: { $0.code == Carriage.unknown }) {
            reply = try await self.reply(to: Carriage.hash.registration(request, to: url))
        }
        fault?(request, &reply)
        if !request.principal.isOther {
            let head = Data(reply.head.joined(separator: "\n").utf8)
            for mark in [head, reply.body].flatMap({ marks.found(in: $0, asked: request.asked) }) {
                leaks.add("\(mark) for \(request.principal) in the answer to \(request.document.prefix(400))")
            }
        }
        return Answer(reply)
    }

    private func reply(to request: Request) async throws -> Reply {
        guard request.carriage != .socket else { return try await sockets.ask(request) }
        let reply = try await reply(to: request.carriage.message(request, to: url))
        return request.carriage == .events ? reply.joiningEvents : reply
    }

    private func reply(to message: URLRequest) async throws -> Reply {
        let (data, response) = try await session.data(for: message)
        let http = response as? HTTPURLResponse
        let head = (http?.allHeaderFields ?? [:]).map { "\($0.key): \($0.value)" }
        return Reply(status: http?.statusCode ?? 0, head: head, body: data)
    }
}

/// Collects leaks of requests side by side.
private final class Leaks: Sendable {
    private let found = Mutex<[String]>([])

    var lines: [String] { found.withLock { $0 } }

    func add(_ line: String) {
        found.withLock { $0.append(line) }
    }
}
