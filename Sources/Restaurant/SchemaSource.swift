/// Where fields stand in the schema's text.
struct SchemaSource {
    private var lines: [String: Int] = [:]

    /// Reads a text that a schema was built from: `type` opens a type, a line of two spaces and a name is a
    /// field.
    init(_ sdl: String) {
        var type = ""
        for (index, line) in sdl.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            guard let first = words.first else { continue }
            if line.hasPrefix("type ") || line.hasPrefix("interface "), words.count > 1 {
                type = String(words[1])
            } else if line.hasPrefix("  \(first)"), lines["\(type).\(first)"] == nil {
                lines["\(type).\(first)"] = index + 1
            }
        }
    }

    /// `schema.graphql:212`
    func place(of coordinate: String) -> String {
        lines[coordinate].map { "schema.graphql:\($0)" } ?? "schema.graphql"
    }
}
