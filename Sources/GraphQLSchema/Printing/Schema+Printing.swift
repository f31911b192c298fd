extension Schema {
    /// The schema as text: what it defines itself in source order, descriptions as block strings.
    ///
    /// Of applied directives only those of the specification are printed: others are notes to whoever runs
    /// the schema. Building the text and printing again gives the same text.
    ///
    /// - Parameters:
    ///   - view: what is printed; everything when left out.
    ///   - describes: whether descriptions are.
    /// - Complexity: O(length of the text).
    /// - SeeAlso: GraphQL Sep 2025 §3
    public func printed(_ view: SchemaView = .all, describes: Bool = true) -> String {
        let builtIn = Set(builtInDirectives.map(\.name))
        let printer = SchemaPrinter(schema: self, view: view, describes: describes)
        let parts =
            [printer.schemaDefinition].compactMap { $0 }
            + directives.filter { !builtIn.contains($0.name) }.map(printer.text)
            + types.filter { $0.builtInScalar == nil && !$0.isIntrospection && view.isVisible($0.id) }
            .map(printer.text)
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// One type as text, as `printed()` has it, without a line break at its end.
    ///
    /// - Parameter view: what is printed of it; everything when left out.
    public func printed(_ type: TypeID, _ view: SchemaView = .all) -> String {
        SchemaPrinter(schema: self, view: view).text(of: self[type])
    }
}
