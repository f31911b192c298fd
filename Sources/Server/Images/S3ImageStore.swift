import Crypto
import Domain
import Foundation
import Logging
import Restaurant

/// Pictures in a bucket of an S3-compatible store, addressed by path: clients put them by a presigned
/// address, and read them where the operator serves the bucket.
///
/// The keys need `s3:PutObject`, `s3:GetObject`, `s3:DeleteObject` and `s3:ListBucket`; without the last one
/// a store does not tell what is missing from what is forbidden.
struct S3ImageStore: ImageStore, CustomStringConvertible, CustomReflectable {
    /// The scheme and host, such as `https://s3.eu-west-1.amazonaws.com`.
    private let endpoint: String
    private let host: String
    /// `/bucket/prefix` in front of a file's name.
    private let folder: String
    private let signer: S3Signer
    private let exchange: HTTPExchange
    private let logger: Logger

    /// - Throws: `StartFailure` for settings that cannot work.
    init(_ settings: Settings.Images, environment: [String: String], logger: Logger) throws {
        (endpoint, host) = try Self.endpoint(settings.s3Endpoint)
        guard !settings.s3Region.isEmpty, settings.s3Region.utf8.allSatisfy(Self.isNameByte) else {
            throw StartFailure("images.s3Region: '\(settings.s3Region)' is no region such as eu-west-1")
        }
        guard (3...63).contains(settings.s3Bucket.utf8.count),
            settings.s3Bucket.utf8.allSatisfy(Self.isNameByte)
        else { throw StartFailure("images.s3Bucket: '\(settings.s3Bucket)' is no name of a bucket") }
        folder = "/\(settings.s3Bucket)/\(settings.s3Prefix)"
        signer = S3Signer(
            accessKey: try Self.secret("AWS_ACCESS_KEY_ID", environment),
            secretKey: try Self.secret("AWS_SECRET_ACCESS_KEY", environment), region: settings.s3Region)
        self.logger = logger
        // One byte more than a picture may have, and what a store says of an error.
        exchange = HTTPExchange(
            timeout: settings.s3Timeout, bodyByteCountMax: max(settings.maxBytes + 1, 64 << 10))
    }

    /// Nothing of the keys.
    var description: String { "(pictures at \(host)\(folder))" }
    /// Nothing of the keys.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// A store holds a client to every header field that was signed: these bytes and no others, and once: a
    /// picture stays as it was completed, though its address still holds.
    ///
    /// - SeeAlso: RFC 9110 §13.1.2; Amazon S3 User Guide, "How to prevent object overwrites with conditional
    ///   writes". A store that knows no conditions lets the same bytes be sent again.
    func permission(for file: ImageFile, nowSeconds: Int64, expirySeconds: Int64) -> UploadPermission {
        let headers = [
            ("Cache-Control", "public, max-age=31536000, immutable"),
            ("Content-Type", file.name.format.contentType),
            ("If-None-Match", "*"),
            ("x-amz-checksum-sha256", Data(file.checksum).base64EncodedString()),
        ]
        let path = folder + "\(file.name)"
        let signed = headers + [("Content-Length", "\(file.byteCount)"), ("Host", host)]
        let (lifetime, overflows) = expirySeconds.subtractingReportingOverflow(nowSeconds)
        let query = signer.presignedQuery(
            for: .init(
                method: "PUT", path: path, headers: signed.map { (name: $0.0.lowercased(), value: $0.1) }),
            at: nowSeconds, lifetime: overflows ? 1 : max(1, lifetime))
        return UploadPermission(url: "\(endpoint)\(path)?\(query)", headers: headers)
    }

    /// Reads the object and holds it against what was announced: not every store heeds checksums, and none
    /// looks whether the bytes are a picture.
    func state(of file: ImageFile) async -> StoredImage {
        // One byte more than there may be tells that there are more.
        guard
            let answer = await ask(.get, file.name, headers: [("range", "bytes=0-\(file.byteCount)")])
        else { return .unreachable }
        let bytes = answer.body
        switch answer.status {
        case 200, 206: break
        case 404 where Self.isNoSuchKey(bytes): return .missing
        case 416: return .other
        default:
            logger.error(
                "the bucket of pictures refuses to be read", metadata: ["status": "\(answer.status)"])
            return .unreachable
        }
        let format = file.name.format
        let isWhole =
            bytes.count == file.byteCount && answer.contentType == format.contentType
            && format.begins(bytes.prefix(ImageFormat.signatureByteCount))
            && Array(SHA256.hash(data: bytes)) == file.checksum
        return isWhole ? .whole : .other
    }

    /// Whether it is the picture that is not there, and not the bucket.
    ///
    /// - SeeAlso: Amazon S3 API Reference, "Error Responses"
    private static func isNoSuchKey(_ body: Data) -> Bool {
        body.range(of: Data("<Code>NoSuchKey</Code>".utf8)) != nil
    }

    func remove(_ name: ImageName) async -> Bool {
        guard let answer = await ask(.delete, name) else { return false }
        guard [200, 204].contains(answer.status) || answer.status == 404 && Self.isNoSuchKey(answer.body)
        else {
            logger.error(
                "the bucket of pictures refuses to remove", metadata: ["status": "\(answer.status)"])
            return false
        }
        return true
    }

    /// The answer to a signed request; nil for none.
    private func ask(
        _ method: HTTPExchange.Method, _ name: ImageName, headers: [(name: String, value: String)] = []
    ) async -> HTTPExchange.Answer? {
        let path = folder + "\(name)"
        let proof = signer.headers(
            for: .init(
                method: method.rawValue, path: path, headers: headers + [("host", host)],
                payload: S3Signer.emptyPayload), at: Int64(Date().timeIntervalSince1970))
        do {
            return try await exchange.answer(
                to: .init(method: method, url: endpoint + path, headers: headers + proof))
        } catch {
            // The library's own words hold the address.
            logger.warning("the bucket of pictures does not answer")
            return nil
        }
    }

    // MARK: Settings

    /// The address without a stroke at its end, and the host as HTTP names it.
    private static func endpoint(_ text: String) throws -> (endpoint: String, host: String) {
        let url = URL(string: text)
        let isLocal = ["localhost", "127.0.0.1"].contains(url?.host ?? "")
        guard let url, let host = url.host, !host.isEmpty, url.user == nil, url.query == nil,
            url.path.isEmpty || url.path == "/", url.scheme == "https" || url.scheme == "http" && isLocal,
            let scheme = url.scheme
        else { throw StartFailure("images.s3Endpoint: needs an https address without a path") }
        let usual = scheme == "https" ? 443 : 80
        let name = url.port.map { $0 == usual ? host : "\(host):\($0)" } ?? host
        return ("\(scheme)://\(name)", name)
    }

    private static func secret(_ name: String, _ environment: [String: String]) throws -> String {
        guard let value = environment[name], !value.isEmpty else {
            throw StartFailure("environment: \(name) is not set, which images.store: s3 needs")
        }
        return value
    }

    /// Lower-case letters, digits, hyphens, full stops.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        isWordByte(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Lower-case letters and digits.
    static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
