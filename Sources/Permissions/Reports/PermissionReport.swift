/// The whole matrix of a permission file as text: every role, every field, masks and rows included.
public enum PermissionReport {
    /// What the rows of the report are.
    public enum Order: String, Sendable, CaseIterable {
        /// A chapter for each role, with what it sees.
        case role
        /// A table of all fields with a column for each role.
        case field
    }

    /// How the report is written.
    public enum Format: String, Sendable, CaseIterable {
        /// Tables of Markdown.
        case md
        /// Comma-separated values as in RFC 4180, one line for each role and field.
        case csv
        /// One page without anything to load.
        case html
    }

    /// Writes the report.
    ///
    /// - Complexity: O(roles × fields of the schema).
    public static func text(_ permissions: Permissions, by order: Order, as format: Format) -> String {
        let matrix = PermissionMatrix(permissions)
        return switch (format, order) {
        case (.md, .field): MarkdownReport(matrix: matrix).byField
        case (.md, .role): MarkdownReport(matrix: matrix).byRole
        case (.csv, .field): CSVReport(matrix: matrix).byField
        case (.csv, .role): CSVReport(matrix: matrix).byRole
        case (.html, _):
            HTMLReport(matrix: matrix, file: permissions.file, version: permissions.version, order: order)
                .page
        }
    }
}

/// The matrix as Markdown.
struct MarkdownReport {
    let matrix: PermissionMatrix

    var byField: String {
        var text = "# Permissions by field\n"
        for section in matrix.sections {
            text += "\n## \(section.type)\n\n"
            text +=
                row(["Field"] + matrix.roles) + row(Array(repeating: "---", count: matrix.roles.count + 1))
            if !section.rows.isEmpty { text += row(["*rows*"] + section.rows.map { "*\($0)*" }) }
            for entry in section.entries {
                let note = entry.note.isEmpty ? "" : " (\(entry.note))"
                text += row(["`\(entry.name)`\(note)"] + entry.cells.map(mark))
            }
        }
        return text
    }

    var byRole: String {
        var text = "# Permissions by role\n"
        for (index, role) in matrix.roles.enumerated() {
            text += "\n## \(role)\n\n\(matrix.limits[index])\n\n"
            text += row(["Type", "Rows", "Fields"]) + row(["---", "---", "---"])
            for section in matrix.sections {
                let seen = section.entries.filter { $0.cells[index].kind != .hidden }
                if seen.isEmpty { continue }
                let fields = seen.map { entry in
                    let cell = entry.cells[index]
                    return cell.text == "yes" ? entry.name : "\(entry.name) (\(cell.text))"
                }
                let rows = section.rows.isEmpty ? "" : section.rows[index]
                text += row([section.type, rows, fields.joined(separator: ", ")])
            }
        }
        return text
    }

    private func mark(_ cell: PermissionMatrix.Cell) -> String {
        switch cell.text {
        case "yes": "✓"
        case "no": "–"
        default: cell.text
        }
    }

    private func row(_ cells: [String]) -> String {
        let escaped = cells.map { cell in
            String(cell.flatMap { $0 == "|" ? "\\|" : $0.isNewline ? " " : "\($0)" })
        }
        return "| \(escaped.joined(separator: " | ")) |\n"
    }
}

/// The matrix as lines of values.
struct CSVReport {
    let matrix: PermissionMatrix

    var byField: String {
        var text = line(["type", "name", "limits"] + matrix.roles)
        for section in matrix.sections {
            for entry in section.entries {
                text += line([section.type, entry.name, entry.note] + entry.cells.map(\.text))
            }
        }
        return text
    }

    var byRole: String {
        var text = line(["role", "type", "rows", "name", "access"])
        for (index, role) in matrix.roles.enumerated() {
            for section in matrix.sections {
                let rows = section.rows.isEmpty ? "" : section.rows[index]
                for entry in section.entries {
                    text += line([role, section.type, rows, entry.name, entry.cells[index].text])
                }
            }
        }
        return text
    }

    private func line(_ values: [String]) -> String {
        values.map { value in
            guard value.contains(where: { ",\"\n\r".contains($0) }) else { return value }
            return "\"" + String(value.flatMap { $0 == "\"" ? "\"\"" : "\($0)" }) + "\""
        }.joined(separator: ",") + "\r\n"
    }
}
