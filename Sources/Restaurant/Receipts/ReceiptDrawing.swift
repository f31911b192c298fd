internal import CPango
internal import Domain

/// Draws the blocks of a receipt one below the other, in points.
///
/// Pango sets the text: it finds a font for each script, joins the letters of Tamil or Arabic and writes what
/// runs from right to left. A library that only places glyphs, as libharu does, cannot print such names.
struct ReceiptDrawing {
    /// Where it draws, a `cairo_t`.
    private let context: OpaquePointer
    /// The width that the blocks have.
    let width: Double
    /// The side of the smallest dot that the paper can show; modules of codes are whole multiples.
    private let dot: Double

    /// Steps of an indent.
    private static let indentStep = 9.0
    /// Between a name and its amount.
    private static let gap = 6.0
    /// Below each block.
    private static let spacing = 2.0
    /// The most of the width that an amount takes before it is broken.
    private static let amountShareMax = 0.65
    /// The side of a QR code as a part of the width.
    private static let codeShare = 0.5

    /// A drawing on a context whose unit is a point; the context outlives it.
    init(on context: OpaquePointer, width: Double, dot: Double) {
        self.context = context
        self.width = width
        self.dot = dot
    }

    /// Draws a block below a place, or only measures it.
    ///
    /// - Returns: the height that it takes.
    func place(_ block: ReceiptBlock, at y: Double, draws: Bool = true) -> Double {
        switch block {
        case .centered(let text, let weight):
            return write(
                text, weight, x: 0, y: y, width: width, alignment: PANGO_ALIGN_CENTER, draws: draws)
                + Self.spacing
        case .text(let text, let weight, let indent):
            let x = Double(indent) * Self.indentStep
            return write(text, weight, x: x, y: y, width: width - x, draws: draws) + Self.spacing
        case .pair(let name, let amount, let weight, let indent):
            return pair(name, amount, weight, indent: indent, at: y, draws: draws) + Self.spacing
        case .stamp(let text): return stamp(text, at: y, draws: draws)
        case .rule: return rule(at: y, draws: draws)
        case .code(let text): return code(text, at: y, draws: draws)
        }
    }

    /// Points of a line's letters.
    private static func size(_ weight: ReceiptBlock.Weight) -> Double {
        switch weight {
        case .small: 7.5
        case .plain, .strong: 9
        case .total: 12
        }
    }

    private func pair(
        _ name: String, _ amount: String, _ weight: ReceiptBlock.Weight, indent: Int, at y: Double,
        draws: Bool
    ) -> Double {
        let x = Double(indent) * Self.indentStep
        let amountWidth = min(
            measured(amount, weight).rounded(.up) + 1, (width - x) * Self.amountShareMax)
        let left = write(
            name, weight, x: x, y: y, width: width - x - amountWidth - Self.gap, draws: draws)
        let right = write(
            amount, weight, x: width - amountWidth, y: y, width: amountWidth,
            alignment: PANGO_ALIGN_RIGHT, draws: draws)
        return max(left, right)
    }

    private func stamp(_ text: String, at y: Double, draws: Bool) -> Double {
        let inset = 4.0
        let height = write(
            text, .total, x: inset, y: y + 2 * inset, width: width - 2 * inset,
            alignment: PANGO_ALIGN_CENTER, draws: draws)
        if draws {
            cairo_set_line_width(context, 1)
            cairo_rectangle(context, 0.5, y + inset, width - 1, height + 2 * inset)
            cairo_stroke(context)
        }
        return height + 4 * inset
    }

    private func rule(at y: Double, draws: Bool) -> Double {
        if draws {
            cairo_set_line_width(context, 0.75)
            cairo_move_to(context, 0, y + 4)
            cairo_line_to(context, width, y + 4)
            cairo_stroke(context)
        }
        return 8
    }

    /// A text that no code holds is left out: it stands nowhere else on paper, and nothing depends on it.
    private func code(_ text: String, at y: Double, draws: Bool) -> Double {
        guard let code = QRCode(text) else { return 0 }
        let module = max(1, (width * Self.codeShare / Double(code.width) / dot).rounded(.down)) * dot
        let side = module * Double(code.width)
        // The light zone that the standard wants around it.
        let quiet = 4 * module
        guard draws else { return side + 2 * quiet }
        let left = ((width - side) / 2 / dot).rounded(.down) * dot
        let top = ((y + quiet) / dot).rounded(.up) * dot
        for row in 0..<code.width {
            for column in 0..<code.width where code.isDark(column, row) {
                cairo_rectangle(
                    context, left + Double(column) * module, top + Double(row) * module, module, module)
            }
        }
        cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        cairo_fill(context)
        cairo_set_antialias(context, CAIRO_ANTIALIAS_DEFAULT)
        return side + 2 * quiet
    }

    /// Writes a text, broken to a width, and tells its height.
    private func write(
        _ text: String, _ weight: ReceiptBlock.Weight, x: Double, y: Double, width: Double,
        alignment: PangoAlignment = PANGO_ALIGN_LEFT, draws: Bool
    ) -> Double {
        withLayout(of: text, weight) { layout in
            pango_layout_set_width(layout, Self.units(max(1, width)))
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
            pango_layout_set_alignment(layout, alignment)
            if draws {
                cairo_move_to(context, x, y)
                pango_cairo_show_layout(context, layout)
            }
            return Self.extents(of: layout).height
        }
    }

    /// The width of a text on one line.
    private func measured(_ text: String, _ weight: ReceiptBlock.Weight) -> Double {
        withLayout(of: text, weight) { Self.extents(of: $0).width }
    }

    private func withLayout(
        of text: String, _ weight: ReceiptBlock.Weight, _ use: (OpaquePointer) -> Double
    ) -> Double {
        guard let layout = pango_cairo_create_layout(context) else { return 0 }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let font = pango_font_description_new()
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, "Sans")
        pango_font_description_set_absolute_size(font, Self.size(weight) * Double(PANGO_SCALE))
        if weight == .strong || weight == .total {
            pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD)
        }
        pango_layout_set_font_description(layout, font)
        // A name that runs from right to left is isolated, and stands in its column like the others.
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_text(layout, text, -1)
        return use(layout)
    }

    private static func extents(of layout: OpaquePointer) -> (width: Double, height: Double) {
        var width: Int32 = 0
        var height: Int32 = 0
        pango_layout_get_size(layout, &width, &height)
        return (Double(width) / Double(PANGO_SCALE), Double(height) / Double(PANGO_SCALE))
    }

    private static func units(_ points: Double) -> Int32 {
        Int32(exactly: (points * Double(PANGO_SCALE)).rounded()) ?? .max
    }
}
