import Synchronization

/// The name of one request in logs and answers.
///
/// A caller's own is kept if it can't break a header or a log line; otherwise, and without one, it is made
/// here: random per process and counted, which costs no system call.
enum RequestID {
    private static let prefix = String(UInt64.random(in: .min ... .max), radix: 36)
    private static let counter = Atomic<UInt64>(0)

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
