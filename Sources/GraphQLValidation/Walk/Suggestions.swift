import GraphQLLanguage
import GraphQLSchema

extension ValidationContext {
    /// A sentence that guesses what was meant; empty unless `limits.suggestions` is on and a name is near.
    func suggestion(for name: String, among candidates: @autoclosure () -> [String]) -> String {
        guard limits.suggestions, name.utf8.count <= 64 else { return "" }
        let threshold = name.utf8.count * 2 / 5 + 1
        let near = candidates().map { (distance: editDistance(name, $0), name: $0) }
            .filter { $0.distance <= threshold }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard !near.isEmpty else { return "" }
        return " Did you mean \(near.prefix(5).map { "\"\($0.name)\"" }.joined(separator: " or "))?"
    }

    /// The names of the fields of a type that the caller sees.
    func visibleFieldNames(of type: TypeID) -> [String] {
        schema.fields[schema.types[type.index].fields].filter { view.isVisible($0.id) }.map(\.name)
    }

    /// The insertions, deletions and replacements between two names, letter case aside.
    private func editDistance(_ first: String, _ second: String) -> Int {
        let target = Array(second.lowercased().utf8)
        var row = Array(0...target.count)
        for (line, byte) in first.lowercased().utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in target.indices {
                let replaced = diagonal + (target[column] == byte ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[target.count]
    }
}
