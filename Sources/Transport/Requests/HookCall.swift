public import NIOCore

/// What somebody outside tells of itself: bytes, and what proves who sent them.
public struct HookCall: Sendable {
    /// The body as it came: the proof is over these bytes.
    public let body: ByteBuffer
    /// The header `Comanda-Signature`; nil without it.
    public let signature: String?

    /// A call.
    public init(body: ByteBuffer, signature: String?) {
        self.body = body
        self.signature = signature
    }
}

/// What becomes of it.
public enum HookReply: Int, Sendable {
    /// It was heard, now or before.
    case heard = 204
    /// It is not of the expected shape.
    case malformed = 400
    /// Nothing proves who sent it, or it is too old.
    case unproven = 401
    /// It can't be heard now; sent again later it may be.
    case unavailable = 503
}

/// Hears what providers tell.
public typealias HookHandler = @Sendable (HookCall) async -> HookReply
