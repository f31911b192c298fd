import NIOHTTP1
import Synchronization

/// The name of one request in logs and answers.
///
/// A caller's own is kept if it can't break a header or a log line; without one, the trace that the request
/// belongs to names it; otherwise it is made here: random per process and counted, which costs no system
/// call.
enum RequestID {
    private static let prefix = String(UInt64.random(in: .min ... .max), radix: 36)
    private static let counter = Atomic<UInt64>(0)

    /// The id of a request by its header fields.
    static func of(_ headers: HTTPHeaders) -> String {
        if let offered = headers.first(name: "x-request-id") { return accepted(offered) }
        return headers.first(name: "traceparent").flatMap(traceID) ?? next()
    }

    /// The trace of a `traceparent` field; nil for what is none.
    ///
    /// - SeeAlso: W3C Trace Context, Level 1, §3.2
    static func traceID(_ field: String) -> String? {
        let parts = field.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[1].utf8.count == 32,
            parts[2].utf8.count == 16, parts[3].utf8.count == 2, parts[0] != "00" || parts.count == 4,
            parts.prefix(4).allSatisfy({ $0.utf8.allSatisfy(isLowerHexDigit) }),
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    private static func isLowerHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// The caller's id if it is 1 to 64 letters, digits and hyphens, else a new one.
    static func accepted(_ offered: String?) -> String {
        guard let offered, isSafe(offered.utf8) else { return next() }
        return offered
    }

    /// A new id.
    static func next() -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return "\(prefix)-\(String(number, radix: 36))"
    }

    private static func isSafe(_ text: String.UTF8View) -> Bool {
        guard (1...64).contains(text.count) else { return false }
        return text.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
