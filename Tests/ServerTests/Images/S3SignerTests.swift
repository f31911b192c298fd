import Foundation
import Testing

@testable import Server

/// Signatures against examples that others have worked out.
struct S3SignerTests {
    private static let may2013: Int64 = 1_369_353_600
    private static let march2026: Int64 = 1_772_380_800

    private static func signer(_ region: String) -> S3Signer {
        S3Signer(
            accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            region: region)
    }

    /// - SeeAlso: Amazon S3 API Reference, "Signature Calculations for the Authorization Header", examples
    @Test func `header fields prove the requests of the reference`() {
        let host = (name: "host", value: "examplebucket.s3.amazonaws.com")
        let requests: [(S3Signer.Request, String)] = [
            (
                .init(
                    method: "GET", path: "/test.txt", headers: [host, ("range", "bytes=0-9")],
                    payload: S3Signer.emptyPayload),
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
            ),
            (
                .init(
                    method: "PUT", path: "/" + S3Signer.encoded("test$file.text"),
                    headers: [
                        host, ("date", "Fri, 24 May 2013 00:00:00 GMT"),
                        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                    ], payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
            ),
            (
                .init(
                    method: "GET", path: "/", query: [("lifecycle", "")], headers: [host],
                    payload: S3Signer.emptyPayload),
                "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
            ),
            (
                .init(
                    method: "GET", path: "/", query: [("max-keys", "2"), ("prefix", "J")], headers: [host],
                    payload: S3Signer.emptyPayload),
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
            ),
        ]

        for (request, signature) in requests {
            let headers = Self.signer("us-east-1").headers(for: request, at: Self.may2013)
            #expect(headers.map(\.name) == ["x-amz-content-sha256", "x-amz-date", "authorization"])
            #expect(headers[1].value == "20130524T000000Z")
            #expect(headers[2].value.hasSuffix("Signature=\(signature)"), "\(request)")
        }
    }

    /// - SeeAlso: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters", example
    @Test func `an address is signed as in the reference`() {
        let query = Self.signer("us-east-1").presignedQuery(
            for: .init(
                method: "GET", path: "/test.txt", headers: [("host", "examplebucket.s3.amazonaws.com")]),
            at: Self.may2013, lifetime: 86_400)

        #expect(
            query == """
                X-Amz-Algorithm=AWS4-HMAC-SHA256\
                &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
                &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
                &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404
                """)
    }

    /// The expected values are botocore's.
    @Test func `uploads and reads are signed as another client signs them`() {
        let path = "/dishes/menus/image_01jqaf8h00f6vbb6vb4tzxm3kz.png"
        let put = Self.signer("eu-west-1").presignedQuery(
            for: .init(
                method: "PUT", path: path,
                headers: [
                    ("cache-control", "public, max-age=31536000, immutable"), ("content-length", "14"),
                    ("content-type", "image/png"), ("host", "s3.eu-west-1.amazonaws.com"),
                    ("x-amz-checksum-sha256", "xKZ9uJEQMUuX+WnYwwS5udDzhq2lTCihYHn/QkSINJY="),
                ]), at: Self.march2026, lifetime: 900)
        let get = Self.signer("eu-west-1").headers(
            for: .init(
                method: "GET", path: path, headers: [("range", "bytes=0-14"), ("host", "127.0.0.1:5000")],
                payload: S3Signer.emptyPayload), at: Self.march2026)

        #expect(put.hasSuffix("f4d6f7114deffae3f9a985160270fb2b6e0bc88444aad90defd99fe80dd0ce82"))
        #expect(
            put.contains(
                """
                &X-Amz-Expires=900&X-Amz-SignedHeaders=\
                cache-control%3Bcontent-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256&
                """))
        #expect(
            get.last?.value.hasSuffix(
                "Signature=6717a461444ec52efe30512c1dd7fc44d3e01a674f6af91ba1ae72ac67c1e704") == true)
    }
}
