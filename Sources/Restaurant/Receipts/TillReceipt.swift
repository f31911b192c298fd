internal import Domain

/// A receipt as what a till's printer takes: ESC/POS.
///
/// A block whose characters are all in the printer's code page goes as text, which is quick; any other goes
/// as a picture, so that no name is lost, in whichever script it is written. QR codes are pictures too:
/// printers differ in the commands for them.
struct TillReceipt {
    /// The width of the paper.
    enum Paper: String {
        /// 58 mm.
        case narrow = "MM58"
        /// 80 mm.
        case wide = "MM80"

        /// Letters of a line, in the printer's larger font.
        var columns: Int { self == .narrow ? 32 : 48 }
        /// Dots of a line.
        var dots: Int { self == .narrow ? 384 : 576 }
    }

    private let paper: Paper
    private(set) var bytes: [UInt8] = []

    /// Rows of a picture that are sent at once: printers with little memory take no more.
    private static let rowCountMax = 255
    private static let space = UInt8(ascii: " ")

    /// Makes the bytes of a receipt.
    ///
    /// - Parameter opensDrawer: whether the drawer that hangs on the printer is to be opened first.
    ///
    /// Nil where the library that draws has no memory.
    init?(_ blocks: [ReceiptBlock], on paper: Paper, opensDrawer: Bool) {
        self.paper = paper
        // ESC @: as after switching on. FS .: no double-byte letters. ESC t: the code page.
        bytes += [0x1B, 0x40, 0x1C, 0x2E, 0x1B, 0x74, CodePage858.number]
        // ESC p: a pulse of 50 ms on the first pin of the drawer's connector.
        if opensDrawer { bytes += [0x1B, 0x70, 0, 25, 250] }
        for block in blocks {
            guard let more = lines(of: block) ?? picture(of: block) else { return nil }
            bytes += more
        }
        // GS V: feeds to the knife, and cuts but for one point.
        bytes += [0x1D, 0x56, 66, 0]
    }

    /// The block as text; nil for one that has to be drawn.
    private func lines(of block: ReceiptBlock) -> [UInt8]? {
        switch block {
        case .centered(let text, let weight): return centered(text, weight)
        case .stamp(let text):
            guard let letters = CodePage858.bytes(text) else { return nil }
            // GS B: white on black.
            let text = Self.lines(of: letters, columns: paper.columns / 2 - 2, between: [Self.space])
            return [0x1B, 0x61, 1, 0x1D, 0x21, 0x11, 0x1D, 0x42, 1] + text + [0x1D, 0x42, 0] + Self.plain
        case .pair(let name, let amount, let weight, let indent):
            return pair(name, amount, weight, indent: indent)
        case .text(let text, _, let indent):
            guard let letters = CodePage858.bytes(text) else { return nil }
            let margin = Self.margin(indent)
            return Self.lines(of: letters, columns: paper.columns - margin.count, behind: margin)
        case .rule: return Array(repeating: UInt8(ascii: "-"), count: paper.columns) + [0x0A]
        case .code: return nil
        }
    }

    /// ESC a, ESC E and GS !: on the left, thin, of simple size.
    private static let plain: [UInt8] = [0x1B, 0x61, 0, 0x1B, 0x45, 0, 0x1D, 0x21, 0]

    private func centered(_ text: String, _ weight: ReceiptBlock.Weight) -> [UInt8]? {
        guard let letters = CodePage858.bytes(text) else { return nil }
        let columns = weight == .total ? paper.columns / 2 : paper.columns
        let text = Self.lines(of: letters, columns: columns)
        return [0x1B, 0x61, 1] + Self.style(weight, size: 0x11) + text + Self.plain
    }

    /// Sums are bold and the total is twice as high: as wide as the rest, so that amounts stay in their
    /// column.
    private static func style(_ weight: ReceiptBlock.Weight, size: UInt8) -> [UInt8] {
        switch weight {
        case .plain, .small: []
        case .strong: [0x1B, 0x45, 1]
        case .total: [0x1B, 0x45, 1, 0x1D, 0x21, size]
        }
    }

    private func pair(
        _ name: String, _ amount: String, _ weight: ReceiptBlock.Weight, indent: Int
    ) -> [UInt8]? {
        guard let name = CodePage858.bytes(name), let amount = CodePage858.bytes(amount) else { return nil }
        let margin = Self.margin(indent)
        let columns = paper.columns - margin.count
        var text: [UInt8] = []
        if amount.count + 2 > columns * 2 / 3 {
            // Both are long: one below the other.
            text += Self.lines(of: name, columns: columns, behind: margin)
            for line in Self.broken(amount, to: columns) {
                text += Array(repeating: Self.space, count: paper.columns - line.count) + line + [0x0A]
            }
        } else {
            let names = Self.broken(name, to: columns - amount.count - 1)
            for (index, line) in names.enumerated() {
                let end = index == 0 ? amount : []
                let gap = index == 0 ? columns - line.count - end.count : 0
                text += margin + line + Array(repeating: Self.space, count: gap) + end + [0x0A]
            }
        }
        let style = Self.style(weight, size: 0x01)
        return style.isEmpty ? text : style + text + Self.plain
    }

    private static func margin(_ indent: Int) -> [UInt8] {
        Array(repeating: space, count: 2 * min(indent, 6))
    }

    /// Broken letters as lines, each behind a margin, or between two of the same.
    private static func lines(
        of letters: [UInt8], columns: Int, behind margin: [UInt8] = [], between edge: [UInt8] = []
    ) -> [UInt8] {
        var lines: [UInt8] = []
        for line in broken(letters, to: columns) { lines += margin + edge + line + edge + [0x0A] }
        return lines
    }

    /// Breaks letters at spaces, and words that are longer than a line within; at least one line.
    private static func broken(_ letters: [UInt8], to columns: Int) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        for word in letters.split(separator: space) {
            var word = word[...]
            if !line.isEmpty, line.count + 1 + word.count <= columns {
                line += [space] + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while word.count > columns {
                lines.append(Array(word.prefix(columns)))
                word = word.dropFirst(columns)
            }
            line = Array(word)
        }
        return lines + [line]
    }

    /// GS v 0: dots.
    private func picture(of block: ReceiptBlock) -> [UInt8]? {
        guard let bitmap = ReceiptBitmap(block, width: paper.dots) else { return nil }
        var picture: [UInt8] = []
        var rest = bitmap.rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.rowCountMax)
            rest = rest.dropFirst(Self.rowCountMax)
            picture += [0x1D, 0x76, 0x30, 0, UInt8(paper.dots / 8), 0, UInt8(part.count), 0]
            picture += part.joined()
        }
        return picture
    }
}
