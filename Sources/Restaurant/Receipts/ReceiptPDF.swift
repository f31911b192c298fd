internal import CPango
internal import Domain

/// A receipt as a PDF: one strip as wide as a till's paper, with text that can be searched and copied.
enum ReceiptPDF {
    /// 80 mm, in points.
    private static let width = 226.77
    private static let margin = 12.0
    /// Points of a page at most: a longer receipt has several. Readers refuse more than 14,400.
    private static let heightMax = 4_000.0

    /// The document; nil where the library has no memory for it.
    ///
    /// - Parameters:
    ///   - title: what readers show above it.
    ///   - madeAt: when the order was made, as in `2026-03-01T20:05`: the same order makes the same document.
    /// - Complexity: O(text); about 10 ms, and some more for the first of a process, which reads the list of
    ///   fonts.
    static func document(_ blocks: [ReceiptBlock], title: String, madeAt: String) -> [UInt8]? {
        let sink = Sink()
        let surface = cairo_pdf_surface_create_for_stream(
            { sink, data, length in
                guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes += UnsafeBufferPointer(
                    start: data, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), width, heightMax)
        guard let surface else { return nil }
        defer { cairo_surface_destroy(surface) }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, madeAt)
        guard let context = cairo_create(surface) else { return nil }
        defer { cairo_destroy(context) }
        draw(blocks, on: context, surface)
        cairo_surface_finish(surface)
        guard cairo_status(context) == CAIRO_STATUS_SUCCESS,
            cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
        else { return nil }
        return withExtendedLifetime(sink) { sink.bytes }
    }

    /// Draws page after page, each as high as what is on it.
    private static func draw(
        _ blocks: [ReceiptBlock], on context: OpaquePointer, _ surface: OpaquePointer
    ) {
        let drawing = ReceiptDrawing(on: context, width: width - 2 * margin, dot: 0.05)
        for page in pages(blocks.map { ($0, drawing.place($0, at: 0, draws: false)) }) {
            let height = page.reduce(2 * margin) { $0 + $1.height }
            cairo_pdf_surface_set_size(surface, width, height)
            cairo_save(context)
            cairo_translate(context, margin, margin)
            var y = 0.0
            for (block, _) in page { y += drawing.place(block, at: y) }
            cairo_restore(context)
            cairo_show_page(context)
        }
    }

    private static func pages(
        _ blocks: [(block: ReceiptBlock, height: Double)]
    ) -> [[(block: ReceiptBlock, height: Double)]] {
        var pages: [[(block: ReceiptBlock, height: Double)]] = [[]]
        var height = 0.0
        for block in blocks {
            if height + block.height > heightMax - 2 * margin, height > 0 {
                pages.append([])
                height = 0
            }
            pages[pages.count - 1].append(block)
            height += block.height
        }
        return pages
    }

    /// What the library has written.
    private final class Sink {
        var bytes: [UInt8] = []
    }
}
