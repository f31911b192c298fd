import GraphQLLanguage
public import GraphQLSchema

/// Bytes that are not the JSON that was expected.
public struct JSONError: Error, Sendable, Equatable {
    /// What is wrong, for people.
    public let message: String
    /// Byte offset of the fault.
    public let offset: Int
}

/// Reads JSON into input values: strict RFC 8259, bounded depth, duplicate names refused.
///
/// Our own, because variables must keep integers exact, refuse lone surrogates and never nest beyond a limit.
///
/// - SeeAlso: RFC 8259
public struct JSONReader {
    /// Default of `graphql.jsonDepth`.
    public static let depthMax = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private let depthMax: Int
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    /// Reads one JSON value that takes up all the bytes.
    ///
    /// - Complexity: O(count).
    public static func read(
        _ bytes: UnsafeRawBufferPointer, depthMax: Int = JSONReader.depthMax
    ) throws(JSONError) -> InputValue {
        var reader = JSONReader(bytes.bindMemory(to: UInt8.self), depthMax: depthMax)
        reader.skipByteOrderMark()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else {
            throw reader.error("Unexpected text after the JSON value")
        }
        return value
    }

    private func error(_ message: String) -> JSONError { JSONError(message: message, offset: position) }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipByteOrderMark() {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> InputValue {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try list(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "-"): return try number()
        case nil: throw error("Unexpected end of JSON")
        default: throw error("Expected a JSON value")
        }
    }

    private mutating func word(_ word: StaticString, _ value: InputValue) throws(JSONError) -> InputValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard byte == word.utf8Start[index] else { throw error("Expected \(word)") }
            position += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> InputValue {
        guard depth <= depthMax else { throw error("JSON nests deeper than \(depthMax)") }
        position += 1
        var members: [InputValue.Field] = []
        var names: Set<ExactText> = []
        skipSpace()
        if byte == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard byte == UInt8(ascii: "\"") else { throw error("Expected a member name") }
            let name = try string()
            guard isNew(name, among: members, &names) else { throw error("Duplicate member name") }
            skipSpace()
            guard byte == UInt8(ascii: ":") else { throw error("Expected ':'") }
            position += 1
            members.append(InputValue.Field(name: name, value: try value(depth: depth)))
            if try isLast(closing: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// A few names are compared one by one; many are hashed, since anybody may send a megabyte of them.
    private func isNew(
        _ name: String, among members: [InputValue.Field], _ names: inout Set<ExactText>
    ) -> Bool {
        let hashedFrom = 8
        guard members.count >= hashedFrom else { return !members.contains { $0.name.hasSameBytes(as: name) } }
        if members.count == hashedFrom { names.formUnion(members.map { ExactText($0.name) }) }
        return names.insert(ExactText(name)).inserted
    }

    private mutating func list(depth: Int) throws(JSONError) -> InputValue {
        guard depth <= depthMax else { throw error("JSON nests deeper than \(depthMax)") }
        position += 1
        var items: [InputValue] = []
        skipSpace()
        if byte == UInt8(ascii: "]") {
            position += 1
            return .list(items)
        }
        while true {
            items.append(try value(depth: depth))
            if try isLast(closing: UInt8(ascii: "]")) { return .list(items) }
        }
    }

    private mutating func isLast(closing: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard let byte, byte == closing || byte == UInt8(ascii: ",") else {
            throw error("Expected ',' or '\(Character(UnicodeScalar(closing)))'")
        }
        position += 1
        return byte == closing
    }

    private mutating func number() throws(JSONError) -> InputValue {
        let start = position
        if byte == UInt8(ascii: "-") { position += 1 }
        let first = byte
        let digits = skipDigits()
        guard digits > 0, first != UInt8(ascii: "0") || digits == 1 else { throw error("Expected a number") }
        if byte == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() > 0 else { throw error("Expected digits") }
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            position += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() > 0 else { throw error("Expected digits") }
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        guard let value = Self.number(text) else { throw error("Number is too large") }
        return value
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }

    // MARK: Strings

    /// Reads a string, the position standing on its opening quote.
    mutating func string() throws(JSONError) -> String {
        String(decoding: try stringBytes(), as: UTF8.self)
    }

    /// Reads a string's content as UTF-8, the position standing on its opening quote.
    mutating func stringBytes() throws(JSONError) -> [UInt8] {
        position += 1
        var content: [UInt8] = []
        var from = position
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                content.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[from..<position]))
                position += 1
                return content
            case UInt8(ascii: "\\"):
                content.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[from..<position]))
                try escape(into: &content)
                from = position
            case 0x00..<0x20: throw error("Control character in a string")
            default: position += 1
            }
        }
        throw error("Unterminated string")
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
        position += 1
        guard let byte else { throw error("Unterminated string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default: throw error("Unknown escape in a string")
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> UnicodeScalar {
        let unit = try hexadecimal()
        if let scalar = UnicodeScalar(unit) { return scalar }
        guard unit < 0xDC00, byte == UInt8(ascii: "\\") else { throw error("Lone surrogate in a string") }
        position += 1
        guard byte == UInt8(ascii: "u") else { throw error("Lone surrogate in a string") }
        position += 1
        let low = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = UnicodeScalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw error("Lone surrogate in a string") }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte, let digit = hexadecimalValue(of: byte) else {
                throw error("Expected four hexadecimal digits")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}
