/// A Swift file in three views of the same lines: as written, code alone, comments alone.
///
/// What is not of a view is blank there, so that a word in a string is no word of the code.
struct SwiftSource {
    /// The path from the root of the checkout.
    let path: String
    /// The lines as written.
    let lines: [String]
    /// The lines with the insides of strings and all comments blanked.
    let code: [String]
    /// The lines with everything but comments blanked.
    let comments: [String]

    init(path: String, text: String) {
        self.path = path
        let mask = SourceMask.views(of: Array(text.utf8))
        lines = SwiftSource.lines(of: Array(text.utf8))
        code = SwiftSource.lines(of: mask.code)
        comments = SwiftSource.lines(of: mask.comments)
    }

    /// The target whose folder holds the file: the second part of the path.
    var target: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : nil
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
