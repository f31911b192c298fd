import GraphQLExecution
import NIOCore

/// The errors of a response without `data`, as the protocols of live connections want them: a bare array.
enum LiveErrors {
    /// The value of the member `errors`, with which such a response begins; an error of ours if it does not.
    static func array(of response: ByteBuffer, requestID: String) -> ByteBuffer {
        let bytes = response.readableBytesView
        guard bytes.starts(with: start), let end = endOfArray(bytes[(bytes.startIndex + start.count)...])
        else {
            let outcome = Outcome.internalError
            return ByteBuffer(
                string: ErrorDocument.list(
                    message: outcome.message, code: outcome.code, requestID: requestID))
        }
        let first = bytes.startIndex + start.count
        return response.getSlice(at: first, length: end - first) ?? ByteBuffer(string: "[]")
    }

    private static let start = Array("{\"errors\":".utf8)

    /// Where the array that begins `bytes` ends, one behind its bracket; nil if it does not.
    private static func endOfArray(_ bytes: ByteBufferView) -> Int? {
        guard bytes.first == UInt8(ascii: "[") else { return nil }
        var depth = 0
        var isInText = false
        var isEscaped = false
        for index in bytes.indices {
            let byte = bytes[index]
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
        }
        return nil
    }
}

extension ByteBuffer {
    /// A copy of a response's bytes.
    init(_ body: ResponseBuffer) {
        self = body.withUnsafeBytes { ByteBuffer(bytes: $0) }
    }
}
