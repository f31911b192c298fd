import NIOCore
import NIOHTTP1

extension Endpoint {
    /// An answer with its body, compressed where the caller takes that and it is worth it.
    func encoded(_ answer: Answer, _ bytes: UnsafeRawBufferPointer, takesGzip: Bool) -> ByteBuffer {
        guard takesGzip, let compressedFrom, bytes.count >= compressedFrom,
            let packed = Gzip.packed(bytes, allocator: allocator)
        else {
            return answer.encoded(bodyCount: bytes.count, allocator: allocator) { $0.writeBytes(bytes) }
        }
        var answer = answer
        answer.isPacked = true
        return answer.encoded(bodyCount: packed.readableBytes, allocator: allocator) {
            $0.writeImmutableBuffer(packed)
        }
    }

    /// Says of an answer that everybody gets alike what it is known by and how long caches may keep it.
    ///
    /// - Returns: the answer without a body for who has this one already.
    func shared(
        _ answer: inout Answer, _ bytes: UnsafeRawBufferPointer, _ outcome: Outcome, _ terms: AnswerTerms
    ) -> ByteBuffer? {
        guard terms.isShared, outcome == .data else { return nil }
        let tag = BodyTag.of(bytes)
        answer.tag = tag
        answer.sharedSeconds = sharedSeconds
        answer.extraHeaders = "Vary: Accept, Accept-Encoding, Authorization, Act-As, Show-Cost\r\n"
        guard BodyTag.isKnown(tag, by: terms.known) else { return nil }
        answer.status = .notModified
        return answer.encodedWithoutBody(allocator: allocator)
    }
}
