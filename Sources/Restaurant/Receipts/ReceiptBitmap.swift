internal import CPango
internal import Domain

/// A block of a receipt as dots, for what a till's printer cannot write by itself.
struct ReceiptBitmap {
    /// Row by row, eight dots a byte, the leftmost in the highest bit; 1 is dark.
    let rows: [[UInt8]]

    /// Dots of an inch of a till's printer.
    private static let dotsOfInch = 203.0
    private static let pointsOfInch = 72.0
    /// How dark of 255 a dot must be to be printed.
    private static let threshold: UInt8 = 112

    /// Draws a block.
    ///
    /// - Parameter width: dots, a multiple of eight.
    /// - Returns: nil where the library has no memory for it.
    init?(_ block: ReceiptBlock, width: Int) {
        let dot = Self.pointsOfInch / Self.dotsOfInch
        guard let measured = Self.measure(block, width: Double(width) * dot, dot: dot) else { return nil }
        let height = Int(exactly: (measured / dot).rounded(.up)) ?? 0
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height)) else {
            return nil
        }
        defer { cairo_surface_destroy(surface) }
        guard let context = cairo_create(surface) else { return nil }
        cairo_scale(context, 1 / dot, 1 / dot)
        _ = ReceiptDrawing(on: context, width: Double(width) * dot, dot: dot).place(block, at: 0)
        cairo_destroy(context)
        cairo_surface_flush(surface)
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let data = cairo_image_surface_get_data(surface)
        else { return nil }
        let stride = Int(cairo_image_surface_get_stride(surface))
        rows = (0..<height).map { row in
            (0..<width / 8).map { byte in
                (0..<8).reduce(UInt8(0)) { bits, bit in
                    bits << 1 | (data[row * stride + byte * 8 + bit] >= Self.threshold ? 1 : 0)
                }
            }
        }
    }

    /// The height of a block in points.
    private static func measure(_ block: ReceiptBlock, width: Double, dot: Double) -> Double? {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1) else { return nil }
        defer { cairo_surface_destroy(surface) }
        guard let context = cairo_create(surface) else { return nil }
        defer { cairo_destroy(context) }
        cairo_scale(context, 1 / dot, 1 / dot)
        return ReceiptDrawing(on: context, width: width, dot: dot).place(block, at: 0, draws: false)
    }
}
