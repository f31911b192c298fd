import Accounts
import Foundation
import Testing

@testable import Server

/// The ways on which an answer comes in parts as messages of their own.
enum PartsWay: String, CaseIterable, CustomTestStringConvertible {
    case socket, stream, shared

    var testDescription: String { rawValue }
}

/// An operation whose parts come on one of the ways.
struct PartedOperation {
    private enum Reader {
        case socket(SocketClient)
        case stream(EventStreamClient)
        case shared(EventStreamClient, name: String)
    }

    private let world: ServedWorld
    private let reader: Reader

    /// Begins an operation as `1`.
    init(_ document: String, on way: PartsWay, _ world: ServedWorld) async throws {
        self.world = world
        let bearer = try await world.tokens.mint(
            subject: "test", organization: world.organization.id, role: "WAITER", branches: nil, id: "1")
        switch way {
        case .socket:
            let socket = try await SocketClient.open(port: world.port, bearer: bearer)
            try socket.subscribe("1", document)
            reader = .socket(socket)
        case .stream:
            reader = .stream(try EventStreamClient(port: world.port, bearer: bearer, query: document))
        case .shared:
            let name = try await Self.reserve(bearer, world)
            let shared = try EventStreamClient(
                port: world.port, head: ["GET /graphql?token=\(name) HTTP/1.1"])
            #expect(try await shared.hears("200 OK"))
            try await Self.start(document, on: name, world)
            reader = .shared(shared, name: name)
        }
    }

