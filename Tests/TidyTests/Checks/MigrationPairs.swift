import Foundation

/// Every migration has a number of its own and can be taken back. A number may be left out: changes that are
/// written side by side are handed theirs beforehand.
enum MigrationPairs {
    private struct Name: Hashable {
        var number: Int
        var text: String
    }

    /// Twins, missing halves and stray files among the paths below `Migrations/`.
    static func violations(in paths: [String]) throws -> [Violation] {
        let pattern = try Regex(
            #"^Migrations/(\d{4})_([a-z0-9_]+)\.(up|down)\.sql$"#,
            as: (Substring, Substring, Substring, Substring).self)
        var halves: [String: [String: Name]] = ["up": [:], "down": [:]]
        var found: [Violation] = []
        for path in paths where path.hasPrefix("Migrations/") && path != "Migrations/README.md" {
            guard let match = path.wholeMatch(of: pattern), let number = Int(match.output.1) else {
                found.append(Violation(path: path, message: "not NNNN_name.up.sql or NNNN_name.down.sql"))
                continue
            }
            halves[String(match.output.3)]?[path] = Name(number: number, text: String(match.output.2))
        }
        for (half, other) in [("up", "down"), ("down", "up")] {
            let partners = Set((halves[other] ?? [:]).values)
            for (path, name) in (halves[half] ?? [:]).sorted(by: { $0.key < $1.key })
            where !partners.contains(name) {
                found.append(
                    Violation(path: path, message: "has no .\(other).sql of the same number and name"))
            }
        }
        return found + twins(in: (halves["up"] ?? [:]).values.map(\.number).sorted())
    }

    private static func twins(in numbers: [Int]) -> [Violation] {
        zip(numbers, numbers.dropFirst()).filter { $0.0 == $0.1 }.map { number, _ in
            Violation(path: "Migrations", message: "number \(number) comes twice")
        }
    }
}
