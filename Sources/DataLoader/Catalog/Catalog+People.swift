extension Catalog {
    /// Columns that show what the audit seals for somebody, and are not marked as that person's.
    func personalGaps(of table: Table) -> [String] {
        var gaps: [String] = []
        for column in table.columns {
            let name = "\(table.name).\(column.name)"
            if column.expression == nil, let person = tables[table.name]?[column.name]?.person {
                if !column.isPersonal { gaps.append("\(name) is sealed in the audit, and is not marked") }
                if let marked = table.person, Self.text(marked) != "t.\(person)" {
                    gaps.append("\(name) is sealed for \(person), and marked for \(Self.text(marked))")
                }
            }
            guard let expression = column.expression, !column.isPersonal else { continue }
            gaps += sealedColumns(in: [expression] + column.joins.compactMap(\.clause), of: table).map {
                "\(name) reads \($0), which is sealed in the audit, and is not marked"
            }
        }
        return gaps
    }

    /// The sealed columns that SQL reads of the table itself, by `t`, and of others, by whatever alias.
    private func sealedColumns(in templates: [SQLTemplate], of table: Table) -> [String] {
        let words = Set(
            templates.flatMap { Self.text($0).split { !($0.isLetter || $0.isNumber || "_.".contains($0)) } })
        var found: [String] = []
        for (name, columns) in tables where name == table.name || words.contains(Substring(name)) {
            for column in columns where column.value.person != nil {
                let isRead = words.contains { word in
                    guard word.hasSuffix(".\(column.key)") else { return false }
                    return word.hasPrefix("t.") == (name == table.name)
                }
                if isRead { found.append("\(name).\(column.key)") }
            }
        }
        return found.sorted()
    }

    private static func text(_ template: SQLTemplate) -> String {
        var writer = StatementWriter()
        writer.write(template)
        return writer.sql
    }
}
