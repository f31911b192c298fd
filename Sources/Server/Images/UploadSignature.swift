import Crypto
import Domain
import Foundation
import Restaurant
import Transport

/// An upload as its address says it.
struct SignedUpload: Equatable {
    let file: ImageFile
    /// Until when it may be sent, in seconds since 1970.
    let expirySeconds: Int64
}

/// Signs the addresses of uploads: HMAC-SHA256 over the method, the file's name, its length, its checksum and
/// the end, so that nobody can send anything else, and nothing needs to be looked up.
struct UploadSignature: Sendable {
    private let key: SymmetricKey

    init(secret: Data) {
        key = SymmetricKey(data: secret)
    }

    /// What stands behind `?` in the address of an upload.
    func query(_ upload: SignedUpload) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Self.message(upload), using: key)
        return """
            bytes=\(upload.file.byteCount)&sha256=\(Self.hex(upload.file.checksum))\
            &expires=\(upload.expirySeconds)&signature=\(Self.hex(code))
            """
    }

    /// The upload that an address is for; nil unless it is signed, and written as we write it.
    func upload(_ address: FileAddress) -> SignedUpload? {
        guard let name = ImageName(address.name), let upload = Self.claimed(name, address.query) else {
            return nil
        }
        // Compared in a time that does not tell where the two differ.
        let given = Array(address.query.utf8)
        let right = Array(query(upload).utf8)
        guard given.count == right.count, zip(given, right).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else {
            return nil
        }
        return upload
    }

    /// What the query says, signed or not.
    private static func claimed(_ name: ImageName, _ query: Substring) -> SignedUpload? {
        let pairs = query.split(separator: "&", maxSplits: 4).map {
            $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        }
        guard pairs.count == 4, pairs.allSatisfy({ $0.count == 2 }),
            let byteCount = Int(pairs[0][1]), let expirySeconds = Int64(pairs[2][1]),
            let checksum = bytes(pairs[1][1])
        else { return nil }
        return SignedUpload(
            file: ImageFile(name: name, byteCount: byteCount, checksum: checksum),
            expirySeconds: expirySeconds)
    }

    private static func message(_ upload: SignedUpload) -> Data {
        let parts = [
            "PUT", "\(upload.file.name)", "\(upload.file.byteCount)", hex(upload.file.checksum),
            "\(upload.expirySeconds)",
        ]
        return Data(parts.joined(separator: "\n").utf8)
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        let bytes = stride(from: 0, to: 64, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return bytes.count == 32 ? bytes : nil
    }

    /// Hexadecimal digits in lower case.
    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
