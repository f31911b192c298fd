import GraphQLExecution
import GraphQLLanguage

/// What the engine found in one case.
enum ConformanceAnswer {
    /// One error, by its message and the places it names.
    struct Entry {
        let message: String
        let locations: [SourceLocation]
    }

    /// The text is of its grammar.
    case accepted
    /// The text is not of its grammar.
    case refused(Entry)
    /// The errors of a document or schema; none when it is valid.
    case errors([Entry])
    /// The response to a request, as JSON.
    case result(ResponseBuffer)
    /// The engine cannot do what the case asks.
    case skipped

    /// The answer as one line of JSON, without its line break.
    var line: [UInt8] {
        var buffer = ResponseBuffer()
        switch self {
        case .accepted: buffer.append("{\"ok\":true}")
        case .refused(let entry):
            buffer.append("{\"ok\":false,\"error\":")
            buffer.append(entry)
            buffer.append("}")
        case .errors(let entries):
            buffer.append("{\"errors\":[")
            for (index, entry) in entries.enumerated() {
                if index > 0 { buffer.append(",") }
                buffer.append(entry)
            }
            buffer.append("]}")
        case .result(let result):
            buffer.append("{\"result\":")
            result.withUnsafeBytes { buffer.append($0.bindMemory(to: UInt8.self)) }
            buffer.append("}")
        case .skipped: buffer.append("{\"skip\":true}")
        }
        return buffer.withUnsafeBytes { Array($0) }
    }
}

extension ResponseBuffer {
    fileprivate mutating func append(_ entry: ConformanceAnswer.Entry) {
        append("{\"message\":")
        appendString(entry.message)
        append(",\"locations\":[")
        for (index, location) in entry.locations.enumerated() {
            append(index > 0 ? ",[" : "[")
            append("\(location.line),\(location.column)]")
        }
        append("]}")
    }
}
