internal import Postgres

/// A row of a snapshot with personal values: one line of JSON whose last member holds them sealed.
///
/// Rows are JSON objects as PostgreSQL writes them, on one line each, so the member is found at the end of
/// its line and nowhere else: what a caller wrote stands in quotes with quotes escaped, or deeper, where more
/// braces follow.
enum SealedRow {
    private static let opening = #", "@personal": {"of": ""#
    private static let middle = #"", "sealed": ""#
    private static let closing = #""}}"#
    /// Stands where personal values were, once they are erased.
    private static let erased = #", "@erased": true}"#
    private static let uuidLength = 36

    /// Appends the sealed member to an object.
    ///
    /// - Parameter sealed: nil for a person whose key is gone.
    static func make(_ image: String, of person: UUIDBytes, sealed: String?) -> String {
        let member = "\(opening)\(person)" + (sealed.map { middle + $0 } ?? "") + closing
        return image.dropLast() + member
    }

    /// The row with its personal values among the others, or marked as erased; other rows as they are.
    static func reveal(_ line: Substring, _ keys: [UUIDBytes: PersonalKey]) -> String {
        guard line.hasSuffix(closing), let start = line.lastRange(of: opening),
            let person = UUIDBytes(text: line[start.upperBound...].prefix(uuidLength))
        else { return String(line) }
        let rest = line[start.upperBound...].dropFirst(uuidLength)
        let object = line[..<start.lowerBound]
        guard rest != closing else { return object + erased }
        let sealed = rest.dropFirst(middle.count).dropLast(closing.count)
        guard rest.hasPrefix(middle), !sealed.contains("\"") else { return String(line) }
        guard let opened = keys[person]?.open(sealed), opened.hasPrefix("{") else { return object + erased }
        return "\(object), \(opened.dropFirst())"
    }
}

extension Substring {
    /// The last occurrence of an ASCII text.
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        let wanted = Array(text.utf8)
        var end = utf8.endIndex
        var length = utf8.count
        while length >= wanted.count {
            let start = utf8.index(end, offsetBy: -wanted.count)
            if utf8[start..<end].elementsEqual(wanted) { return start..<end }
            end = utf8.index(before: end)
            length -= 1
        }
        return nil
    }
}
