import GraphQLExecution
import GraphQLSchema

/// JSON whose objects are equal whatever the order of their keys.
enum Tree: Hashable {
    case leaf(InputValue)
    case list([Tree])
    case object([String: Tree])

    init(_ value: InputValue) {
        switch value {
        case .list(let items): self = .list(items.map(Tree.init))
        case .object(let fields):
            self = .object(
                Dictionary(fields.map { ($0.name, Tree($0.value)) }, uniquingKeysWith: { first, _ in first }))
        default: self = .leaf(value)
        }
    }

    /// Reads a JSON object.
    init(json: String) throws {
        self.init(try Array(json.utf8).withUnsafeBytes { try RequestBody.variables($0) } ?? .null)
    }

    /// The value of a key.
    subscript(key: String) -> Tree? {
        guard case .object(let fields) = self else { return nil }
        return fields[key]
    }

    /// The items of a list; none of anything else.
    var items: [Tree] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    /// Changes the value at a path; false if there is none.
    mutating func change(_ path: ArraySlice<Tree>, _ change: (inout Tree) -> Bool) -> Bool {
        guard let step = path.first else { return change(&self) }
        switch (self, step) {
        case (.object(var fields), .leaf(.string(let key))):
            guard var value = fields[key], value.change(path.dropFirst(), change) else { return false }
            fields[key] = value
            self = .object(fields)
        case (.list(var items), .leaf(.int(let index))):
            guard items.indices.contains(Int(index)) else { return false }
            guard items[Int(index)].change(path.dropFirst(), change) else { return false }
            self = .list(items)
        default: return false
        }
        return true
    }

    /// Takes in the fields of another object, deeply; false if a leaf is there twice.
    mutating func merge(_ other: Tree) -> Bool {
        guard case .object(var fields) = self, case .object(let more) = other else { return false }
        for (key, value) in more {
            guard fields[key] == nil else { return false }
            fields[key] = value
        }
        self = .object(fields)
        return true
    }
}

/// Puts payloads together as a client does, and finds what breaks the protocol.
struct PayloadMerger {
    /// What the client shows.
    private(set) var data: Tree
    /// What was wrong.
    private(set) var faults: [String] = []
    /// Deliveries that failed.
    private(set) var failedCount = 0
    /// Entries of all lists of errors.
    private(set) var errors: [Tree] = []
    private var pending: [Tree: [Tree]] = [:]
    private var known: Set<Tree> = []

    /// Merges the payloads of one response.
    init(_ payloads: [Tree]) {
        data = payloads.first?["data"] ?? .leaf(.null)
        errors = payloads.first?["errors"]?.items ?? []
        if payloads.count == 1 {
            if payloads[0]["hasNext"] != nil || payloads[0]["pending"] != nil {
                faults.append("a lone payload")
            }
            return
        }
        for (number, payload) in payloads.enumerated() {
            let hasNext = payload["hasNext"] == .leaf(.boolean(true))
            if hasNext != (number < payloads.count - 1) { faults.append("hasNext of payload \(number)") }
            for entry in payload["pending"]?.items ?? [] { announce(entry) }
            for entry in payload["incremental"]?.items ?? [] { apply(entry) }
            checkPlaces()
            for entry in payload["completed"]?.items ?? [] { complete(entry) }
        }
        if !pending.isEmpty { faults.append("never completed: \(pending.count)") }
    }

    private mutating func announce(_ entry: Tree) {
        guard let id = entry["id"], case .leaf(.string) = id, known.insert(id).inserted else {
            return faults.append("a pending without an id of its own")
        }
        pending[id] = entry["path"]?.items
    }

    /// Everything announced stands in what has been sent, the payload that announces it included.
    private mutating func checkPlaces() {
        for path in pending.values {
            let isThere = data.change(path[...]) { value in
                if case .leaf = value { false } else { true }
            }
            if !isThere { faults.append("a pending path that is not there: \(path)") }
        }
    }

    private mutating func apply(_ entry: Tree) {
        guard let id = entry["id"], let start = pending[id] else {
            return faults.append("data that nobody announced")
        }
        errors += entry["errors"]?.items ?? []
        let path = start + (entry["subPath"]?.items ?? [])
        let isMerged = data.change(path[...]) { value in
            if let fields = entry["data"] { return value.merge(fields) }
            guard case .list(let items) = value, let more = entry["items"]?.items, !more.isEmpty else {
                return false
            }
            value = .list(items + more)
            return true
        }
        if !isMerged { faults.append("data that fits nowhere: \(path)") }
    }

    private mutating func complete(_ entry: Tree) {
        guard let id = entry["id"], pending.removeValue(forKey: id) != nil else {
            return faults.append("a completion of what is not pending")
        }
        guard let own = entry["errors"]?.items else { return }
        if own.isEmpty { faults.append("a failure without errors") }
        errors += own
        failedCount += 1
    }
}
