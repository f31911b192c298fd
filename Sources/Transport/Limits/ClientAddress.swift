import Glibc

/// The network address of a client, in one spelling.
public struct ClientAddress: Sendable, Hashable {
    /// The address as text: `192.0.2.1`, `2001:db8::1`. An IPv4 address in IPv6's clothes is an IPv4 address.
    public let text: String
    /// All 128 bits; those of an IPv4 address stand behind `::ffff`.
    let high: UInt64
    let low: UInt64

    /// Whether it is an IPv4 address.
    var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Whether it is this machine's own.
    var isLoopback: Bool { isIPv4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }

    /// Reads an address, perhaps with a port behind it or a zone, as proxies write them: `192.0.2.1:80`,
    /// `[2001:db8::1]:80`. Nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 64 else { return nil }
        guard let bytes = Self.bytes(Self.host(of: Substring(text))) else { return nil }
        self.init(
            high: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) },
            low: bytes[8...].reduce(0) { $0 << 8 | UInt64($1) })
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
        text = Self.text(high, low)
    }

    /// The part of an address that one subscriber holds: an IPv4 address, or the first half of an IPv6 one.
    public var block: (high: UInt64, low: UInt64) { (high, isIPv4 ? low : 0) }

    private static func host(of text: Substring) -> Substring {
        var text = text
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        if text.first == "[" {
            let inner = text.dropFirst().prefix { $0 != "]" }
            let rest = text[inner.endIndex...]
            guard rest.first == "]", rest.dropFirst().isEmpty || rest.dropFirst().first == ":" else {
                return ""
            }
            text = inner
        } else if text.contains("."), let colon = text.lastIndex(of: ":"),
            text.firstIndex(of: ":") == colon
        {
            text = text[..<colon]
        }
        return text.prefix { $0 != "%" }
    }

    /// 16 bytes; nil for no address.
    private static func bytes(_ host: Substring) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        // The system's function reads up to the first NUL.
        guard !host.utf8.contains(0) else { return nil }
        let host = String(host)
        if host.contains(":") { return inet_pton(AF_INET6, host, &bytes) == 1 ? bytes : nil }
        var four = [UInt8](repeating: 0, count: 4)
        guard inet_pton(AF_INET, host, &four) == 1 else { return nil }
        bytes.replaceSubrange(10..., with: [255, 255] + four)
        return bytes
    }

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        let bytes = [high, low].flatMap { half in (0..<8).map { UInt8(half >> (56 - 8 * $0) & 255) } }
        guard high != 0 || low >> 32 != 0xFFFF else {
            return bytes[12...].map(String.init).joined(separator: ".")
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
