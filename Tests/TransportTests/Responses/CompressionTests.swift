import NIOCore
import Testing

@testable import Transport

/// Answers for those who take them compressed.
@Suite struct CompressionTests {
    private func answer(
        to query: String, _ accepted: String?, from byteCount: Int? = 1_000
    ) async throws -> RawHTTP.Result {
        var result = RawHTTP.Result()
        try await withServer(change: { $0.compressedFrom = byteCount }) { port in
            let headers = accepted.map { ["Accept-Encoding: \($0)"] } ?? []
            let text = post(query, headers: headers)
            result = await RawHTTP.talk(port: port, [.send(text), .read(answers: 1)])
        }
        return result
    }

    @Test(arguments: ["gzip", "br, gzip", "GZip ; q=0.5", "deflate,gzip;q=1.0"])
    func `a large body comes compressed to who takes that`(_ accepted: String) async throws {
        let result = try await answer(to: "big", accepted)
        #expect(result.header("Content-Encoding") == "gzip")
        let count = try #require(result.header("Content-Length").flatMap { Int($0) })
        #expect(count > 20 && count < 1 << 20)
    }

    @Test(arguments: [nil, "", "br", "identity", "gzip;q=0", "gzip; q=0.0, identity", "notgzip"])
    func `nobody else gets it so`(_ accepted: String?) async throws {
        let result = try await answer(to: "big", accepted)
        #expect(result.header("Content-Encoding") == nil)
        #expect(result.header("Content-Length") == "\(8 << 20)")
    }

    @Test func `a small body comes as it is, and every one where compression is off`() async throws {
        #expect(try await answer(to: "small", "gzip").header("Content-Encoding") == nil)
        #expect(try await answer(to: "big", "gzip", from: nil).header("Content-Encoding") == nil)
    }

    @Test func `bytes that get no smaller are not compressed`() {
        var state: UInt64 = 88_172_645_463_325_252
        let noise = (0..<4_096).map { _ -> UInt8 in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
        #expect(noise.withUnsafeBytes { Gzip.packed($0, allocator: .init()) } == nil)
        #expect([UInt8]().withUnsafeBytes { Gzip.packed($0, allocator: .init()) } == nil)
    }
}
