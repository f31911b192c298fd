import GraphQLLanguage

extension Document {
    /// A literal as text in which the fields of objects are sorted: the same for literals that differ in the
    /// order of fields alone.
    ///
    /// - Complexity: O(text × log(fields)); the parser bounds the nesting.
    func sortedText(of value: Value) -> String {
        switch value.kind {
        case .list: "[\(value.children.map { sortedText(of: values[$0]) }.joined(separator: ", "))]"
        case .object:
            "{"
                + objectFields[value.children.range]
                .map { "\(name($0.name)): \(sortedText(of: values[Int($0.value)]))" }
                .sorted().joined(separator: ", ") + "}"
        default: Printer.text(of: value, in: self)
        }
    }
}
