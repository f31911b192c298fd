/// A place in a source text, as shown to people.
@frozen
public struct SourceLocation: Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The column in UTF-16 code units, from 1, as GraphQL clients expect it.
    public let column: Int

    /// Makes a location from a line and a column, both from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Finds the line and column of a byte offset.
    ///
    /// Only errors need locations, so nothing is kept per line.
    ///
    /// - Complexity: O(offset).
    /// - SeeAlso: GraphQL Sep 2025 §2.1.1
    public init(ofOffset offset: Int, in source: [UInt8]) {
        var line = 1
        var column = 1
        var index = 0
        let end = Swift.min(Swift.max(offset, 0), source.count)
        while index < end {
            switch source[index] {
            case UInt8(ascii: "\n"):
                line += 1
                column = 1
            case UInt8(ascii: "\r"):
                let isPair = index + 1 < source.count && source[index + 1] == UInt8(ascii: "\n")
                if isPair, index + 1 < end { index += 1 }
                line += 1
                column = 1
            case 0xF0...: column += 2
            case 0x80..<0xC0: break
            default: column += 1
            }
            index += 1
        }
        self.init(line: line, column: column)
    }
}
