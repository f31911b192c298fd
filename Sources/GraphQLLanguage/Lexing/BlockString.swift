/// Decodes the content of strings in triple quotes.
enum BlockString {
    /// BlockStringValue(rawValue)
    ///
    /// - Complexity: O(length).
    /// - SeeAlso: GraphQL Sep 2025 §2.10.4
    static func decode(_ literal: ArraySlice<UInt8>) -> String {
        let lines = splitLines(literal.dropFirst(3).dropLast(3))
        guard let first = lines.firstIndex(where: { !isBlank($0) }),
            let last = lines.lastIndex(where: { !isBlank($0) })
        else { return "" }
        let indent = commonIndent(lines)
        var content: [UInt8] = []
        content.reserveCapacity(literal.count)
        for index in first...last {
            if index > first { content.append(UInt8(ascii: "\n")) }
            content.append(contentsOf: lines[index].dropFirst(index == 0 ? 0 : indent))
        }
        return String(decoding: content, as: UTF8.self)
    }

    /// Splits at line terminators, `\"""` replaced by `"""` first.
    private static func splitLines(_ raw: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var line: [UInt8] = []
        var index = raw.startIndex
        while index < raw.endIndex {
            let byte = raw[index]
            index += 1
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if byte == UInt8(ascii: "\r"), index < raw.endIndex, raw[index] == UInt8(ascii: "\n") {
                    index += 1
                }
                lines.append(line[...])
                line = []
            } else if byte != UInt8(ascii: "\\") || !raw[index...].starts(with: [0x22, 0x22, 0x22]) {
                line.append(byte)
            } else {
                line.append(contentsOf: [0x22, 0x22, 0x22])
                index += 3
            }
        }
        lines.append(line[...])
        return lines
    }

    /// The least indentation of all lines but the first that have more than white space.
    private static func commonIndent(_ lines: [ArraySlice<UInt8>]) -> Int {
        lines.dropFirst().filter { !isBlank($0) }.map { $0.prefix(while: isWhiteSpace).count }.min() ?? 0
    }

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy(isWhiteSpace) }

    private static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
