/// How much a role may ask for; nil where the settings of the server hold.
public struct RoleLimits: Hashable, Sendable {
    /// The largest cost of one operation.
    public var cost: Int64?
    /// The deepest nesting of fields.
    public var depth: Int64?
    /// The largest page.
    public var page: Int64?
    /// How many requests in how much time.
    public var rate: Rate?
    /// Whether only imported documents may be run.
    public var onlyTrustedDocuments: Bool?

    /// No limits of its own.
    public init() {}

    /// What this lacks, from another.
    func filled(from other: RoleLimits) -> RoleLimits {
        var result = self
        result.cost = cost ?? other.cost
        result.depth = depth ?? other.depth
        result.page = page ?? other.page
        result.rate = rate ?? other.rate
        result.onlyTrustedDocuments = onlyTrustedDocuments ?? other.onlyTrustedDocuments
        return result
    }

    /// The more generous of each, where both say something: grants of several roles add up.
    func widened(by other: RoleLimits) -> RoleLimits {
        func larger<Value>(_ left: Value?, _ right: Value?, _ isLess: (Value, Value) -> Bool) -> Value? {
            guard let left, let right else { return left ?? right }
            return isLess(left, right) ? right : left
        }
        var result = self
        result.cost = larger(cost, other.cost, <)
        result.depth = larger(depth, other.depth, <)
        result.page = larger(page, other.page, <)
        result.rate = larger(rate, other.rate) { $0.perHour < $1.perHour }
        result.onlyTrustedDocuments = larger(onlyTrustedDocuments, other.onlyTrustedDocuments) { $0 && !$1 }
        return result
    }
}

/// A number of requests in a span of time.
public struct Rate: Hashable, Sendable, CustomStringConvertible {
    /// How many.
    public let count: Int64
    /// In how many seconds.
    public let seconds: Int64

    private static let units: [(name: String, seconds: Int64)] = [("s", 1), ("min", 60), ("h", 3600)]

    /// Reads `10/s`, `600/min` or `1000/h`; at most a million.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let count = Int64(parts[0]), (1...1_000_000).contains(count),
            let unit = Self.units.first(where: { $0.name == parts[1] })
        else { return nil }
        self.count = count
        seconds = unit.seconds
    }

    /// The same in an hour, to compare.
    var perHour: Int64 { count * (3600 / seconds) }

    /// As the file writes it.
    public var description: String {
        "\(count)/\(Self.units.first { $0.seconds == seconds }?.name ?? "\(seconds)s")"
    }
}
