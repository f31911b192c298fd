/// Turns the part of Markdown that guides and descriptions use into HTML: headings, paragraphs, lists, tables
/// and fenced code; within a line code, strong words and links.
///
/// A part only, since the texts are ours: what is none of it is shown as it stands, escaped. Links lead to
/// this server or by `https:` elsewhere.
struct Markdown {
    /// Where a name in code leads to, such as `Order.total`; nil for nowhere.
    var link: (String) -> String? = { _ in nil }

    /// A text of several blocks.
    func html(_ text: String) -> HTML {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var result = HTML.empty
        var index = 0
        while index < lines.count {
            let line = lines[index]
            if line.hasPrefix("```") {
                let end = lines[(index + 1)...].firstIndex { $0.hasPrefix("```") } ?? lines.count
                result += Self.code(lines[min(index + 1, end)..<end].joined(separator: "\n"))
                index = end + 1
            } else if let (level, title) = Self.heading(line) {
                result += Self.heading(level, title, inline(title))
                index += 1
            } else if line.allSatisfy({ $0 == " " }) {
                index += 1
            } else {
                let end = lines[index...].firstIndex { Self.endsBlock($0) } ?? lines.count
                result += block(Array(lines[index..<end]))
                index = end
            }
        }
        return result
    }

    /// One line of text.
    func inline(_ text: some StringProtocol) -> HTML {
        var rest = Substring(String(text))
        var result = HTML.empty
        while let start = rest.firstIndex(where: { $0 == "`" || $0 == "*" || $0 == "[" }) {
            result += HTML(escaping: String(rest[..<start]))
            rest = rest[start...]
            if let (html, left) = code(rest) ?? strong(rest) ?? anchor(rest) {
                result += html
                rest = left
            } else {
                result += HTML(escaping: String(rest.prefix(1)))
                rest = rest.dropFirst()
            }
        }
        return result + HTML(escaping: String(rest))
    }

    /// A block of code.
    static func code(_ text: String) -> HTML {
        "<pre tabindex=\"0\"><code>\(text)</code></pre>\n"
    }

    // MARK: Blocks

    private static func heading(_ line: String) -> (level: Int, title: Substring)? {
        let level = line.prefix { $0 == "#" }.count
        guard (1...3).contains(level), line.dropFirst(level).first == " " else { return nil }
        return (level, line.dropFirst(level + 1))
    }

    private static func heading(_ level: Int, _ title: Substring, _ html: HTML) -> HTML {
        let id = String(title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
        switch level {
        case 1: return "<h1>\(html)</h1>\n"
        case 2: return "<h2 id=\"\(id)\">\(html)</h2>\n"
        default: return "<h3 id=\"\(id)\">\(html)</h3>\n"
        }
    }

    private static func endsBlock(_ line: String) -> Bool {
        line.allSatisfy { $0 == " " } || line.hasPrefix("```") || heading(line) != nil
    }

    private func block(_ lines: [String]) -> HTML {
        if lines.allSatisfy({ $0.hasPrefix("|") }) { return table(lines) }
        if lines[0].hasPrefix("- ") { return list(lines) }
        return "<p>\(inline(lines.joined(separator: " ")))</p>\n"
    }

    private func list(_ lines: [String]) -> HTML {
        var items: [String] = []
        for line in lines {
            if line.hasPrefix("- ") {
                items.append(String(line.dropFirst(2)))
            } else {
                items[items.count - 1] += " " + line.drop { $0 == " " }
            }
        }
        return "<ul>\(items.map { item -> HTML in "<li>\(inline(item))</li>" }.joined())</ul>\n"
    }

    /// A table: the first row is its head, the second only parts it from the rest.
    private func table(_ lines: [String]) -> HTML {
        let rows = lines.map { line in
            line.dropFirst().drop { $0 == " " }.split(separator: "|").map { cell in
                String(cell).trimmed
            }.filter { !$0.isEmpty }
        }
        let head = rows[0].map { cell -> HTML in "<th scope=\"col\">\(inline(cell))</th>" }.joined()
        let body = rows.dropFirst(2).map { row -> HTML in
            "<tr>\(row.map { cell -> HTML in "<td>\(inline(cell))</td>" }.joined())</tr>"
        }.joined()
        return Self.table(head: head, body: body)
    }

    /// A table that scrolls by itself where the screen is narrow.
    static func table(head: HTML, body: HTML) -> HTML {
        """
        <div class="wide" tabindex="0"><table><thead><tr>\(head)</tr></thead>\
        <tbody>\(body)</tbody></table></div>

        """
    }

    // MARK: Within a line

    private func code(_ text: Substring) -> (HTML, Substring)? {
        guard text.first == "`", let end = text.dropFirst().firstIndex(of: "`") else { return nil }
        let name = String(text[text.index(after: text.startIndex)..<end])
        let rest = text[text.index(after: end)...]
        guard let address = link(name) else { return ("<code>\(name)</code>", rest) }
        return ("<a href=\"\(address)\"><code>\(name)</code></a>", rest)
    }

    private func strong(_ text: Substring) -> (HTML, Substring)? {
        guard text.hasPrefix("**"), let end = text.dropFirst(2).firstRange(of: "**") else { return nil }
        let inner = text[text.index(text.startIndex, offsetBy: 2)..<end.lowerBound]
        return ("<strong>\(inner)</strong>", text[end.upperBound...])
    }

    private func anchor(_ text: Substring) -> (HTML, Substring)? {
        guard text.first == "[", let end = text.firstRange(of: "](") else { return nil }
        let rest = text[end.upperBound...]
        guard let close = rest.firstIndex(of: ")") else { return nil }
        let address = String(rest[..<close])
        guard address.hasPrefix("/") || address.hasPrefix("https://") || address.hasPrefix("#") else {
            return nil
        }
        let words = text[text.index(after: text.startIndex)..<end.lowerBound]
        return ("<a href=\"\(address)\">\(inline(words))</a>", rest[rest.index(after: close)...])
    }
}

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        var text = Substring(self).drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
