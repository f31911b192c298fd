import Synchronization

/// Lets requests in while whoever sends them has not sent too many.
///
/// Asked on event loops, for every request but those of `/live` and `/ready`: it never waits.
public protocol RequestGate: Sendable {
    /// A request has arrived, and nothing of it has been looked at yet.
    ///
    /// - Parameters:
    ///   - client: nil where the connection tells no address.
    ///   - withCredential: whether a credential comes with it, which has still to prove something.
    func arrive(from client: ClientAddress?, withCredential: Bool) -> GateVerdict
}

/// What a gate says.
public enum GateVerdict: Sendable {
    case admitted(RateReport?)
    /// Too many; in how many seconds there is room again.
    case refused(RateReport, retryAfter: Int)
}

/// How many requests are left: the fields `RateLimit-Policy` and `RateLimit`.
///
/// - SeeAlso: draft-ietf-httpapi-ratelimit-headers-10
public struct RateReport: Sendable, Equatable {
    /// Who is counted.
    public enum Policy: String, Sendable {
        case address, caller, tenant
    }

    /// Who is counted here.
    public let policy: Policy
    /// Requests at once, and again in each window.
    public let quota: Int
    /// Seconds in which the whole quota comes back.
    public let window: Int
    /// Requests that are left.
    public let remaining: Int
    /// Seconds until the whole quota is there again.
    public let reset: Int

    /// A report.
    public init(policy: Policy, quota: Int, window: Int, remaining: Int, reset: Int) {
        self.policy = policy
        self.quota = quota
        self.window = window
        self.remaining = remaining
        self.reset = reset
    }

    /// Two header lines, each ended by CR LF.
    var headerLines: String {
        "RateLimit-Policy: \"\(policy.rawValue)\";q=\(quota);w=\(window)\r\n"
            + "RateLimit: \"\(policy.rawValue)\";r=\(remaining);t=\(reset)\r\n"
    }
}

/// What the answer to a call tells of rates: noted by the gate, then by whoever finds out who calls.
public final class RateNote: Sendable {
    private let noted: Mutex<RateReport?>

    init(_ report: RateReport?) {
        noted = Mutex(report)
    }

    /// The latest report.
    public var report: RateReport? { noted.withLock { $0 } }

    /// Replaces the report.
    public func note(_ report: RateReport) { noted.withLock { $0 = report } }
}
