extension Printer {
    /// One definition of a document, to bring all kinds into source order.
    struct Definition {
        /// Where the definition starts.
        let offset: Int32
        /// Writes it.
        let write: (inout Printer) -> Void
    }

    /// The operations and fragments in source order.
    static func executableDefinitions(of document: Document) -> [Definition] {
        let operations = document.operations.map { node in
            Definition(offset: node.offset) { $0.write(node) }
        }
        let fragments = document.fragments.map { node in
            Definition(offset: node.offset) { $0.write(node) }
        }
        return (operations + fragments).sorted { $0.offset < $1.offset }
    }

    /// Appends definitions with an empty line between them.
    mutating func writeDefinitions(_ definitions: [Definition]) {
        writeList(definitions, separator: "\n\n") { $1.write(&$0) }
    }

    /// Appends a description on lines of its own.
    mutating func writeDescription(_ description: Document.Value?) {
        guard let description else { return }
        write(description)
        writeLine()
    }

    /// An anonymous query without variables and directives is written as its selection set alone, but not
    /// among type system definitions: behind `type Query` the braces would be taken for its fields.
    ///
    /// - SeeAlso: GraphQL Sep 2025 §2.4
    private mutating func write(_ operation: Document.OperationDefinition) {
        writeDescription(operation.description)
        let isShorthand =
            operation.kind == .query && operation.name == nil && operation.variableDefinitions.isEmpty
            && operation.directives.isEmpty && operation.description == nil
            && document.typeSystemDefinitions.isEmpty
        if !isShorthand {
            write(operation.kind.keyword)
            if operation.name != nil || !operation.variableDefinitions.isEmpty { write(" ") }
            if let name = operation.name { write(name) }
            writeVariables(operation.variableDefinitions)
            writeDirectives(operation.directives)
            write(" ")
        }
        writeSelectionSet(operation.selectionSet)
    }

    private mutating func write(_ fragment: Document.FragmentDefinition) {
        writeDescription(fragment.description)
        write("fragment ")
        write(fragment.name)
        write(" on ")
        write(fragment.typeCondition)
        writeDirectives(fragment.directives)
        write(" ")
        writeSelectionSet(fragment.selectionSet)
    }

    /// Variables stand on lines of their own if one of them has a description.
    private mutating func writeVariables(_ range: IndexRange) {
        guard !range.isEmpty else { return }
        let variables = document.variableDefinitions[range.range]
        if variables.contains(where: { $0.description != nil }) {
            writeBlock("(", variables, ")") { $0.write($1) }
        } else {
            write("(")
            writeList(variables, separator: ", ") { $0.write($1) }
            write(")")
        }
    }

    private mutating func write(_ variable: Document.VariableDefinition) {
        writeDescription(variable.description)
        write("$")
        write(variable.name)
        write(": ")
        write(variable.type)
        writeDefault(variable.defaultValue)
        writeDirectives(variable.directives)
    }

    /// Appends ` = value`.
    mutating func writeDefault(_ index: Int32?) {
        guard let index else { return }
        write(" = ")
        write(document.values[Int(index)])
    }
}
