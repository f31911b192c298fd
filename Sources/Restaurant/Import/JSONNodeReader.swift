/// Reads JSON into nodes that know their line and column.
///
/// Foundation's reader tells no positions, and the request path's reader is made for speed. This one is
/// strict (RFC 8259), refuses a name that an object has twice, and nests to 64 levels.
struct JSONNodeReader {
    private static let depthMax = 64

    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    /// A place of the current line and its column, from which later columns are counted on: a document in one
    /// long line would otherwise be counted anew for each value.
    private var counted = (offset: 0, column: 1)
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a whole document; a byte order mark before it is skipped.
    ///
    /// - Throws: the first problem.
    static func read(_ bytes: [UInt8]) throws(ImportProblem) -> JSONNode {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw ImportProblem(
                position: TextPosition(line: 1, column: 1), path: "", message: "the file is not UTF-8")
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var reader = JSONNodeReader(bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes)
        let node = try reader.value()
        reader.skipSpace()
        guard reader.offset == reader.bytes.count else {
            throw reader.problem("nothing may follow the document")
        }
        return node
    }

    private var position: TextPosition {
        // Columns count characters, so bytes that continue one do not count.
        let column = bytes[counted.offset..<offset].reduce(counted.column) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return TextPosition(line: line, column: column)
    }

    private func problem(_ message: String) -> ImportProblem {
        ImportProblem(position: position, path: "", message: message)
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\n"):
                offset += 1
                line += 1
                counted = (offset, 1)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                offset += 1
            default:
                return
            }
        }
    }

    private mutating func value() throws(ImportProblem) -> JSONNode {
        skipSpace()
        let start = position
        counted = (offset, start.column)
        switch next {
        case UInt8(ascii: "{"):
            return JSONNode(
                .object(try nested { (reader: inout Self) throws(ImportProblem) in try reader.members() }),
                at: start)
        case UInt8(ascii: "["):
            return JSONNode(
                .array(try nested { (reader: inout Self) throws(ImportProblem) in try reader.elements() }),
                at: start)
        case UInt8(ascii: "\""): return JSONNode(.string(try string()), at: start)
        case UInt8(ascii: "t"): return JSONNode(try word("true", .bool(true)), at: start)
        case UInt8(ascii: "f"): return JSONNode(try word("false", .bool(false)), at: start)
        case UInt8(ascii: "n"): return JSONNode(try word("null", .null), at: start)
        case nil: throw problem("a value is missing: the file ends here")
        default: return JSONNode(.number(try number()), at: start)
        }
    }

    private mutating func nested<Parts>(
        _ body: (inout JSONNodeReader) throws(ImportProblem) -> Parts
    ) throws(ImportProblem) -> Parts {
        guard depth < Self.depthMax else {
            throw problem("lists and objects nest to \(Self.depthMax) levels")
        }
        depth += 1
        offset += 1
        let parts = try body(&self)
        depth -= 1
        return parts
    }

    private mutating func elements() throws(ImportProblem) -> [JSONNode] {
        var elements: [JSONNode] = []
        skipSpace()
        if take("]") { return elements }
        repeat {
            elements.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw problem("',' or ']' must stand here") }
        return elements
    }

    private mutating func members() throws(ImportProblem) -> [JSONNode.Member] {
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        skipSpace()
        if take("}") { return members }
        repeat {
            skipSpace()
            let start = position
            guard next == UInt8(ascii: "\"") else { throw problem("a name in quotes must stand here") }
            let name = try string()
            guard names.insert(name).inserted else {
                throw ImportProblem(
                    position: start, path: "", message: "the name \"\(name)\" stands here twice")
            }
            skipSpace()
            guard take(":") else { throw problem("':' must stand here") }
            members.append(JSONNode.Member(name: name, position: start, value: try value()))
            skipSpace()
        } while take(",")
        guard take("}") else { throw problem("',' or '}' must stand here") }
        return members
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func word(_ word: String, _ value: JSONNode.Value) throws(ImportProblem)
        -> JSONNode.Value
    {
        guard bytes[offset...].starts(with: word.utf8) else { throw problem("a JSON value must stand here") }
        offset += word.utf8.count
        return value
    }

    /// The text of a number; readers of members decide which numbers they take.
    private mutating func number() throws(ImportProblem) -> String {
        let start = offset
        let partBytes = Array("+-.eE0123456789".utf8)
        while let byte = next, partBytes.contains(byte) { offset += 1 }
        guard offset > start else { throw problem("a JSON value must stand here") }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }
}

extension JSONNodeReader {
    private mutating func string() throws(ImportProblem) -> String {
        let start = problem("the text that begins here does not end")
        offset += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                throw problem("a line break or control character must be written as an escape")
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw start
    }

    private mutating func escape() throws(ImportProblem) -> Unicode.Scalar {
        let wrong = problem("this escape is not one of JSON's")
        offset += 1
        guard let byte = next else { throw wrong }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimal(wrong)
            guard unit & 0xFC00 == 0xD800 else {
                // PostgreSQL keeps no zero in a text, and half a pair is no character.
                guard unit != 0, let scalar = Unicode.Scalar(unit) else { throw wrong }
                return scalar
            }
            guard take("\\"), take("u") else { throw wrong }
            let low = try hexadecimal(wrong)
            guard low & 0xFC00 == 0xDC00,
                let scalar = Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF))
            else { throw wrong }
            return scalar
        default: throw wrong
        }
    }

    private mutating func hexadecimal(_ wrong: ImportProblem) throws(ImportProblem) -> UInt32 {
        let digits = bytes[offset...].prefix(4)
        guard digits.count == 4, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw wrong
        }
        offset += 4
        return unit
    }
}
