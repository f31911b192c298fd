import Crypto
import Foundation

/// Signs requests to an S3-compatible store: AWS Signature Version 4, with HMAC-SHA256.
///
/// - SeeAlso: Amazon S3 API Reference, "Authenticating Requests (AWS Signature Version 4)"
struct S3Signer: Sendable, CustomStringConvertible, CustomReflectable {
    /// What is signed of a request.
    struct Request {
        var method: String
        /// The path, percent-encoded.
        var path: String
        /// Names and values, not encoded.
        var query: [(name: String, value: String)] = []
        /// All header fields that go into the signature, `host` among them; names in lower case.
        var headers: [(name: String, value: String)]
        /// The SHA-256 of the body in hexadecimal digits.
        var payload = S3Signer.unsignedPayload
    }

    private static let algorithm = "AWS4-HMAC-SHA256"
    private static let unsignedPayload = "UNSIGNED-PAYLOAD"
    /// The SHA-256 of no bytes.
    static let emptyPayload = UploadSignature.hex(SHA256.hash(data: Data()))

    let accessKey: String
    let secretKey: String
    let region: String

    /// Nothing of the keys.
    var description: String { "(S3 signer)" }
    /// Nothing of the keys.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// The query of an address that anybody may use, with the request's own header fields, for so long.
    func presignedQuery(for request: Request, at unixSeconds: Int64, lifetime: Int64) -> String {
        var request = request
        let date = Self.date(unixSeconds)
        request.query += [
            ("X-Amz-Algorithm", Self.algorithm),
            ("X-Amz-Credential", "\(accessKey)/\(scope(date))"),
            ("X-Amz-Date", date),
            ("X-Amz-Expires", "\(lifetime)"),
            ("X-Amz-SignedHeaders", Self.names(request)),
        ]
        return Self.query(request) + "&X-Amz-Signature=" + signature(of: request, date)
    }

    /// The header fields that prove a request, `host` and those of `request` aside.
    func headers(for request: Request, at unixSeconds: Int64) -> [(name: String, value: String)] {
        var request = request
        let date = Self.date(unixSeconds)
        let added = [("x-amz-content-sha256", request.payload), ("x-amz-date", date)]
        request.headers += added
        let proof = """
            \(Self.algorithm) Credential=\(accessKey)/\(scope(date)),\
            SignedHeaders=\(Self.names(request)),Signature=\(signature(of: request, date))
            """
        return added + [("authorization", proof)]
    }

    /// What a signing key is for: a day, a region, a service.
    private func scope(_ date: String) -> String { "\(date.prefix(8))/\(region)/s3/aws4_request" }

    private func signature(of request: Request, _ date: String) -> String {
        let canonical = [
            request.method, request.path, Self.query(request),
            Self.sorted(request).map { "\($0.name):\($0.value)\n" }.joined(), Self.names(request),
            request.payload,
        ].joined(separator: "\n")
        let text = [
            Self.algorithm, date, scope(date), UploadSignature.hex(SHA256.hash(data: Data(canonical.utf8))),
        ].joined(separator: "\n")
        let parts = ["\(date.prefix(8))", region, "s3", "aws4_request", text]
        let code = parts.reduce(Data("AWS4\(secretKey)".utf8)) { key, part in
            Data(HMAC<SHA256>.authenticationCode(for: Data(part.utf8), using: SymmetricKey(data: key)))
        }
        return UploadSignature.hex(code)
    }

    private static func sorted(_ request: Request) -> [(name: String, value: String)] {
        request.headers.sorted { $0.name < $1.name }
    }

    private static func names(_ request: Request) -> String {
        sorted(request).map(\.name).joined(separator: ";")
    }

    /// The query as it is signed, which is how it is sent too.
    private static func query(_ request: Request) -> String {
        request.query.map { "\(encoded($0.name))=\(encoded($0.value))" }.sorted().joined(separator: "&")
    }

    /// Percent-encoded but for the unreserved characters.
    ///
    /// - SeeAlso: RFC 3986 §2.3
    static func encoded(_ text: String) -> String {
        let kept = Set("-._~".utf8)
        return text.utf8.map { byte in
            let isPlain =
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || kept.contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte))
                : "%" + UploadSignature.hex([byte]).uppercased()
        }.joined()
    }

    /// `20130524T000000Z`.
    private static func date(_ unixSeconds: Int64) -> String {
        var style = Date.ISO8601FormatStyle(timeZone: .gmt)
        style = style.year().month().day().dateSeparator(.omitted)
            .time(includingFractionalSeconds: false).timeSeparator(.omitted)
            .timeZone(separator: .omitted)
        return Date(timeIntervalSince1970: TimeInterval(unixSeconds)).formatted(style)
    }
}
