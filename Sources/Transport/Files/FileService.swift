public import NIOCore

/// What lies beside the API: pictures, which clients put by a signed address and everybody reads.
public protocol FileService: Sendable {
    /// How many bytes a body for this address may have; nil for what every request may. Asked on the event
    /// loop before the body is read: it must be quick, and say more only to who may send so much.
    func bodyBytesMax(_ upload: FileAddress) -> Int?
    /// Does what was asked for.
    func reply(to call: FileCall) async -> FileReply
}

/// The part of a request's target that names a file.
public struct FileAddress: Sendable, Hashable {
    /// The path's last part, as it was sent.
    public let name: Substring
    /// What stands behind `?`; empty for nothing.
    public let query: Substring

    /// An address.
    public init(name: Substring, query: Substring) {
        self.name = name
        self.query = query
    }
}

/// A request for a file.
public struct FileCall: Sendable {
    /// What is to be done.
    public enum Act: Sendable {
        /// Put these bytes there.
        case put(ByteBuffer, contentType: String?)
        /// Read it, unless it is the one that the tag names.
        case read(unless: String?)
    }

    /// What is to be done.
    public let act: Act
    /// With which file.
    public let address: FileAddress

    /// A request.
    public init(_ act: Act, at address: FileAddress) {
        self.act = act
        self.address = address
    }
}

/// The answer to a request for a file.
public enum FileReply: Sendable {
    /// The file lies there now.
    case stored
    /// The file, which never changes under its address.
    case found(ByteBuffer, contentType: StaticString, tag: String)
    /// The file that the caller has is the one.
    case unchanged(tag: String)
    /// Nothing was done.
    case refused(status: Int, code: String, message: String)
}
