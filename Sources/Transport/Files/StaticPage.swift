import NIOCore

/// A page of the server's own, or a part of one, as it is sent to whoever asks.
///
/// A page that is served may open a WebSocket from a browser on this machine: its origin is the server's own.
public struct StaticPage: Sendable {
    let body: ByteBuffer
    let contentType: StaticString

    /// A page of these bytes.
    public init(_ bytes: some Sequence<UInt8>, contentType: StaticString) {
        body = ByteBuffer(bytes: bytes)
        self.contentType = contentType
    }
}
