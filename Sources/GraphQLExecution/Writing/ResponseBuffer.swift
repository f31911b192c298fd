/// A growing buffer of response bytes with one owner; copies share storage until one of them writes.
///
/// Amortised O(1) per byte. The transport reads the bytes once, into its own buffer.
public struct ResponseBuffer: @unchecked Sendable {
    // Sendable: `storage` is reached only through this struct, and every write first makes it unique.

    @usableFromInline var storage: Storage
    /// Number of bytes written.
    public internal(set) var count: Int

    /// The memory behind a buffer.
    @usableFromInline
    final class Storage {
        @usableFromInline let base: UnsafeMutablePointer<UInt8>
        @usableFromInline let capacity: Int

        init(capacity: Int) {
            base = .allocate(capacity: capacity)
            self.capacity = capacity
        }

        deinit { base.deallocate() }
    }

    /// An empty buffer with room for `capacity` bytes.
    public init(capacity: Int = 1024) {
        storage = Storage(capacity: max(capacity, 64))
        count = 0
    }

    /// Calls `body` with the bytes written so far.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result = try body(UnsafeRawBufferPointer(start: storage.base, count: count))
        return withExtendedLifetime(storage) { result }
    }

    /// The bytes as text, for logs and tests. O(count).
    public var text: String {
        withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Makes room for `additional` bytes and returns the address of the first free one.
    @inline(__always)
    mutating func reserve(_ additional: Int) -> UnsafeMutablePointer<UInt8> {
        if storage.capacity &- count < additional || !isKnownUniquelyReferenced(&storage) {
            grow(by: additional)
        }
        return storage.base + count
    }

    @inline(never)
    private mutating func grow(by additional: Int) {
        let larger = Storage(capacity: max(storage.capacity * 2, count + additional))
        larger.base.update(from: storage.base, count: count)
        storage = larger
    }

    /// Forgets everything after the first `length` bytes.
    mutating func truncate(to length: Int) {
        assert(length <= count)
        count = length
    }
}

extension ResponseBuffer {
    /// Appends one byte.
    @inline(__always)
    public mutating func append(_ byte: UInt8) {
        reserve(1).pointee = byte
        count &+= 1
    }

    /// Appends bytes unchanged.
    @inline(__always)
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        append(base, bytes.count)
    }

    @inline(__always)
    mutating func append(_ pointer: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length).update(from: pointer, count: length)
        count &+= length
    }

    /// Appends bytes unchanged.
    public mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    /// Appends a constant such as `"null"` unchanged.
    @inline(__always)
    public mutating func append(_ constant: StaticString) {
        append(constant.utf8Start, constant.utf8CodeUnitCount)
    }

    /// Appends a string unchanged, without quotes.
    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }
}
