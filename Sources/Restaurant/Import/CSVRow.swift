/// One row of a menu table, with its cells by column name.
struct CSVRow {
    let position: TextPosition
    let cellCount: Int
    private let cells: [String: (text: String, position: TextPosition)]

    init(record: CSVRecords.Record, header: [String]) {
        position = TextPosition(line: record.line, column: 1)
        cellCount = record.fields.count
        var cells: [String: (text: String, position: TextPosition)] = [:]
        for (index, (name, field)) in zip(header, record.fields).enumerated() {
            let text = Self.trimmed(field[...])
            if !text.isEmpty { cells[name] = (text, TextPosition(line: record.line, column: index + 1)) }
        }
        self.cells = cells
    }

    /// The text of a cell; nil when it is empty.
    subscript(name: String) -> String? { cells[name]?.text }

    func problem(_ name: String, _ message: String) -> ImportProblem {
        ImportProblem(position: cells[name]?.position ?? position, path: name, message: message)
    }

    func node(_ name: String, _ value: JSONNode.Value) -> JSONNode {
        JSONNode(value, at: cells[name]?.position ?? position)
    }

    /// A member that stands where the cell of a column stands.
    func member(_ name: String, _ column: String, _ value: JSONNode) -> JSONNode.Member {
        JSONNode.Member(name: name, position: cells[column]?.position ?? position, value: value)
    }

    /// A cell with entries between `|`.
    func list(_ name: String) -> JSONNode {
        let entries = (self[name] ?? "").split(separator: "|").map(Self.trimmed)
        return node(name, .array(entries.map { node(name, .string($0)) }))
    }

    /// The cells of columns such as `name:en`, by locale; nil when there are none.
    func translations() -> JSONNode? {
        var locales: [String: [JSONNode.Member]] = [:]
        for (name, cell) in cells {
            let parts = name.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = JSONNode(.string(cell.text), at: cell.position)
            locales[String(parts[1]), default: []].append(
                JSONNode.Member(name: String(parts[0]), position: cell.position, value: value))
        }
        guard !locales.isEmpty else { return nil }
        let members = locales.map { locale, fields in
            JSONNode.Member(name: locale, position: position, value: JSONNode(.object(fields), at: position))
        }
        return JSONNode(.object(members), at: position)
    }

    /// The hours in `days`, `from` and `to`.
    func schedule() -> JSONNode? {
        var members: [JSONNode.Member] = []
        if self["days"] != nil { members.append(member("days", "days", list("days"))) }
        for name in ["from", "to"] {
            if let text = self[name] { members.append(member(name, name, node(name, .string(text)))) }
        }
        guard !members.isEmpty else { return nil }
        return JSONNode(.array([JSONNode(.object(members), at: position)]), at: position)
    }

    static func trimmed(_ text: Substring) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
