/// The media types a GraphQL response can have.
public enum ResponseMediaType: Sendable, Equatable {
    /// `application/graphql-response+json`, the default.
    case graphQLResponse
    /// `application/json`, for clients of before the own type.
    case json

    /// The value of `Content-Type`.
    var contentType: StaticString {
        switch self {
        case .graphQLResponse: "application/graphql-response+json; charset=utf-8"
        case .json: "application/json; charset=utf-8"
        }
    }

    /// Chooses by the values of `Accept`, joined; nil is no header. Nil back: nothing of ours is acceptable.
    ///
    /// The higher quality wins, at equal quality the own type; a range counts for a type only where no more
    /// exact one speaks of it.
    ///
    /// - SeeAlso: RFC 9110 §12.5.1
    static func negotiated(accept: String?) -> ResponseMediaType? {
        switch accept {
        case nil, "*/*", "application/graphql-response+json": return .graphQLResponse
        case "application/json": return .json
        case .some(let accept):
            let own = quality(of: "application/graphql-response+json", in: accept)
            let plain = quality(of: "application/json", in: accept)
            if own == 0 && plain == 0 { return nil }
            return plain > own ? .json : .graphQLResponse
        }
    }

    /// Whether `accept` names `multipart/mixed`, and not for the payloads of 2022, which we do not speak.
    ///
    /// - SeeAlso: the proposal of incremental delivery over HTTP
    static func takesParts(accept: String?) -> Bool {
        guard let accept, accept.utf8.count > 14 else { return false }
        return accept.split(separator: ",").contains { range in
            let parts = range.split(separator: ";")
            guard let name = parts.first.map({ trimmed($0).lowercased() }), name == "multipart/mixed" else {
                return false
            }
            return parts.dropFirst().allSatisfy { parameter in
                quality(parameter: parameter) != 0
                    && trimmed(parameter).lowercased() != "deferspec=20220824"
            }
        }
    }

    /// Whether `accept` names `text/event-stream`.
    ///
    /// - SeeAlso: GraphQL over SSE
    static func takesEvents(accept: String?) -> Bool {
        guard let accept, accept.utf8.count >= 17 else { return false }
        return accept.split(separator: ",").contains { range in
            let parts = range.split(separator: ";")
            guard let name = parts.first.map({ trimmed($0).lowercased() }), name == "text/event-stream" else {
                return false
            }
            return parts.dropFirst().allSatisfy { quality(parameter: $0) != 0 }
        }
    }

    /// The quality in thousandths that `accept` gives to `type`; 0 means not acceptable.
    private static func quality(of type: String, in accept: String) -> Int {
        var best = (exactness: 0, quality: 0)
        for range in accept.split(separator: ",") {
            let parts = range.split(separator: ";")
            guard let name = parts.first.map({ trimmed($0).lowercased() }) else { continue }
            let exactness = name == type ? 3 : name == "application/*" ? 2 : name == "*/*" ? 1 : 0
            guard exactness > best.exactness else { continue }
            best = (exactness, parts.dropFirst().lazy.compactMap(quality(parameter:)).first ?? 1000)
        }
        return best.quality
    }

    /// The thousandths of `q=0.5`; nil if the parameter is another one.
    private static func quality(parameter: Substring) -> Int? {
        let parameter = trimmed(parameter)
        guard parameter.hasPrefix("q=") || parameter.hasPrefix("Q=") else { return nil }
        guard let value = Double(parameter.dropFirst(2)), value >= 0, value <= 1 else { return 0 }
        return Int(value * 1000)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
