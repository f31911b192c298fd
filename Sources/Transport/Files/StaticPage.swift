import NIOCore

/// A page of the server's own, or a part of one, as it is sent to whoever asks.
///
/// Where pages may connect, one may open a WebSocket from a browser on this machine: its origin is the
/// server's own.
public struct StaticPage: Sendable {
    let body: ByteBuffer
    let contentType: StaticString
    let cacheControl: StaticString

    /// A page of these bytes.
    ///
    /// - Parameter cacheControl: how long browsers keep it; not at all unless said.
    public init(
        _ bytes: some Sequence<UInt8>, contentType: StaticString, cacheControl: StaticString = "no-store"
    ) {
        body = ByteBuffer(bytes: bytes)
        self.contentType = contentType
        self.cacheControl = cacheControl
    }
}

/// A page that is made anew for each reader, who must sit at this machine: for what development alone tells.
public struct LocalPage: Sendable {
    let contentType: StaticString
    let make: @Sendable () async -> [UInt8]

    /// A page whose bytes `make` gives. Kept by nobody.
    public init(contentType: StaticString, make: @escaping @Sendable () async -> [UInt8]) {
        self.contentType = contentType
        self.make = make
    }
}
