import NIOCore

/// A close frame: its code and what it says.
///
/// - SeeAlso: RFC 6455 §7.4; graphql-transport-ws
struct SocketClose: Error, Equatable {
    let code: UInt16
    let reason: String

    /// A control frame holds 125 bytes, two of them the code; the reason is cut where it is longer.
    init(_ code: UInt16, _ reason: String) {
        self.code = code
        guard reason.utf8.count > 123 else {
            self.reason = reason
            return
        }
        var cut = ""
        for character in reason {
            guard cut.utf8.count + character.utf8.count <= 123 else { break }
            cut.append(character)
        }
        self.reason = cut
    }

    /// How a connection ends that the responder ends.
    init(_ close: LiveClose) {
        switch close {
        case .forbidden: self = .forbidden
        case .slow(let cursor?): self.init(1013, "\(Self.slowReason), resume from \(cursor)")
        case .slow(nil): self.init(1013, Self.slowReason)
        case .goingAway: self = .goingAway
        case .tryAgainLater: self.init(1013, "try again later")
        case .internalError: self.init(4500, "Internal server error")
        }
    }

    static let goingAway = SocketClose(1001, "going away")
    static let unsupportedData = SocketClose(1003, "text messages only")
    static let invalidText = SocketClose(1007, "invalid UTF-8")
    static let rate = SocketClose(1008, "rate")
    static let tooLarge = SocketClose(1009, "message too large")

    static let forbidden = SocketClose(4403, "Forbidden")
    static let unauthorized = SocketClose(4401, "Unauthorized")
    static let initTimeout = SocketClose(4408, "Connection initialisation timeout")
    static let tooManyInits = SocketClose(4429, "Too many initialisation requests")

    /// The bytes break the rules of WebSockets.
    static func violation(_ what: String) -> SocketClose { SocketClose(1002, what) }
    /// The message breaks those of the protocol within.
    static func badMessage(_ what: String) -> SocketClose { SocketClose(4400, what) }
    /// An operation of the same id is under way.
    static func taken(_ id: String) -> SocketClose {
        SocketClose(4409, "Subscriber for \(id) already exists")
    }

    /// What to answer a peer's close frame: its own code, or what is wrong with it.
    static func answer(to payload: ByteBuffer) -> SocketClose {
        guard payload.readableBytes > 0 else { return SocketClose(1000, "") }
        let code = payload.getInteger(at: payload.readerIndex, as: UInt16.self)
        guard let code, isSendable(code) else { return .violation("bad close code") }
        let reason = payload.readableBytesView.dropFirst(2)
        guard String(validating: reason, as: UTF8.self) != nil else { return .invalidText }
        return SocketClose(code, "")
    }

    /// What it makes of the connection.
    var ending: LiveEnding {
        switch code {
        case 1000: .left
        case 1001: .draining
        case 1013: reason.hasPrefix(Self.slowReason) ? .slow : .failed
        case 4403: .forbidden
        case 4500: .failed
        default: .violation
        }
    }

    private static let slowReason = "slow consumer"

    /// Whether a peer may send a code: those that are reserved or only local it may not.
    private static func isSendable(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
