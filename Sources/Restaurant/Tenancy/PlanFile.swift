public import Domain
internal import Yams

/// Reads `Config/plans.yaml`.
public struct PlanFile {
    /// The limits of all plans.
    public let plans: Plans

    /// Reads the file's text.
    ///
    /// - Parameters:
    ///   - yaml: the file's text.
    ///   - file: its name, for messages.
    /// - Throws: ``PlanProblems`` with everything that is wrong, by line.
    public init(yaml: String, file: String = "Config/plans.yaml") throws(PlanProblems) {
        var reader = Reader(file: file)
        let limits = reader.read(yaml)
        guard reader.problems.isEmpty, let plans = Plans(limits) else {
            throw PlanProblems(lines: reader.problems)
        }
        self.plans = plans
    }
}

/// What is wrong with the file of plans, `file:line: message`; the server does not start with it.
public struct PlanProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// One problem a line.
    public let lines: [String]

    /// All problems.
    public var description: String { lines.joined(separator: "\n") }
}

/// Walks the file and collects what is wrong with it.
private struct Reader {
    private static let names = ["branches", "members", "apiKeys", "requestsPerSecond"]
    private static let range = 0...1_000_000

    let file: String
    var problems: [String] = []

    init(file: String) {
        self.file = file
    }

    mutating func read(_ yaml: String) -> [Plan: PlanLimits] {
        guard let root = try? Yams.compose(yaml: yaml), let mapping = root.mapping else {
            report(nil, "the file must be a mapping of version and plans")
            return [:]
        }
        var limits: [Plan: PlanLimits] = [:]
        for (key, value) in mapping {
            switch key.string {
            case "version":
                if value.int != 1 { report(key, "version must be 1") }
            case "plans": limits = readPlans(value)
            default: report(key, "unknown key: version and plans are known")
            }
        }
        for plan in Plan.allCases where limits[plan] == nil {
            report(nil, "the plan \(plan.rawValue) is not declared")
        }
        return limits
    }

    private mutating func readPlans(_ node: Node) -> [Plan: PlanLimits] {
        guard let mapping = node.mapping else {
            report(node, "plans must be a mapping")
            return [:]
        }
        var limits: [Plan: PlanLimits] = [:]
        for (key, value) in mapping {
            guard let plan = key.string.flatMap(Plan.init(rawValue:)) else {
                report(
                    key, "unknown plan: \(Plan.allCases.map(\.rawValue).joined(separator: ", ")) are known")
                continue
            }
            limits[plan] = readLimits(plan, value)
        }
        return limits
    }

    private mutating func readLimits(_ plan: Plan, _ node: Node) -> PlanLimits {
        var counts: [String: Int?] = [:]
        for (key, value) in node.mapping ?? [:] {
            guard let name = key.string, Self.names.contains(name) else {
                report(key, "unknown limit: \(Self.names.joined(separator: ", ")) are known")
                continue
            }
            if value.string == "unlimited" {
                counts[name] = .some(nil)
            } else if let count = value.int, Self.range.contains(count) {
                counts[name] = count
            } else {
                report(value, "\(name) must be a whole number up to \(Self.range.upperBound) or unlimited")
            }
        }
        for name in Self.names where counts[name] == nil {
            report(node, "\(plan.rawValue) has no limit of \(name)")
        }
        func limit(_ name: String) -> Int? { counts[name] ?? 0 }
        return PlanLimits(
            branches: limit("branches"), members: limit("members"), apiKeys: limit("apiKeys"),
            requestsPerSecond: limit("requestsPerSecond"))
    }

    private mutating func report(_ node: Node?, _ message: String) {
        let place = node?.mark.map { "\(file):\($0.line)" } ?? file
        problems.append("\(place): \(message)")
    }
}
