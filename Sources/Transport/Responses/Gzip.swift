import CZlib
import NIOCore

/// Bytes as `Content-Encoding: gzip` has them.
///
/// Answers only: what requests bring is never taken apart (`UNSUPPORTED_MEDIA_TYPE`). A secret and a caller's
/// own text do stand side by side in answers; who could make a browser ask for them again and again would
/// need a token that no browser sends by itself.
///
/// - SeeAlso: RFC 1952; RFC 9110 §8.4.1.3
enum Gzip {
    /// The fastest level: it makes a menu of 41 kB 8.9; level 6 makes it 6.9 and takes six times as long.
    private static let level: Int32 = 1
    /// With a gzip head and the largest window.
    private static let windowBits: Int32 = 15 + 16
    private static let memoryLevel: Int32 = 8

    /// The bytes compressed; nil where the library can't, or the result would be no smaller.
    static func packed(_ bytes: UnsafeRawBufferPointer, allocator: ByteBufferAllocator) -> ByteBuffer? {
        var stream = z_stream()
        let begun = deflateInit2_(
            &stream, level, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK, let count = UInt32(exactly: bytes.count) else { return nil }
        defer { deflateEnd(&stream) }
        var buffer = allocator.buffer(capacity: bytes.count)
        let packedCount = buffer.withUnsafeMutableWritableBytes { room -> Int? in
            stream.next_in = UnsafeMutablePointer(
                mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            stream.avail_in = count
            stream.next_out = room.bindMemory(to: UInt8.self).baseAddress
            stream.avail_out = count
            // Without room for all of it the result would be no smaller.
            guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
            return Int(count - stream.avail_out)
        }
        guard let packedCount else { return nil }
        buffer.moveWriterIndex(forwardBy: packedCount)
        return buffer
    }

    /// Whether `Accept-Encoding` names it, and not to refuse it.
    ///
    /// - SeeAlso: RFC 9110 §12.5.3
    static func isTaken(_ accepted: String?) -> Bool {
        guard let accepted else { return false }
        return accepted.split(separator: ",").contains { coding in
            let parts = coding.lowercased().filter { $0 != " " && $0 != "\t" }.split(separator: ";")
            guard let name = parts.first, name == "gzip" || name == "x-gzip" else { return false }
            return !parts.dropFirst().contains { parameter in
                parameter.hasPrefix("q=") && (Double(parameter.dropFirst(2)) ?? 0) <= 0
            }
        }
    }
}
