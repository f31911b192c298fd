/// How a live connection ended, for who counts them.
public enum LiveEnding: String, Sendable, CaseIterable {
    /// The client ended it, or was gone.
    case left
    /// The only operation of an event stream was over.
    case finished
    /// The client took less than came; it goes on from its cursor.
    case slow
    /// Nothing was heard of the client any more.
    case silent
    /// The client broke a rule, or asked for too much.
    case violation
    /// The credential was over.
    case forbidden
    /// The server went down.
    case draining
    /// Our fault, or no room.
    case failed
}

extension LiveEnding {
    /// What it is when the responder ends a connection.
    init(_ close: LiveClose) {
        switch close {
        case .forbidden: self = .forbidden
        case .slow: self = .slow
        case .goingAway: self = .draining
        case .tryAgainLater, .internalError: self = .failed
        }
    }
}
