internal import Foundation

/// The header of a token, read strictly: three text fields and nothing else.
struct TokenHeader {
    let alg: String
    let typ: String
    let kid: String

    /// Nil for another number of parts, bad Base64, bad JSON, an unknown field, or a `kid` of other
    /// characters.
    init?(token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        // The library reads padding and loose bits too: then one token would have many spellings.
        guard parts.count == 3, parts.allSatisfy(Self.isCanonical), let data = Self.decoded(parts[0]),
            let fields = try? JSONDecoder().decode([String: String].self, from: data),
            fields.count == 3, let alg = fields["alg"], let typ = fields["typ"], let kid = fields["kid"],
            (1...32).contains(kid.utf8.count), kid.utf8.allSatisfy(Self.isKeyByte)
        else { return nil }
        self.alg = alg
        self.typ = typ
        self.kid = kid
    }

    private static func decoded(_ text: Substring) -> Data? {
        guard !text.contains(where: { $0 == "+" || $0 == "/" || $0 == "=" }) else { return nil }
        var base64 = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while base64.utf8.count % 4 != 0 { base64 += "=" }
        return Data(base64Encoded: base64)
    }

    /// Whether a part is spelled as its bytes are encoded.
    private static func isCanonical(_ part: Substring) -> Bool {
        guard let data = decoded(part) else { return false }
        let digits = data.base64EncodedString().utf8.lazy.filter { $0 != UInt8(ascii: "=") }
        return digits.elementsEqual(
            part.utf8.lazy.map { byte in
                switch byte {
                case UInt8(ascii: "-"): UInt8(ascii: "+")
                case UInt8(ascii: "_"): UInt8(ascii: "/")
                default: byte
                }
            })
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
