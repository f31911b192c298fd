import Foundation
import FoundationNetworking
import Synchronization

/// Sends documents over connections that are kept, several at a time, and looks for the other tenant's marks
/// in every answer.
struct AccessClient: Sendable {
    /// One request.
    struct Request: Sendable {
        let document: String
        let principal: Principal
        var variables: [String: String] = [:]
        /// The other tenant's IDs that the request itself holds: they may come back.
        var asked: Set<String> = []
    }

    private struct Body: Encodable {
        let query: String
        let variables: [String: String]
    }

    let url: URL
    let marks: Marks
    private let session: URLSession
    private let leaks = Leaks()

    init(port: Int, marks: Marks) throws {
        guard let url = URL(string: "http://127.0.0.1:\(port)/graphql") else { throw URLError(.badURL) }
        self.url = url
        self.marks = marks
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = Self.lanes
        configuration.timeoutIntervalForRequest = 120
        session = URLSession(configuration: configuration)
    }

    private static let lanes = 4

    /// What came out of the other tenant so far, one line each.
    var leaked: [String] { leaks.lines }

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

    private func ask(_ request: Request) async throws -> Answer {
        var message = URLRequest(url: url)
        message.httpMethod = "POST"
        message.setValue("application/json", forHTTPHeaderField: "Content-Type")
        message.setValue("application/graphql-response+json", forHTTPHeaderField: "Accept")
        if let token = request.principal.token {
            message.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        }
        message.httpBody = try JSONEncoder().encode(
            Body(query: request.document, variables: request.variables))
        let (data, response) = try await session.data(for: message)
        let http = response as? HTTPURLResponse
        let head = (http?.allHeaderFields ?? [:]).map { "\($0.key): \($0.value)" }
        let answer = Answer(status: http?.statusCode ?? 0, head: head, body: data)
        if !request.principal.isOther {
            for mark in marks.found(in: answer.whole, asked: request.asked) {
                leaks.add("\(mark) for \(request.principal) in the answer to \(request.document.prefix(400))")
            }
        }
        return answer
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
