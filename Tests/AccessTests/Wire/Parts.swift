import Foundation

/// Puts an answer in parts together as a client does.
///
/// - SeeAlso: the proposal of incremental delivery; `MultipartAnswer` for the parts' form
enum Parts {
    private static let mark = Data("\r\n---".utf8)
    private static let headEnd = Data("\r\n\r\n".utf8)

    /// What the parts make together; nil for an answer that is not in parts.
    static func merged(_ body: Data) -> JSON? {
        guard body.starts(with: mark) else { return nil }
        let payloads = pieces(of: body).compactMap { piece -> JSON? in
            guard let end = piece.range(of: headEnd) else { return nil }
            return JSON(Data(piece[end.upperBound...]))
        }
        guard var result = payloads.first else { return nil }
        var errors = result["errors"]?.items ?? []
        var places: [String: [JSON]] = [:]
        for payload in payloads {
            for pending in payload["pending"]?.items ?? [] {
                places[pending["id"]?.text ?? ""] = pending["path"]?.items ?? []
            }
            for delivery in payload["incremental"]?.items ?? [] {
                let place = (places[delivery["id"]?.text ?? ""] ?? []) + (delivery["subPath"]?.items ?? [])
                result = result.adding(delivery, at: [.string("data")] + place)
                errors += delivery["errors"]?.items ?? []
            }
            for end in payload["completed"]?.items ?? [] { errors += end["errors"]?.items ?? [] }
        }
        guard case .object(var fields) = result else { return result }
        fields["errors"] = errors.isEmpty ? nil : .list(errors)
        return .object(fields)
    }

    /// Payloads as an answer in parts has them.
    static func body(of payloads: [Data]) -> Data {
        payloads.reduce(into: Data()) { $0 += mark + headEnd + $1 }
    }

    private static func pieces(of body: Data) -> [Data] {
        var pieces: [Data] = []
        var rest = body
        while let start = rest.range(of: mark) {
            rest = rest[start.upperBound...]
            let end = rest.range(of: mark)?.lowerBound ?? rest.endIndex
            pieces.append(Data(rest[..<end]))
            rest = rest[end...]
        }
        return pieces
    }
}

extension JSON {
    /// The same with what a delivery brings: fields of an object, or items of a list.
    fileprivate func adding(_ delivery: JSON, at place: some Collection<JSON>) -> JSON {
        guard let step = place.first else {
            switch self {
            case .object(let fields):
                guard case .object(let added)? = delivery["data"] else { return self }
                return .object(fields.merging(added) { $0.merged(with: $1) })
            case .list(let items): return .list(items + (delivery["items"]?.items ?? []))
            default: return self
            }
        }
        let rest = place.dropFirst()
        switch (self, step) {
        case (.object(var fields), .string(let name)):
            fields[name] = fields[name]?.adding(delivery, at: rest)
            return .object(fields)
        case (.list(var items), .number(let index)):
            guard items.indices.contains(Int(index)) else { return self }
            items[Int(index)] = items[Int(index)].adding(delivery, at: rest)
            return .list(items)
        default: return self
        }
    }

    private func merged(with other: JSON) -> JSON {
        guard case .object(let own) = self, case .object(let added) = other else { return other }
        return .object(own.merging(added) { $0.merged(with: $1) })
    }
}
