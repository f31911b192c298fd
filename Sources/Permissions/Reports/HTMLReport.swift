/// The matrix as a page that needs nothing from elsewhere.
struct HTMLReport {
    let matrix: PermissionMatrix
    let file: String
    let version: String
    let order: PermissionReport.Order

    var page: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Permissions by \(order.rawValue)</title>
        <style>
        \(HTMLReportStyle.css)
        </style>
        </head>
        <body>
        \(header)
        <main>
        \(order == .field ? fields : roles)
        </main>
        <script>
        \(HTMLReportStyle.script)
        </script>
        </body>
        </html>

        """
    }

    private var header: String {
        let legend: [(kind: PermissionMatrix.Cell.Kind, text: String)] = [
            (.full, "shown"), (.partial, "shown on some rows"), (.masked, "masked"), (.null, "null"),
            (.error, "error"), (.hidden, "does not exist"),
        ]
        let items = legend.map { item in
            #"<li><span class="\#(item.kind.rawValue)">\#(sign(item.kind))</span> \#(item.text)</li>"#
        }
        let fieldCount = matrix.sections.reduce(0) { $0 + $1.entries.count }
        return """
            <header>
            <h1>Who sees what</h1>
            <p>\(escaped(file)), version <code>\(escaped(version))</code>: \(matrix.roles.count) roles,
            \(matrix.sections.count) types, \(fieldCount) entries.</p>
            <details><summary>\(order == .field ? "Types" : "Roles")</summary>
            <nav>\(navigation)</nav></details>
            </header>
            <div class="bar">
            <label>Find <input id="find" type="search" placeholder="Order.total, customer …"></label>
            <label\(order == .role ? " hidden" : "")><input id="differing" type="checkbox">
            only where roles differ</label>
            <output id="count">\(fieldCount) entries</output>
            <ul class="legend">\(items.joined())</ul>
            </div>
            """
    }

    private var navigation: String {
        let names = order == .field ? matrix.sections.map(\.type) : matrix.roles
        return names.map { name in "<a href=\"#\(anchor(name))\">\(escaped(name))</a>" }
            .joined(separator: " ")
    }

    // MARK: - By field

    private var fields: String {
        matrix.sections.map { section in
            let heads = matrix.roles.map { "<th scope=\"col\">\(breakable($0))</th>" }.joined()
            var rows = section.entries.map { row($0, of: section.type) }
            if !section.rows.isEmpty {
                let cells = section.rows.map { "<td>\(escaped($0))</td>" }.joined()
                rows.insert(#"<tr class="rows"><th scope="row">rows</th>\#(cells)</tr>"#, at: 0)
            }
            return """
                <section id="\(anchor(section.type))">
                <h2>\(escaped(section.type))</h2>
                <p>\(escaped(section.description))</p>
                <div class="table"><table>
                <thead><tr><th></th>\(heads)</tr></thead>
                <tbody>
                \(rows.joined(separator: "\n"))
                </tbody>
                </table></div>
                </section>
                """
        }.joined(separator: "\n")
    }

    private func row(_ entry: PermissionMatrix.Row, of type: String) -> String {
        let note = entry.note.isEmpty ? "" : "<small>\(escaped(entry.note))</small>"
        let cells = entry.cells.enumerated().map { index, cell in
            let title = "\(matrix.roles[index]): \(cell.text)"
            let detail = ["yes", "no"].contains(cell.text) ? "" : "<small>\(escaped(cell.text))</small>"
            return #"<td class="\#(cell.kind.rawValue)" title="\#(escaped(title))">"#
                + "\(sign(cell.kind))\(detail)</td>"
        }
        let isSame = Set(entry.cells).count == 1 ? " data-same" : ""
        return #"<tr data-name="\#(escaped("\(type).\(entry.name)").lowercased())"\#(isSame)>"#
            + #"<th scope="row" title="\#(escaped(entry.type))">\#(escaped(entry.name))\#(note)</th>"#
            + cells.joined() + "</tr>"
    }

    // MARK: - By role

    private var roles: String {
        matrix.roles.enumerated().map { index, role in
            let types = matrix.sections.compactMap { part($0, index) }
            return """
                <section id="\(anchor(role))">
                <h2>\(escaped(role))</h2>
                <p>\(escaped(matrix.limits[index]))</p>
                <dl>
                \(types.joined(separator: "\n"))
                </dl>
                </section>
                """
        }.joined(separator: "\n")
    }

    private func part(_ section: PermissionMatrix.Section, _ role: Int) -> String? {
        let seen = section.entries.filter { $0.cells[role].kind != .hidden }
        if seen.isEmpty { return nil }
        let rows = section.rows.isEmpty ? "" : " <small>rows: \(escaped(section.rows[role]))</small>"
        let chips = seen.map { entry in
            let cell = entry.cells[role]
            let detail = cell.text == "yes" ? "" : " <small>\(escaped(cell.text))</small>"
            return #"<span class="chip \#(cell.kind.rawValue)">\#(escaped(entry.name))\#(detail)</span>"#
        }
        let names = seen.map { "\(section.type).\($0.name)" }.joined(separator: " ")
        return #"<div data-name="\#(escaped(names).lowercased())"><dt>\#(escaped(section.type))\#(rows)</dt>"#
            + "<dd>\(chips.joined(separator: " "))</dd></div>"
    }

    // MARK: - Words

    private func sign(_ kind: PermissionMatrix.Cell.Kind) -> String {
        switch kind {
        case .full: "✓"
        case .partial: "◐"
        case .masked: "▒"
        case .null: "∅"
        case .error: "!"
        case .hidden: "–"
        }
    }

    /// A role that may be broken where its words meet, so that many columns fit.
    private func breakable(_ role: String) -> String {
        escaped(role).replacing("_", with: "_<wbr>").replacing(":", with: ":<wbr>")
    }

    private func anchor(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
