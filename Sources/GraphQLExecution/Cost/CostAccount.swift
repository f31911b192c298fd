/// Who pays for an operation, and what the response tells of it besides its result.
public struct CostAccount: Sendable {
    /// Pays; nil where nobody has to.
    public var budget: (any CostBudget)?
    /// Whether the response tells the cost, as `extensions.cost`.
    public var isShown: Bool
    /// Whether the response tells how it came about, as `extensions.explain`, and that is noted here; nil for
    /// everybody but developers. Responses in parts and live ones tell nothing of it.
    public var explanation: Explanation?

    /// An account; without arguments nobody pays and nothing is told.
    public init(budget: (any CostBudget)? = nil, isShown: Bool = false) {
        self.budget = budget
        self.isShown = isShown
    }
}

/// What a caller may still spend.
public protocol CostBudget: Sendable {
    /// Takes the most that an operation may cost, before anything is loaded.
    ///
    /// - Throws: when there is not so much left; then nothing is taken.
    func take(_ cost: Int) throws(CostRefusal)

    /// Gives back what an operation turned out not to cost of what was taken for it.
    func settle(requested: Int, actual: Int)

    /// What is left now.
    var status: CostStatus { get }
}

/// A caller has spent too much of late.
public struct CostRefusal: Error, Sendable {
    /// In how many seconds there is enough again.
    public let retryAfter: Int

    /// A refusal.
    public init(retryAfter: Int) {
        self.retryAfter = retryAfter
    }
}

/// What a caller may spend: a bucket that fills by itself.
public struct CostStatus: Sendable, Equatable {
    /// The bucket when it is full.
    public let maximumAvailable: Int
    /// What is in it now.
    public let currentlyAvailable: Int
    /// What comes in each second.
    public let restoreRate: Int

    /// A status.
    public init(maximumAvailable: Int, currentlyAvailable: Int, restoreRate: Int) {
        self.maximumAvailable = maximumAvailable
        self.currentlyAvailable = currentlyAvailable
        self.restoreRate = restoreRate
    }
}

extension ResponseBuffer {
    /// Appends `"cost":{…}`.
    ///
    /// - Parameter actual: what was spent; nil while it is not known.
    mutating func appendCost(requested: Int, actual: Int?, _ status: CostStatus?) {
        append("\"cost\":{\"requested\":")
        appendInteger(Int64(requested))
        if let actual {
            append(",\"actual\":")
            appendInteger(Int64(actual))
        }
        if let status {
            append(",\"throttleStatus\":{\"maximumAvailable\":")
            appendInteger(Int64(status.maximumAvailable))
            append(",\"currentlyAvailable\":")
            appendInteger(Int64(status.currentlyAvailable))
            append(",\"restoreRate\":")
            appendInteger(Int64(status.restoreRate))
            append(0x7D)
        }
        append(0x7D)
    }
}
