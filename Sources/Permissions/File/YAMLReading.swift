internal import Yams

/// The tree of a YAML text, or the reason why there is none.
enum YAMLReading {
    /// The largest text that is read: a file of permissions is some hundred lines.
    static let byteCountMax = 1 << 20
    /// The most words that are read: aliases of aliases multiply.
    static let wordCountMax = 100_000

    /// Reads a text.
    static func tree(_ yaml: String) -> Result<Node, PermissionProblemError> {
        guard yaml.utf8.count <= byteCountMax else {
            return .failure(.init(1, 1, "the file is larger than \(byteCountMax) bytes"))
        }
        do {
            guard let root = try Yams.compose(yaml: yaml) else {
                return .failure(.init(1, 1, "the file is empty"))
            }
            var budget = wordCountMax
            guard isWithin(&budget, root) else {
                return .failure(.init(1, 1, "the file has more than \(wordCountMax) words"))
            }
            return .success(root)
        } catch let error as YamlError {
            return .failure(problem(error, yaml))
        } catch {
            return .failure(.init(1, 1, "no YAML"))
        }
    }

    private static func isWithin(_ budget: inout Int, _ node: Node) -> Bool {
        budget -= 1
        guard budget >= 0 else { return false }
        switch node {
        case .scalar, .alias: return true
        case .sequence(let items):
            for item in items where !isWithin(&budget, item) { return false }
        case .mapping(let pairs):
            for pair in pairs where !isWithin(&budget, pair.key) || !isWithin(&budget, pair.value) {
                return false
            }
        }
        return true
    }

    private static func problem(_ error: YamlError, _ yaml: String) -> PermissionProblemError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return .init(mark.line, mark.column, "no YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            let first = PermissionPlace(line: context.mark.line, column: context.mark.column)
            let second = Duplicates.second(key, after: first, in: yaml)
            return .init(second.line, second.column, "\(key) stands here twice, first at \(first)")
        case .reader(let problem, _, _, _): return .init(1, 1, "no YAML: \(problem)")
        default: return .init(1, 1, "no YAML")
        }
    }
}

/// A problem that ends the reading.
struct PermissionProblemError: Error {
    let problem: PermissionProblem

    init(_ line: Int, _ column: Int, _ message: String) {
        problem = PermissionProblem(place: PermissionPlace(line: line, column: column), message: message)
    }
}

/// Finds the second of two equal keys: the YAML library tells the first.
private enum Duplicates {
    static func second(_ key: String, after first: PermissionPlace, in yaml: String) -> PermissionPlace {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map {
            Array($0.unicodeScalars)
        }
        let wanted = Array(key.unicodeScalars)
        guard lines.indices.contains(first.line - 1) else { return first }
        // In one line, as in { a: 1, a: 2 }.
        if let column = column(of: wanted, in: lines[first.line - 1], from: first.column) {
            return PermissionPlace(line: first.line, column: column)
        }
        // Below each other, at the same indentation; else anywhere below.
        for isAligned in [true, false] {
            for line in (first.line)..<max(first.line, lines.count) {
                guard let column = column(of: wanted, in: lines[line], from: 0) else { continue }
                if !isAligned || column == first.column {
                    return PermissionPlace(line: line + 1, column: column)
                }
            }
        }
        return first
    }

    /// The column, from 1, of a key with its colon, behind the given one.
    private static func column(
        of key: [Unicode.Scalar], in line: [Unicode.Scalar], from start: Int
    ) -> Int? {
        guard !key.isEmpty, line.count > key.count else { return nil }
        for offset in max(0, start)..<max(max(0, start), line.count - key.count + 1)
        where Array(line[offset..<offset + key.count]) == key {
            let isStart = offset == 0 || " {,\"'".unicodeScalars.contains(line[offset - 1])
            let rest = line[(offset + key.count)...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
            let isQuoted = offset > 0 && "\"'".unicodeScalars.contains(line[offset - 1])
            if isStart, rest.first == ":" { return offset + (isQuoted ? 0 : 1) }
        }
        return nil
    }
}
