internal import Domain

/// A receipt as a page of its own: nothing is loaded from elsewhere, no script runs, it prints as it is
/// shown.
enum ReceiptPage {
    /// The page.
    ///
    /// - Parameter locale: the language that the page says it is in.
    static func document(_ blocks: [ReceiptBlock], title: String, locale: String?) -> String {
        """
        <!doctype html>
        <html lang="\(escaped(locale ?? "en"))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="color-scheme" content="light">
        <title>\(escaped(title))</title>
        <style>
        \(style)
        </style>
        </head>
        <body>
        <main>
        \(blocks.map(element).joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
    }

    /// Sizes in points, as on paper; the page is as wide as a till's paper and as high as its content.
    private static let style = """
        @page { size: 80mm 297mm; margin: 4mm; }
        body { margin: 0; background: #eee; color: #000; font: 9pt/1.35 sans-serif; }
        main { box-sizing: border-box; width: 80mm; max-width: 100%; margin: 1rem auto; padding: 4mm; \
        background: #fff; }
        p { margin: 0 0 1pt; overflow-wrap: anywhere; unicode-bidi: isolate; }
        .c { text-align: center; }
        .small { font-size: 7.5pt; }
        .strong, .total { font-weight: bold; }
        .total { font-size: 12pt; }
        .pair { display: flex; justify-content: space-between; gap: 6pt; }
        .pair span:last-child { text-align: end; font-variant-numeric: tabular-nums; max-width: 65%; }
        .pair .amount { white-space: nowrap; }
        .stamp { margin: 4pt 0; padding: 3pt; border: 1pt solid; text-align: center; \
        font: bold 12pt sans-serif; }
        hr { margin: 4pt 0; border: 0; border-top: 0.75pt solid; }
        svg { display: block; width: 36mm; margin: 4pt auto; }
        @media print { body { background: none; } main { width: auto; margin: 0; padding: 0; } }
        """

    private static func element(_ block: ReceiptBlock) -> String {
        switch block {
        case .centered(let text, let weight): "<p class=\"c \(weight.rawValue)\">\(escaped(text))</p>"
        case .stamp(let text): "<p class=\"stamp\">\(escaped(text))</p>"
        case .text(let text, let weight, let indent):
            "<p class=\"\(weight.rawValue)\"\(margin(indent))>\(escaped(text))</p>"
        case .pair(let name, let amount, let weight, let indent):
            """
            <p class="pair \(weight.rawValue)"\(margin(indent))><span>\(escaped(name))</span> \
            <span\(amount.utf8.count <= 24 ? " class=\"amount\"" : "")>\(escaped(amount))</span></p>
            """
        case .rule: "<hr>"
        case .code(let text): QRCode(text)?.svg ?? ""
        }
    }

    private static func margin(_ indent: Int) -> String {
        indent == 0 ? "" : " style=\"margin-left: \(9 * indent)pt\""
    }

    /// The text with what has a meaning in HTML written as references, also within attributes.
    ///
    /// By scalars: with a mark behind it a bracket is another letter to Swift, and still one to a browser.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let reference = references[scalar] {
                escaped.append(contentsOf: reference.unicodeScalars)
            } else {
                escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static let references: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]
}