    /// The name of a stream that operations share.
    private static func reserve(_ bearer: String, _ world: ServedWorld) async throws -> String {
        let reservation = try EventStreamClient(
            port: world.port, head: ["PUT /graphql HTTP/1.1", "Authorization: Bearer \(bearer)"])
        defer { reservation.close() }
        #expect(try await reservation.hears("201 Created"))
        return String(try #require(reservation.text.firstMatch(of: /[a-z0-9]{52}/)).output)
    }

    private static func start(_ document: String, on name: String, _ world: ServedWorld) async throws {
        let operation: [String: Any] = ["query": document, "extensions": ["operationId": "1"]]
        let start = try EventStreamClient(
            port: world.port,
            head: [
                "POST /graphql HTTP/1.1", "Content-Type: application/json",
                "X-GraphQL-Event-Stream-Token: \(name)",
            ], body: try JSONSerialization.data(withJSONObject: operation))
        defer { start.close() }
        #expect(try await start.hears("202 Accepted"), "\(start.text)")
    }

    /// Waits for its end: what came, and whether the end came last and once.
    func answer() async throws -> (payloads: [[String: Any]], isEndLast: Bool) {
        switch reader {
        case .socket(let socket):
            let messages = await socket.answer(to: "1")
            let ends = messages.filter { $0 == #"{"id":"1","type":"complete"}"# }
            return (Self.payloads(messages), ends.count == 1 && messages.last == ends.first)
        case .stream(let stream):
            #expect(try await stream.ends(), "\(stream.text)")
            return (Self.objects(stream.datas), Self.isEndLast(stream.text))
        case .shared(let stream, _):
            #expect(try await stream.hears("event: complete\ndata: {\"id\":\"1\"}"), "\(stream.text)")
            return (Self.payloads(stream.datas), Self.isEndLast(stream.text))
        }
    }

    private static func isEndLast(_ text: String) -> Bool {
        let events = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("event: ") }
        return events.last == "event: complete" && events.filter { $0 == "event: complete" }.count == 1
    }

    private static func objects(_ texts: [String]) -> [[String: Any]] {
        texts.compactMap { text in
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
        }
    }

    private static func payloads(_ texts: [String]) -> [[String: Any]] {
        objects(texts).compactMap { $0["payload"] as? [String: Any] }
    }

    /// Waits until its first part is there.
    func begins() async throws {
        switch reader {
        case .socket(let socket):
            #expect(await socket.messages(2).last?.contains(#""hasNext":true"#) == true)
        case .stream(let stream), .shared(let stream, _):
            #expect(try await stream.hears(#""hasNext":true"#), "\(stream.text)")
        }
    }

    /// Says that nobody wants the rest: there is a word for it on all ways but a stream of its own.
    func cancel() async throws {
        switch reader {
        case .socket(let socket): socket.send(#"{"id":"1","type":"complete"}"#)
        case .stream(let stream): stream.close()
        case .shared(_, let name):
            let deletion = try EventStreamClient(
                port: world.port,
                head: [
                    "DELETE /graphql?operationId=1 HTTP/1.1", "X-GraphQL-Event-Stream-Token: \(name)",
                ])
            #expect(try await deletion.hears("200 OK"), "\(deletion.text)")
            deletion.close()
        }
    }

    /// Goes away without a word.
    func leave() {
        switch reader {
        case .socket(let socket): socket.close()
        case .stream(let stream), .shared(let stream, _): stream.close()
        }
    }
}

/// Parts of a response put together again.
struct AssembledAnswer {
    /// What they are together.
    private(set) var data: Any = [:] as [String: Any]
    /// What was wrong with their order.
    private(set) var faults: [String] = []
    private var paths: [String: [Any]] = [:]
    private var completed: Set<String> = []

    init(_ payloads: [[String: Any]]) {
        for (index, payload) in payloads.enumerated() {
            let isLast = index == payloads.count - 1
            if payload["hasNext"] as? Bool != !isLast { faults.append("hasNext of \(index)") }
            if payload["errors"] != nil { faults.append("errors in \(index)") }
            if let first = payload["data"] {
                data = first
                if index > 0 { faults.append("data of \(index)") }
            }
            for entry in Self.list(payload["pending"]) { announce(entry) }
            for entry in Self.list(payload["incremental"]) { add(entry) }
            for entry in Self.list(payload["completed"]) { complete(entry) }
        }
        if completed != Set(paths.keys) { faults.append("never completed: \(paths.keys) \(completed)") }
    }

    /// A value's text, the same for equal ones.
    static func text(_ value: Any) throws -> String {
        let json = try JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
        return String(decoding: json, as: UTF8.self)
    }

    private static func list(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

    private mutating func announce(_ entry: [String: Any]) {
        guard let id = entry["id"] as? String, let path = entry["path"] as? [Any], paths[id] == nil else {
            return faults.append("pending \(entry)")
        }
        paths[id] = path
    }

    private mutating func complete(_ entry: [String: Any]) {
        guard let id = entry["id"] as? String, paths[id] != nil, completed.insert(id).inserted else {
            return faults.append("completed \(entry)")
        }
    }

    private mutating func add(_ entry: [String: Any]) {
        guard let id = entry["id"] as? String, let start = paths[id], !completed.contains(id) else {
            return faults.append("incremental \(entry)")
        }
        let path = start + (entry["subPath"] as? [Any] ?? [])
        let isPlaced = Self.change(&data, at: path[...]) { place in
            if let list = place as? [Any], let items = entry["items"] as? [Any] {
                place = list + items
            } else if place is [String: Any], let more = entry["data"] {
                place = Self.merged(place, more)
            } else {
                return false
            }
            return true
        }
        if !isPlaced { faults.append("nothing at \(path)") }
    }

    /// Changes what stands at a path; false where nothing does.
    private static func change(
        _ value: inout Any, at path: ArraySlice<Any>, _ body: (inout Any) -> Bool
    ) -> Bool {
        guard let step = path.first else { return body(&value) }
        if var object = value as? [String: Any], let name = step as? String, var inner = object[name] {
            defer {
                object[name] = inner
                value = object
            }
            return change(&inner, at: path.dropFirst(), body)
        }
        if var list = value as? [Any], let index = step as? Int, list.indices.contains(index) {
            defer { value = list }
            return change(&list[index], at: path.dropFirst(), body)
        }
        return false
    }

    private static func merged(_ one: Any, _ other: Any) -> Any {
        guard let one = one as? [String: Any], let other = other as? [String: Any] else { return other }
        return one.merging(other, uniquingKeysWith: merged)
    }
}

extension ServedWorld {
    /// With them a statement waits for a lock until somebody gives it up.
    static let patient = [
        "COMANDA_POSTGRES_LOCK_TIMEOUT": "60s", "COMANDA_POSTGRES_STATEMENT_TIMEOUT": "60s",
    ]

    /// Runs `body` while nobody can read a table; it gets what waits until somebody waits for it, or nobody
    /// does, and says which.
    func holding(
        _ table: String, _ body: (_ waits: (Bool) async throws -> Bool) async throws -> Void
    ) async throws {
        let lock = "FROM pg_locks WHERE relation = '\(table)'::regclass AND"
        async let held = sql("BEGIN; LOCK TABLE \(table); SELECT pg_sleep(60); COMMIT")
        while try await sql("SELECT count(*) \(lock) granted AND mode = 'AccessExclusiveLock'") != "1" {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await body { isAny in
            // What nobody gives up goes on for longer, to the operation's deadline.
            let end = ContinuousClock.now + .seconds(isAny ? 20 : 4)
            while ContinuousClock.now < end {
                let count = try await sql("SELECT count(*) \(lock) NOT granted")
                if (count != "0") == isAny { return true }
                try await Task.sleep(for: .milliseconds(20))
            }
            return false
        }
        try await sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK TABLE%'")
        _ = try? await held
    }
}
