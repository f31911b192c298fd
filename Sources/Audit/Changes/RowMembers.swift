/// Goes through the members of a row that PostgreSQL has written as a JSON object on one line: no space
/// stands between them, and names need no escapes.
struct RowMembers {
    /// Where a member stands in the text.
    struct Member {
        /// The name without its quotes.
        let name: Range<Int>
        let value: Range<Int>

        /// Both, from quote to end.
        var all: Range<Int> { (name.lowerBound - 1)..<value.upperBound }
    }

    private let text: [UInt8]
    /// Before the next member: at its comma, unless it is the first one.
    private var position: Int
    private let start: Int
    private let end: Int

    /// The row that takes up a line of a text.
    init(_ text: [UInt8], _ line: Range<Int>) {
        self.text = text
        (start, end) = (line.lowerBound + 1, line.upperBound)
        position = start
    }

    /// Whether nothing but the end of the object is left.
    var isWhole: Bool { position == end - 1 && text[position] == UInt8(ascii: "}") }

    /// The next member; nil at the end, and where something else stands.
    mutating func next() -> Member? {
        guard position < end, position == start || text[position] == UInt8(ascii: ",") else { return nil }
        let quote = position == start ? start : position + 1
        guard quote < end, text[quote] == UInt8(ascii: "\""), let nameEnd = stringEnd(quote), nameEnd < end,
            text[nameEnd] == UInt8(ascii: ":"), let valueEnd = valueEnd(nameEnd + 1)
        else { return nil }
        position = valueEnd
        return Member(name: (quote + 1)..<(nameEnd - 1), value: (nameEnd + 1)..<valueEnd)
    }

    /// Behind the string that begins at a place.
    private func stringEnd(_ start: Int) -> Int? {
        var place = start + 1
        while place < end {
            switch text[place] {
            case UInt8(ascii: "\\"): place += 2
            case UInt8(ascii: "\""): return place + 1
            default: place += 1
            }
        }
        return nil
    }

    /// Behind the value that begins at a place: the next comma or bracket that is neither in a string nor
    /// deeper.
    private func valueEnd(_ start: Int) -> Int? {
        var (place, depth) = (start, 0)
        while place < end {
            switch text[place] {
            case UInt8(ascii: "\""):
                guard let end = stringEnd(place) else { return nil }
                place = end
                continue
            case UInt8(ascii: ",") where depth == 0: return place > start ? place : nil
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return place > start ? place : nil }
                depth -= 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            default: break
            }
            place += 1
        }
        return nil
    }
}
