import Glibc

/// Looks for what is wanted in bytes, without taking them apart.
enum Text {
    /// Where a text begins. What is looked for mostly stands near the beginning.
    static func find(_ text: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
        let (first, count) = (Int32(text.utf8Start.pointee), text.utf8CodeUnitCount)
        guard let base = bytes.baseAddress else { return nil }
        var start = 0
        while start + count <= bytes.count,
            let found = memchr(base + start, first, bytes.count - count - start + 1)
        {
            if memcmp(found, text.utf8Start, count) == 0 { return UnsafeRawPointer(found) - base }
            start = UnsafeRawPointer(found) - base + 1
        }
        return nil
    }

    /// The number behind a text.
    static func number(after text: StaticString, in bytes: UnsafeRawBufferPointer) -> Int? {
        find(text, in: bytes).map { number(in: bytes, from: $0 + text.utf8CodeUnitCount) }
    }

    /// The number at a place, 0 if there is none.
    static func number(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        bytes.dropFirst(start).prefix(18).prefix { $0 >= 48 && $0 < 58 }.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// What stands in quotes behind a text.
    static func string(after text: StaticString, in bytes: UnsafeRawBufferPointer) -> String? {
        find(text, in: bytes).map { start in
            let rest = bytes.dropFirst(start + text.utf8CodeUnitCount)
            return String(decoding: rest.prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
        }
    }

    /// A text as JSON.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"", "\\": quoted += "\\\(character)"
            case "\n": quoted += " "
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }

    /// A file's bytes; nothing where there is none.
    static func file(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
