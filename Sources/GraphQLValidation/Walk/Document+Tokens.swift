import GraphQLLanguage

/// Places that the arena does not keep, found again in the source; for errors only.
extension Document {
    /// Where the selection set of the node that starts at an offset begins.
    ///
    /// Object values have braces too, but stand in parentheses.
    ///
    /// - Complexity: O(bytes up to there).
    func selectionSetOffset(ofNodeAt offset: Int32) -> Int32 {
        var index = Int(offset)
        var parentheses = 0
        while index < source.count {
            index = tokenIndex(from: index)
            guard index < source.count else { break }
            switch source[index] {
            case UInt8(ascii: "("): parentheses += 1
            case UInt8(ascii: ")"): parentheses -= 1
            case UInt8(ascii: "{") where parentheses == 0: return Int32(truncatingIfNeeded: index)
            case UInt8(ascii: "\""):
                index = indexAfterString(from: index)
                continue
            default: break
            }
            index += 1
        }
        return offset
    }

    /// Where the name of the variable stands whose `$` stands at an offset.
    func variableNameOffset(ofVariableAt offset: Int32) -> Int32 {
        Int32(truncatingIfNeeded: tokenIndex(from: Int(offset) + 1))
    }

    /// The first index from the given one on where no white space, comma or comment stands.
    private func tokenIndex(from start: Int) -> Int {
        var index = start
        while index < source.count {
            switch source[index] {
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), 0xEF, 0xBB, 0xBF: index += 1
            case UInt8(ascii: "#"):
                while index < source.count, source[index] != 0x0A, source[index] != 0x0D { index += 1 }
            default: return index
            }
        }
        return index
    }

    private func indexAfterString(from start: Int) -> Int {
        let quote = UInt8(ascii: "\"")
        func areQuotes(at index: Int) -> Bool {
            index + 2 < source.count && source[index...index + 2].allSatisfy { $0 == quote }
        }
        let isBlock = areQuotes(at: start)
        var index = start + (isBlock ? 3 : 1)
        while index < source.count {
            if source[index] == UInt8(ascii: "\\") {
                index += isBlock && areQuotes(at: index + 1) ? 4 : isBlock ? 1 : 2
            } else if isBlock ? areQuotes(at: index) : source[index] == quote {
                return index + (isBlock ? 3 : 1)
            } else {
                index += 1
            }
        }
        return index
    }
}
