public import Domain

/// Where the bytes of pictures lie: a folder of this server, or a bucket somewhere else.
///
/// Clients send the bytes to the store by an address that is signed for exactly these bytes.
public protocol ImageStore: Sendable {
    /// What lets a client send a picture until `expirySeconds`. Reaches nobody.
    func permission(
        for file: ImageFile, nowSeconds: Int64, expirySeconds: Int64
    ) -> UploadPermission
    /// Whether the picture lies in the store as it was announced. The store may be another machine: no
    /// transaction waits for it.
    func state(of file: ImageFile) async -> StoredImage
    /// Removes a picture, if it is there.
    ///
    /// - Returns: whether it is gone now.
    func remove(_ name: ImageName) async -> Bool
    /// Removes what is left of writing that ended halfway. Called from time to time, by every process.
    func tidy() async
}

extension ImageStore {
    /// Nothing is left where another machine writes.
    public func tidy() async {}
}

/// A picture as its sender announced it.
public struct ImageFile: Sendable, Hashable {
    /// The file's name.
    public let name: ImageName
    /// Its exact number of bytes.
    public let byteCount: Int
    /// The SHA-256 of these bytes.
    public let checksum: [UInt8]

    /// A picture of so many bytes.
    public init(name: ImageName, byteCount: Int, checksum: [UInt8]) {
        self.name = name
        self.byteCount = byteCount
        self.checksum = checksum
    }
}

/// The request by which a client sends a picture.
public struct UploadPermission: Sendable {
    /// The HTTP method.
    public let method: String
    /// The address, signed.
    public let url: String
    /// The header fields that must go with it.
    public let headers: [(name: String, value: String)]

    /// A request.
    public init(method: String = "PUT", url: String, headers: [(name: String, value: String)]) {
        self.method = method
        self.url = url
        self.headers = headers
    }
}

/// What the store holds under a picture's name.
public enum StoredImage: Sendable {
    /// The bytes that were announced.
    case whole
    /// Nothing.
    case missing
    /// Other bytes, or no picture of the announced form.
    case other
    /// The store does not answer.
    case unreachable
}

/// What pictures may be, and the store for them.
public struct ImageTerms: Sendable {
    /// Where their bytes lie.
    public let store: any ImageStore
    /// Most bytes of one.
    public var byteCountMax = 5 << 20
    /// How long a permission to send one holds.
    public var uploadLifetime = Duration.seconds(900)
    /// Most uploads of one organization, pictures in use among them.
    public var uploadCountMax = 5_000
    /// How long a picture stays that nothing shows.
    public var unusedLifetime = Duration.seconds(86_400)

    /// Terms over a store; the rest have defaults.
    public init(store: any ImageStore) {
        self.store = store
    }
}
