import GraphQLLanguage

/// An entry of `errors`.
///
/// - SeeAlso: GraphQL Sep 2025 §7.1.6
struct ErrorEntry {
    let message: String
    var locations: [SourceLocation] = []
    var path: [PathElement] = []
    let code: String
    /// The limit that was exceeded, if one was.
    var limit: String?
    /// The cost that was asked for, and the most that may be.
    var cost: (requested: Int, maximum: Int)?

    /// The same at a response position.
    func at(_ path: [PathElement]) -> ErrorEntry {
        var entry = self
        entry.path = path
        return entry
    }
}

extension ResponseBuffer {
    /// Appends `"errors":[…]`.
    mutating func appendErrors(_ entries: [ErrorEntry], requestID: String) {
        append("\"errors\":[")
        for (index, entry) in entries.enumerated() {
            if index > 0 { append(0x2C) }
            append(entry, requestID)
        }
        append(0x5D)
    }

    private mutating func append(_ entry: ErrorEntry, _ requestID: String) {
        append("{\"message\":")
        appendString(entry.message)
        if !entry.locations.isEmpty { append(entry.locations) }
        if !entry.path.isEmpty {
            append(",\"path\":")
            appendPath(entry.path)
        }
        append(",\"extensions\":{\"code\":")
        appendString(entry.code)
        if let limit = entry.limit {
            append(",\"limit\":")
            appendString(limit)
        }
        if let cost = entry.cost {
            append(",\"cost\":{\"requested\":")
            appendInteger(Int64(cost.requested))
            append(",\"maximum\":")
            appendInteger(Int64(cost.maximum))
            append(0x7D)
        }
        append(",\"requestId\":")
        appendString(requestID)
        append("}}")
    }

    private mutating func append(_ locations: [SourceLocation]) {
        append(",\"locations\":[")
        for (index, location) in locations.enumerated() {
            append(index > 0 ? ",{\"line\":" : "{\"line\":")
            appendInteger(Int64(location.line))
            append(",\"column\":")
            appendInteger(Int64(location.column))
            append(0x7D)
        }
        append(0x5D)
    }

    /// Appends `[…]`.
    mutating func appendPath(_ path: [PathElement]) {
        append(0x5B)
        for (index, element) in path.enumerated() {
            if index > 0 { append(0x2C) }
            switch element {
            case .key(let key): appendString(key)
            case .index(let index): appendInteger(Int64(index))
            }
        }
        append(0x5D)
    }
}
