internal import CQrencode

/// A text as a QR code: a square of dark and light modules, as vectors and as pixels.
struct QRCode: Sendable {
    /// Modules a side, without the quiet zone around them.
    let width: Int
    /// Row by row; true is dark.
    private let isDark: [Bool]

    /// Light modules around the code, as the standard wants them.
    private static let quiet = 4
    /// Longest text that is tried: beyond it no size holds it.
    private static let byteCountMax = 2_331

    /// The smallest code that holds a text although 15 % of it may be lost; nil for a text that is too long.
    ///
    /// - Complexity: O(modules), below a millisecond.
    /// - SeeAlso: ISO/IEC 18004
    init?(_ text: String) {
        guard text.utf8.count <= Self.byteCountMax, !text.utf8.contains(0),
            let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard width > 0, let modules = code.pointee.data else { return nil }
        self.width = width
        // The lowest bit is the colour; the others say what a module is for.
        isDark = (0..<width * width).map { modules[$0] & 1 == 1 }
    }

    /// Whether the module of a column and row is dark; those of the quiet zone are light.
    func isDark(_ column: Int, _ row: Int) -> Bool {
        (0..<width).contains(column) && (0..<width).contains(row) && isDark[row * width + column]
    }

    /// The code as an SVG of its own: one path of runs, crisp at every size.
    var svg: String {
        let side = width + 2 * Self.quiet
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while isDark(column, row) { column += 1 }
                if column > start {
                    path +=
                        "M\(start + Self.quiet) \(row + Self.quiet)h\(column - start)v1h-\(column - start)z"
                }
                column += 1
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" \
            shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(side)v\(side)H0z"/>\
            <path d="\(path)"/></svg>
            """
    }

    /// The code as a PNG of eight pixels a module, one bit each.
    var png: [UInt8] {
        let side = width + 2 * Self.quiet
        var rows: [UInt8] = []
        rows.reserveCapacity(side * 8 * (side + 1))
        for row in 0..<side {
            // Eight pixels of a module are one byte; a row begins with its filter, none.
            let line =
                [0]
                + (0..<side).map { column -> UInt8 in
                    isDark(column - Self.quiet, row - Self.quiet) ? 0x00 : 0xFF
                }
            for _ in 0..<8 { rows += line }
        }
        return PNGFile.bitmap(side: UInt32(clamping: side * 8), rows: rows)
    }
}
