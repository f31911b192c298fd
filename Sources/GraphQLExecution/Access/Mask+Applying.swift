import GraphQLSchema

extension Mask {
    /// What stands for hidden characters: always as many, so that the length is hidden too, but for values
    /// shorter than twice what is shown, of which half is.
    private static let hidden = "••••"
    private static let shownMax = 4

    /// What stands in a value's place.
    enum Masked {
        case null
        case text(String)
        /// A number or another constant.
        case json([UInt8])
    }

    /// The masked form of a leaf that was written as JSON; nil for a value that the mask can't be laid over.
    func apply(to json: Slice<UnsafeRawBufferPointer>) -> Masked? {
        guard !json.elementsEqual("null".utf8) else { return .null }
        return switch self {
        case .last4: JSONText.decode(json).map { .text(Self.last4($0)) }
        case .initialAndDomain: JSONText.decode(json).map { .text(Self.initialAndDomain($0)) }
        case .year: JSONText.decode(json).flatMap(Self.year).map { .text($0) }
        case .bucket(let size): Self.bucket(json, size)
        case .constant(let value): value.json.map { .json($0) }
        }
    }

    private static func last4(_ text: String) -> String {
        let shown = min(shownMax, text.count / 2)
        return hidden + text.suffix(shown)
    }

    private static func initialAndDomain(_ text: String) -> String {
        guard let at = text.lastIndex(of: "@"), let initial = text[..<at].first else { return hidden }
        return "\(initial)\(hidden)\(text[at...])"
    }

    /// `1987-06-05` and `1987-06-05T04:03:02Z` become the beginning of their year.
    private static func year(_ text: String) -> String? {
        let year = text.prefix(4)
        guard year.utf8.count == 4, year.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.dropFirst(4).first == "-"
        else { return nil }
        return text.contains("T") ? "\(year)-01-01T00:00:00Z" : "\(year)-01-01"
    }

    /// Numbers come as JSON numbers, or, where JSON's are too coarse, as text.
    private static func bucket(_ json: Slice<UnsafeRawBufferPointer>, _ size: Int64) -> Masked? {
        guard size > 0 else { return nil }
        let quoted = JSONText.decode(json)
        let text = quoted ?? String(decoding: json, as: UTF8.self)
        let whole: Int64
        if let number = Int64(text) {
            whole = number
        } else {
            guard let number = Double(text), number.isFinite,
                let floor = Int64(exactly: number.rounded(.down))
            else { return nil }
            whole = floor
        }
        let remainder = whole % size
        let surplus = remainder < 0 ? remainder + size : remainder
        let (start, overflows) = whole.subtractingReportingOverflow(surplus)
        guard !overflows else { return nil }
        return quoted == nil ? .json(Array(String(start).utf8)) : .text(String(start))
    }
}

/// JSON strings of the response, read back.
private enum JSONText {
    /// The text of a JSON string; nil for all else, and for escapes that the writer does not use.
    static func decode(_ json: Slice<UnsafeRawBufferPointer>) -> String? {
        guard json.count >= 2, json.first == 0x22, json.last == 0x22 else { return nil }
        var rest = json.dropFirst().dropLast()
        guard rest.contains(0x5C) else { return String(decoding: rest, as: UTF8.self) }
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == 0x5C else {
                bytes.append(byte)
                continue
            }
            guard let escape = rest.popFirst(), let plain = unescaped(escape, &rest) else { return nil }
            bytes.append(plain)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ escape: UInt8, _ rest: inout Slice<UnsafeRawBufferPointer>) -> UInt8? {
        switch escape {
        case 0x22, 0x5C, 0x2F: return escape
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "u"):
            let digits = String(decoding: rest.prefix(4), as: UTF8.self)
            rest = rest.dropFirst(4)
            guard digits.utf8.count == 4, let code = UInt8(digits, radix: 16), code < 0x80 else { return nil }
            return code
        default: return nil
        }
    }

    static func encode(_ text: String) -> [UInt8] {
        var buffer = ResponseBuffer(capacity: text.utf8.count + 2)
        buffer.appendString(text)
        return buffer.withUnsafeBytes { Array($0) }
    }
}

extension InputValue {
    /// The value of a leaf as JSON; nil for an object.
    var json: [UInt8]? {
        switch self {
        case .null: return Array("null".utf8)
        case .int(let number): return Array(String(number).utf8)
        case .largeInteger(let digits): return Array(digits.utf8)
        case .float(let number): return number.isFinite ? Array(String(number).utf8) : nil
        case .boolean(let flag): return Array((flag ? "true" : "false").utf8)
        case .string(let text), .enumeration(let text): return JSONText.encode(text)
        case .list(let items):
            let parts = items.compactMap(\.json)
            guard parts.count == items.count else { return nil }
            return [0x5B] + Array(parts.joined(separator: [0x2C])) + [0x5D]
        case .object: return nil
        }
    }
}
