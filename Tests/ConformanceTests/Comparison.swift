import Foundation

/// Compares what two engines answered to one case.
enum Comparison {
    /// What differs; nil when nothing that counts does.
    static func difference(_ recorded: [String: Any], _ answer: [String: Any]) -> String? {
        if answer["skip"] != nil { return "skipped" }
        switch recorded["k"] as? String {
        case "parse", "coordinate":
            let (expected, found) = (verdict(recorded), verdict(answer))
            return expected == found ? nil : "expected \(expected), found \(found)"
        case "execute":
            let (expected, found) = (result(recorded), result(answer))
            return expected == found ? nil : "expected \(expected), found \(found)"
        default:
            let (expected, found) = (places(recorded["errors"]), places(answer["errors"]))
            return agree(expected, found) ? nil : "expected errors at \(expected), found \(found)"
        }
    }

    /// Whether the errors have the same places. graphql-core tells none for some faults of input values: for
    /// each of these there must be an error, anywhere. Of a field that an input object gives twice it looks
    /// at the last value alone: faults of the one before lie between the two places of that error.
    private static func agree(_ expected: [String], _ found: [String]) -> Bool {
        var unmatched = found
        for place in expected where !place.isEmpty {
            guard let index = unmatched.firstIndex(of: place) else { return false }
            unmatched.remove(at: index)
        }
        let surplus = unmatched.count - expected.count(where: \.isEmpty)
        let pairs = expected.map(positions).filter { $0.count == 2 }
        let between = unmatched.count { place in
            guard let position = positions(place).first else { return false }
            return pairs.contains { isOrdered($0[0], position) && isOrdered(position, $0[1]) }
        }
        return surplus == 0 || surplus > 0 && surplus <= between
    }

    /// The lines and columns of an error's places.
    private static func positions(_ places: String) -> [[Int]] {
        places.split(separator: " ").map { $0.split(separator: ":").compactMap { Int($0) } }
    }

    private static func isOrdered(_ first: [Int], _ second: [Int]) -> Bool {
        first.lexicographicallyPrecedes(second)
    }

    /// Whether a text is accepted, or where it is refused.
    private static func verdict(_ answer: [String: Any]) -> String {
        answer["ok"] as? Bool == true ? "accepted" : "refused at \(places([answer["error"] as Any]))"
    }

    /// The places of each error, in no order of errors.
    private static func places(_ errors: Any?) -> [String] {
        (errors as? [[String: Any]] ?? []).map { error in
            (error["locations"] as? [[Int]] ?? []).map { "\($0[0]):\($0[1])" }.joined(separator: " ")
        }.sorted()
    }

    /// The data, and the path and places of each error.
    private static func result(_ answer: [String: Any]) -> String {
        let response = answer["result"] as? [String: Any] ?? [:]
        var entries = errors(response).map { error in
            json([error["path"] ?? NSNull(), places(error["locations"] as? [[String: Any]])])
        }
        // A request error result has no data, where graphql-core says null. GraphQL Sep 2025 §7.1.3
        let isRequestError =
            response["data"] is NSNull && errors(response).allSatisfy { $0["path"] == nil }
        // How many faults of one variable are told is each engine's own.
        if isRequestError { entries = Array(Set(entries)) }
        let hasData = response.keys.contains("data") && !isRequestError
        let data = hasData ? comparable(response["data"] ?? NSNull()) : "no data"
        return json([data]) + entries.sorted().joined()
    }

    private static func errors(_ response: [String: Any]) -> [[String: Any]] {
        response["errors"] as? [[String: Any]] ?? []
    }

    /// A value without what each engine says in its own words: introspection describes the types, scalars and
    /// directives that every schema has. Everything else counts, the order of lists too.
    private static func comparable(_ value: Any, isDescribed: Bool = true) -> Any {
        if let list = value as? [Any] { return list.map { comparable($0, isDescribed: isDescribed) } }
        guard var object = value as? [String: Any] else { return value }
        let isDescribed = isDescribed && !isBuiltIn(object["name"] as? String ?? "")
        if !isDescribed { object["description"] = nil }
        return object.mapValues { comparable($0, isDescribed: isDescribed) }
    }

    private static func isBuiltIn(_ name: String) -> Bool {
        name.hasPrefix("__") || builtInNames.contains(name)
    }

    private static let builtInNames: Set = [
        "Int", "Float", "String", "Boolean", "ID", "skip", "include", "deprecated", "specifiedBy", "oneOf",
    ]

    private static func places(_ locations: [[String: Any]]?) -> String {
        (locations ?? []).map { "\($0["line"] ?? ""):\($0["column"] ?? "")" }.joined(separator: " ")
    }

    private static func json(_ value: [Any]) -> String {
        let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "unreadable"
    }
}
