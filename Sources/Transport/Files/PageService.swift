import NIOCore

/// Pages below `/docs` that differ by who asks.
public protocol PageService: Sendable {
    /// Answers a request for a page. Never throws: every failure is a reply.
    ///
    /// - Parameters:
    ///   - call: who asks.
    ///   - path: the path of the target, as it was sent.
    ///   - search: the parameter `q`; empty without one.
    func reply(to call: GraphQLCall, at path: String, search: String) async -> PageReply
}

/// The answer to a request for a page.
public enum PageReply: Sendable {
    /// The page.
    case found(ServedPage)
    /// There is none at the path, or none for the caller; what a browser shows in its place.
    case missing(ServedPage)
    /// It is not known who calls, or they call too often.
    case refused(CallRefusal)
}

/// A page as it is sent.
public struct ServedPage: Sendable {
    let body: ByteBuffer
    let contentType: StaticString
    /// What the body is known by.
    let tag: String

    /// A page of a text.
    public init(_ text: String, contentType: StaticString) {
        body = ByteBuffer(string: text)
        self.contentType = contentType
        tag = body.withUnsafeReadableBytes { BodyTag.of($0) }
    }

    /// How many bytes it takes in memory.
    public var byteCount: Int { body.readableBytes }
}
