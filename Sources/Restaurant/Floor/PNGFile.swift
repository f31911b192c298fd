/// Writes a black and white PNG without compression: a QR code is a few kilobytes, and needs no library.
///
/// - SeeAlso: W3C PNG (Third Edition), RFC 1950, RFC 1951
enum PNGFile {
    /// Longest block that is stored as it is.
    private static let blockByteCountMax = 65_535

    /// A square picture of one bit a pixel.
    ///
    /// - Parameter rows: each with its filter byte in front.
    static func bitmap(side: UInt32, rows: [UInt8]) -> [UInt8] {
        // One bit, grey; the usual compression and filters, not interlaced.
        let header = bytes(side) + bytes(side) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    /// Bytes as a zlib stream of stored blocks.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + blockByteCountMax, bytes.count)
            let count = UInt16(clamping: end - start)
            stream.append(end == bytes.count ? 1 : 0)
            for number in [count, ~count] { stream += [UInt8(number & 0xFF), UInt8(number >> 8)] }
            stream += bytes[start..<end]
            start = end
        } while start < bytes.count
        return stream + Self.bytes(adler32(bytes))
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bytes(UInt32(clamping: data.count)) + body + bytes(crc32(body))
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init)
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
